/**
 * The model while it is being edited. The text is the truth: the form and the JSON editor both change it. While it
 * has problems it is kept beside the last model that had none, which goes on running.
 */
import { parseModel } from '../../model/parse';
import type { SalesModel } from '../../model/types';
import type { SalesFunnelOptions } from '../../datasource/types';
import type { Problem } from '../parts/Problem';
import { asObject, type Json } from './path';

export interface Draft {
  readonly text: string;
  /** Absent while the text is not a JSON object. */
  readonly value?: Json;
  readonly model?: SalesModel;
  readonly problems: readonly Problem[];
}

/** `modelDraft` is text that is no valid model yet; only this editor reads it. */
export type StoredOptions = SalesFunnelOptions & { modelDraft?: string };

export const blank: Json = { version: 1, preset: 'generic' };

export const textOfModel = (value: unknown): string => JSON.stringify(value, null, 2);

export function readDraft(text: string): Draft {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return {
      text,
      problems: [{ path: '', message: `this is not JSON: ${error instanceof Error ? error.message : String(error)}` }],
    };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { text, problems: [{ path: '', message: 'the model is a JSON object: it begins with { and ends with }' }] };
  }
  const parsed = parseModel(value);
  return 'model' in parsed
    ? { text, value: asObject(value), model: parsed.model, problems: [] }
    : { text, value: asObject(value), problems: parsed.problems };
}

export const draftOf = (jsonData: StoredOptions): Draft =>
  readDraft(jsonData.modelDraft ?? textOfModel(jsonData.model ?? blank));

/** Whether the saved model can run. */
export const hasValidModel = ({ model }: StoredOptions): boolean => model !== undefined && 'model' in parseModel(model);

/** Without a valid model to keep, one with problems takes its place, so that "Save & test" can list them. */
export function store(jsonData: StoredOptions, draft: Draft): StoredOptions {
  const { modelDraft: _, ...kept } = jsonData;
  const replaces = draft.model !== undefined || (draft.value !== undefined && !hasValidModel(jsonData));
  return replaces ? { ...kept, model: draft.value } : { ...kept, modelDraft: draft.text };
}
