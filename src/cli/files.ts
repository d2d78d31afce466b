import { readFileSync } from 'node:fs';
import { parseModelOrThrow } from '../model/parse';
import type { SalesModel } from '../model/types';
import { SalesError } from '../sql/SalesError';

/** @throws SalesError `usage/…` for a file that cannot be read or is not JSON, `model/…` for what is wrong in it */
export function readModel(file: string | undefined): SalesModel {
  if (!file) {
    throw new SalesError('usage/no-model', 'no model is given: add --model <file>');
  }
  return parseModelOrThrow(readJson(file));
}

export function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SalesError('usage/bad-json', `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `-` is standard input. */
export function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new SalesError('usage/no-file', `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
