/** Table panels of ours: a row a group, and the columns that people read, in the order of the answer. */
import { column, type PanelSpec } from './build';
import type { Json, Override } from './schema';

/** Column of the answer, what the panel calls it, and its look. */
export type Cell = readonly [name: string, label: string, look?: Json];

type TableSpec = Pick<PanelSpec, 'id' | 'title' | 'description' | 'at' | 'ask' | 'timeFrom'> & {
  readonly cells: readonly Cell[];
  /** Shows every column of the answer but these, instead of `cells` alone. */
  readonly without?: readonly string[];
  /** Of every column of text. */
  readonly textLinks?: readonly Json[];
  /** Label of the column by which rows are sorted; those of the answer when absent. */
  readonly sortBy?: string;
  readonly ascending?: boolean;
  /** Column by which the answers of several questions are joined. */
  readonly joinBy?: string;
};

/** A column whose text leads somewhere. */
export const linked = (...links: readonly Json[]): Json => ({ links });

/** Names are read before numbers: on a narrow screen the numbers move out of sight. */
const firstColumn: Json = { 'custom.minWidth': 110 };

export const width = (pixels: number): Json => ({ 'custom.width': pixels });

const flags = (names: readonly string[]): Json => Object.fromEntries(names.map((name) => [name, true]));

export function table({ cells, without, textLinks, sortBy, ascending, joinBy, ...rest }: TableSpec): PanelSpec {
  const shown = without ? { excludeByName: flags(without) } : { includeByName: flags(cells.map(([name]) => name)) };
  return {
    ...rest,
    type: 'table',
    transformations: [
      ...(joinBy ? [{ id: 'joinByField', options: { byField: joinBy, mode: 'outer' } }] : []),
      { id: 'organize', options: { ...shown, indexByName: {} } },
    ],
    options: {
      cellHeight: 'sm',
      showHeader: true,
      ...(sortBy ? { sortBy: [{ displayName: sortBy, desc: !ascending }] } : {}),
    },
    // Grafana's own least width is 150: columns would be cut off at the right.
    defaults: { custom: { minWidth: 60 } },
    overrides: [
      ...(textLinks
        ? [{ matcher: { id: 'byType', options: 'string' }, properties: [{ id: 'links', value: textLinks }] }]
        : []),
      ...cells.map(
        ([name, label, look], at): Override =>
          column(name, { displayName: label, ...(at === 0 && !without ? firstColumn : {}), ...look })
      ),
    ],
  };
}
