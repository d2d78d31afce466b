/** Stat panels of ours: lines one under the other, a name at the left and a number at the right. */
import { column, fixedColor, type PanelSpec } from './build';
import type { Json } from './schema';

/** Column of the answer, what the panel calls it, and its look where that says something. */
export type Line = readonly [name: string, label: string, look?: Json];

/** Lines stand in the order of the answer's columns. */
export const stat = ({
  lines,
  ...rest
}: Pick<PanelSpec, 'id' | 'title' | 'description' | 'at' | 'ask'> & { readonly lines: readonly Line[] }): PanelSpec => ({
  ...rest,
  type: 'stat',
  options: {
    reduceOptions: {
      values: false,
      calcs: ['lastNotNull'],
      fields: `/^(${lines.map(([, label]) => label).join('|')})$/`,
    },
    orientation: 'horizontal',
    textMode: 'value_and_name',
    wideLayout: true,
    colorMode: 'value',
    graphMode: 'none',
    justifyMode: 'auto',
    text: { titleSize: 14, valueSize: 22 },
  },
  defaults: { color: fixedColor('text') },
  overrides: lines.map(([name, label, look]) => column(name, { displayName: label, ...look })),
});
