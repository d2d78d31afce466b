import { createSteps } from './steps';

const quiet = () => undefined;

describe('createSteps', () => {
  it('stops in reverse order, and once', async () => {
    const steps = createSteps(quiet);
    const stopped: string[] = [];
    await steps.hold(
      () => 'database',
      (held) => void stopped.push(held)
    );
    await steps.hold(
      () => 'server',
      (held) => void stopped.push(held)
    );
    await Promise.all([steps.stopAll(), steps.stopAll()]);
    expect(stopped).toEqual(['server', 'database']);
  });

  it('waits for what is still starting, and stops it', async () => {
    const steps = createSteps(quiet);
    let finish = (_: string) => quiet();
    const stopped: string[] = [];
    const starting = steps.hold(
      () => new Promise<string>((resolve) => (finish = resolve as typeof finish)),
      (held) => void stopped.push(held)
    );
    const ending = steps.stopAll();
    finish('database');
    await Promise.all([starting, ending]);
    expect(stopped).toEqual(['database']);
  });

  it('starts nothing more once the end has begun', async () => {
    const steps = createSteps(quiet);
    await steps.stopAll();
    await expect(steps.hold(() => 'late', quiet)).rejects.toThrow('stopped');
    await expect(steps.run('late', () => Promise.resolve())).rejects.toThrow('stopped');
  });

  it('prints each step when it is done', async () => {
    const lines: string[] = [];
    await createSteps((line) => lines.push(line)).run('did it', () => Promise.resolve());
    expect(lines).toEqual([expect.stringMatching(/^ {2}did it \(\d+\.\d s\)$/)]);
  });
});
