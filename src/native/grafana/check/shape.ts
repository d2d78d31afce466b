/** The keys that Grafana reads at a place, with their types. It ignores every other key in silence: those are problems here. */
import { nearest } from '../../../sql/nearest';
import { isData, type Data, type Report } from './Problem';

export type Type = 'text' | 'integer' | 'number' | 'boolean' | 'texts' | 'list' | 'numbers' | 'object' | 'duration' | readonly string[] | Shape;

export interface Shape {
  readonly required: Readonly<Record<string, Type>>;
  readonly optional: Readonly<Record<string, Type>>;
  /** Keys that Grafana knows and that are not wanted, with the reason. */
  readonly refused?: Readonly<Record<string, string>>;
}

const isShape = (type: Type): type is Shape => typeof type === 'object' && 'required' in type;

/** @returns whether the value is an object, so that a closer look makes sense */
export function checkShape(value: unknown, shape: Shape, path: string, report: Report): value is Data {
  if (!isData(value)) {
    report(path, 'is no mapping of keys to values');
    return false;
  }
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const types = { ...shape.required, ...shape.optional };
  for (const key of Object.keys(value)) {
    if (shape.refused && Object.hasOwn(shape.refused, key)) {
      report(at(key), shape.refused[key]!);
    } else if (!Object.hasOwn(types, key)) {
      const guess = nearest(key, Object.keys(types));
      report(at(key), `is no key that Grafana reads, and it would be ignored in silence${guess ? `: did you mean "${guess}"?` : ''}`);
    }
  }
  for (const key of Object.keys(shape.required)) {
    if (value[key] === undefined || value[key] === null || value[key] === '') {
      report(at(key), 'is missing');
    }
  }
  for (const [key, type] of Object.entries(types)) {
    if (value[key] !== undefined && value[key] !== null && value[key] !== '') {
      checkType(value[key], type, at(key), report);
    }
  }
  return true;
}

function checkType(value: unknown, type: Type, path: string, report: Report): void {
  if (isShape(type)) {
    checkShape(value, type, path, report);
  } else if (typeof type !== 'string') {
    if (!type.includes(value as string)) {
      report(path, `is ${JSON.stringify(value)}: use ${type.join(', ')}`);
    }
  } else if (!fits(value, type)) {
    report(path, `is ${JSON.stringify(value)}: ${wanted[type]}`);
  }
}

const wanted = {
  text: 'write a text, in quotes where it looks like a number or a truth',
  integer: 'write a whole number',
  number: 'write a number',
  boolean: 'write true or false',
  texts: 'write keys with texts, in quotes where they look like numbers',
  list: 'write a list with at least one item',
  numbers: 'write a list of numbers',
  object: 'write keys and values',
  duration: 'write a duration such as 0s, 10m, 1h or 1d12h',
};

function fits(value: unknown, type: keyof typeof wanted): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'integer':
      return Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'texts':
      return isData(value) && Object.values(value).every((one) => typeof one === 'string');
    case 'list':
      return Array.isArray(value) && value.length > 0;
    case 'numbers':
      return Array.isArray(value) && value.every((one) => typeof one === 'number');
    case 'object':
      return isData(value);
    case 'duration':
      return typeof value === 'string' && secondsOf(value) !== undefined;
  }
}

const duration = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const unitSeconds = [31_536_000, 604_800, 86_400, 3600, 60, 1, 0.001];

/** A Prometheus duration in seconds; undefined for anything else. */
export function secondsOf(text: string): number | undefined {
  const parts = text === '0' ? ['', '0'] : text === '' ? null : duration.exec(text);
  return parts?.slice(1).reduce((sum, part, at) => sum + Number(part ?? 0) * unitSeconds[at]!, 0);
}
