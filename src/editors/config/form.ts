import type { SalesModel } from '../../model/types';
import { asObject, getAt, setAt, type Json, type Path } from './path';

/** What every part of the configuration form is given. */
export interface ModelForm {
  /** The model's JSON as it stands, valid or not. */
  readonly value: Json;
  /** The parsed model, when it is valid. */
  readonly model?: SalesModel;
  readonly disabled: boolean;
  get(path: Path): unknown;
  /** Undefined removes the key. */
  set(path: Path, value: unknown): void;
}

export const formOf = (
  value: Json,
  model: SalesModel | undefined,
  disabled: boolean,
  onChange: (value: Json) => void
): ModelForm => ({
  value,
  model,
  disabled,
  get: (path) => getAt(value, path),
  set: (path, next) => onChange(asObject(setAt(value, path, next))),
});

/** The same id for the same place, for labels and tests: `model-entities-deal-id`. */
export const idOf = (path: Path): string => ['model', ...path].join('-');
