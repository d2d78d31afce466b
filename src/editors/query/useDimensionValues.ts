import { useCallback, useEffect, useRef, useState } from 'react';
import type { Choice } from '../parts/Choice';
import type { ReadValues } from './form';

interface Suggestions {
  readonly choices: readonly Choice[];
  readonly isLoading: boolean;
  /** One sentence when the database could not be asked; typing still works. */
  readonly problem?: string;
}

const pause = 300;
const none: Suggestions = { choices: [], isLoading: false };

/** Values of a dimension from the database: asked for when the list opens, and again when typing pauses. */
export function useDimensionValues(read: ReadValues, dimension: string) {
  const [suggestions, setSuggestions] = useState(none);
  const asked = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    asked.current += 1;
    setSuggestions(none);
    return () => clearTimeout(timer.current);
  }, [dimension]);

  const load = useCallback(
    async (search?: string) => {
      const turn = ++asked.current;
      setSuggestions((before) => ({ ...before, isLoading: true, problem: undefined }));
      const answer = await read(dimension, search || undefined).then(
        (values): Suggestions => ({ choices: values.map(({ label, value }) => ({ label, value })), isLoading: false }),
        (error: unknown): Suggestions => ({ ...none, problem: `the values could not be read: ${messageOf(error)}` })
      );
      if (turn === asked.current) {
        setSuggestions(answer);
      }
    },
    [read, dimension]
  );
  const search = useCallback(
    (text: string) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => load(text), pause);
    },
    [load]
  );
  return { ...suggestions, load, search };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
