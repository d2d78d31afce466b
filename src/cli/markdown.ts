/** The catalogue as a page to read: docs/catalogue.md, and `salesfunnel metrics --markdown` for a company's own. */
import { postgres } from '../dialects/postgres';
import { listMetrics } from '../metrics/catalogue';
import { findEntry } from '../metrics/resolve';
import type { Additivity, IntervalKind, MetricInfo } from '../metrics/types';
import { basisWords } from '../metrics/words';
import type { Direction, SalesModel, Unit } from '../model/types';
import { whyMetricNotNative } from '../native/nativeForm';

const units: Readonly<Record<Unit, string>> = {
  count: 'number', percent: 'percent', money: 'money', days: 'days', hours: 'hours', ratio: 'ratio', moneyPerDay: 'money a day', score: 'score',
};
const directions: Readonly<Record<Direction, string>> = { up: 'higher is better', down: 'lower is better', neutral: 'neither high nor low is good' };
const adding: Readonly<Record<Additivity, string>> = {
  flow: 'over time and groups', stock: 'over groups, not over time', ratio: 'no; made anew from its sums at each level', distinct: 'no; counted anew at each level', order: 'no; asked anew at each level',
};
const intervals: Readonly<Record<IntervalKind, string | undefined>> = { none: undefined, wilson: 'Wilson', kish: 'Wilson at the effective number of cases (Kish)', mean: 'of a mean' };

/** Every metric of the plugin, whatever a model maps. */
export const cataloguePage = (): string =>
  `# Every metric

Made by \`npm run generate\` from what the editor, the panels and the SQL read as well. Such a page of your own model, with the
metrics of your own and what it lacks for the rest: \`node bin/salesfunnel.mjs metrics --model model.json --markdown\`.

[How numbers are counted](metrics.md) says what holds for all of them: intervals, cohorts, periods, targets, and has the columns
of funnels and waterfalls. *Needs* are places of the [model](model.md).

${metricsMarkdown(undefined)}`;

/** With a model, what it lacks for a metric, and which have no native form. */
export function metricsMarkdown(model: SalesModel | undefined): string {
  const metrics = listMetrics(model);
  const built = metrics.filter(({ later }) => !later);
  const groups = [...new Set(built.map(({ info }) => info.group))];
  const sections = groups.map((group) => {
    const own = built.filter(({ info }) => info.group === group);
    const first = own.filter(({ info }) => !isVariant(info, own));
    return `## ${group}\n\n${first.map(({ info, missing }) => entry(info, own.filter(({ info: other }) => variantOf(other, info)), missing, model)).join('\n\n')}`;
  });
  const later = metrics.filter((one) => one.later).map(({ info }) => `- ${info.label} · \`${info.id}\`${info.number ? ` · ${info.number}` : ''}`);
  return `${[...sections, `## Not yet\n\n${later.join('\n')}`].join('\n\n')}\n`;
}

interface Listed {
  readonly info: MetricInfo;
}

/** `sales_cycle_won_p50` beside `sales_cycle_won`: the same thing, read at another place. */
const variantOf = (one: MetricInfo, of: MetricInfo): boolean => one.meaning === of.meaning && one.id !== of.id && /^_(p50|p90|max)$/.test(one.id.slice(of.id.length)) && one.id.startsWith(of.id);
const isVariant = (one: MetricInfo, others: readonly Listed[]): boolean => others.some(({ info }) => variantOf(one, info));

/** `, of 5 cases or more`; empty where one is enough. */
function atLeast({ id }: MetricInfo, model: SalesModel | undefined): string {
  const { minimum } = findEntry(id, model);
  return minimum === undefined ? '' : `, of ${minimum} cases or more`;
}

function entry(info: MetricInfo, variants: readonly Listed[], missing: string | undefined, model: SalesModel | undefined): string {
  const interval = intervals[info.interval];
  const reason = model && missing === undefined ? whyMetricNotNative(info.id, model, postgres) : undefined;
  return [
    `**${text(info.label)}** · \`${info.id}\`${info.number ? ` · ${info.number}` : ''}`,
    text(info.meaning),
    ...variants.map(({ info: one }) => `Also \`${one.id}\`: ${text(one.label)}${atLeast(one, model)}; does not add up.`),
    `*Formula:* ${text(info.formula)}. *Counted* ${info.group === 'Data quality' ? 'as of now, whatever the range' : basisWords[info.basis]}. *Unit:* ${units[info.unit]}; ${directions[info.direction]}. *Adds up:* ${adding[info.additivity]}.${interval ? ` *Interval:* ${interval}.` : ''}${atLeast(info, model) && ` *Value* ${atLeast(info, model).slice(2)}.`}`,
    ...(info.caveat ? [`*Careful:* ${text(info.caveat)}`] : []),
    ...(info.needs.length > 0 && !model ? [`*Needs:* ${needed(info.needs)}`] : []),
    ...(missing ? [`*Not available:* ${text(missing)}`] : []),
    ...(reason ? [`*No alert rule or export:* ${text(reason)}`] : []),
  ].join('<br>\n');
}

/** Without what Markdown would read as its own; ids as code. */
const text = (of: string): string =>
  of
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(\b[a-z]+(?:_[a-z0-9]+)+\b)/)
    .map((part, at) => (at % 2 ? `\`${part}\`` : part.replace(/[\\`*_<>[\]|#]/g, '\\$&')))
    .join('');

/** An entity goes without saying where a field of it is named. */
const needed = (needs: readonly string[]): string =>
  needs
    .filter((need) => !needs.some((other) => other.startsWith(`${need}.`)))
    .map((need) => need.split('|').map((one) => `\`${one}\``).join(' or '))
    .join(', ');
