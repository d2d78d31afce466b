import { parseLink } from '../model/link';
import type { Entity } from '../model/types';
import type { RecordsPlan } from './Plan';
import type { RecordColumn } from './recordColumns';

/** The entity's link, unless a column in it may not be shown. */
export function recordLink({ link }: Entity, hidden: readonly RecordColumn[]): RecordsPlan['link'] {
  if (link === undefined) {
    return undefined;
  }
  const columns = parseLink(link);
  const isHidden = (name: string): boolean => hidden.some((column) => column.kind === 'field' && column.column === name);
  return columns.some(isHidden) ? undefined : { template: link, columns };
}
