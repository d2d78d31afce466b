/**
 * What start-up does, and how it ends. Every step prints one line when it is done; every thing that a step leaves
 * running is stopped in reverse order, once, whatever ends the program.
 */
export interface Steps {
  /** Runs a step and prints what it did and how long it took. */
  run<T>(sentence: string, step: () => Promise<T>): Promise<T>;
  /** Starts what must be stopped again; the end waits for a start that has not come to its end. */
  hold<T>(start: () => Promise<T> | T, stop: (held: T) => Promise<void> | void): Promise<T>;
  /** Aborted when the end begins. */
  readonly signal: AbortSignal;
}

export function createSteps(print: (line: string) => void): Steps & { stopAll(): Promise<void> } {
  const ending = new AbortController();
  const stops: Array<() => Promise<void>> = [];
  let stopped: Promise<void> | undefined;
  return {
    signal: ending.signal,
    async run(sentence, step) {
      ending.signal.throwIfAborted();
      const begun = performance.now();
      const result = await step();
      ending.signal.throwIfAborted();
      print(`  ${sentence} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
      return result;
    },
    async hold(start, stop) {
      ending.signal.throwIfAborted();
      const starting = Promise.resolve(start());
      stops.push(() => starting.then(stop, () => undefined));
      return starting;
    },
    stopAll() {
      ending.abort(new Error('stopped'));
      return (stopped ??= stopInReverse(stops));
    },
  };
}

async function stopInReverse(stops: Array<() => Promise<void>>): Promise<void> {
  for (let stop = stops.pop(); stop; stop = stops.pop()) {
    await stop();
  }
}
