import { FieldType, type DataLink, type FieldConfig } from '@grafana/data';
import type { ResultColumn } from '../result/Result';
import { numberConfig } from './units';

const types = { text: FieldType.string, number: FieldType.number, boolean: FieldType.boolean } as const;

export const typeOf = (column: ResultColumn): FieldType => types[column.type];

/**
 * What a field says about itself. The name stays the stable id of docs/metrics.md, Columns (a click on a cell filters by it);
 * people read `displayNameFromDS`, which a panel's own override still replaces.
 */
export function configOf(column: ResultColumn, currency: string, displayName = column.label): FieldConfig {
  return {
    displayNameFromDS: displayName,
    ...(column.description ? { description: column.description } : {}),
    ...(column.role === 'dimension' && labelsFilter(column) ? { filterable: true } : {}),
    ...(column.type === 'number' ? numberConfig(column, currency) : {}),
    ...(column.opens ? { links: [linkTo(column.opens)] } : {}),
    ...(column.role === 'link' ? { custom: hidden } : {}),
  };
}

/** The address is encoded already: Grafana would do it a second time. */
const linkTo = (name: string): DataLink => ({ title: 'Open in the CRM', url: `\${__data.fields.${name}:raw}`, targetBlank: true });

/** Read by links only; the table panel knew `hidden` before it knew `hideFrom`. */
const hidden = { hidden: true, hideFrom: { viz: true, legend: true, tooltip: true } };

/**
 * A click on a cell filters by the text in it. Labels that were made distinct (`Ann (7)`) are no value of the database,
 * and a filter without text is none.
 */
const labelsFilter = ({ values, keys }: ResultColumn): boolean =>
  values.every((label, row) => {
    const key = keys?.[row];
    return key === null || key === undefined || (!String(label).endsWith(` (${key})`) && label !== '');
  });
