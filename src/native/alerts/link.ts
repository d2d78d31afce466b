/** Where a rule's text leads: the panel that shows the same number, over the same days, for the same slice. */
import type { Calendar } from '../../model/types';
import type { RelativeWindow } from '../../plan/native';
import type { Filter, FilterOperator } from '../../plan/query';
import type { Grain } from '../../sql/Dialect';
import { millisecond, urlFilterLabel, urlFilterText, urlLabel } from './template';
import type { EndId } from './values';

/** A panel of a dashboard that exists. */
export interface Panel {
  readonly dashboardUid: string;
  readonly panelId: number;
  /** Names of the dashboard's variables. */
  readonly variables: readonly string[];
  /** Name of its ad hoc filters, if it has them. */
  readonly adHoc?: string;
}

export interface LinkTo {
  /** Queries that say when the window began and ended; without them its days are counted from when the link is opened. */
  readonly ends: readonly EndId[];
  readonly window: RelativeWindow;
  readonly rangeSeconds: number;
  readonly calendar: Calendar;
  readonly by: readonly string[];
  readonly filters: readonly Filter[];
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * A template of the panel's address. Dimensions that the dashboard has as a variable are set by it, others as ad hoc
 * filters; what it has neither for is left out.
 */
export function panelLink(panel: Panel, { ends, window, rangeSeconds, calendar, by, filters, variables }: LinkTo): string {
  const [from, to] = dashboardRange(window, rangeSeconds, calendar).map(encodeURIComponent);
  const at = (end: EndId, otherwise: string): string => (ends.includes(end) ? millisecond(end, otherwise) : otherwise);
  const isVariable = (name: string): boolean => panel.variables.includes(name);
  // A group is one of the values that its own dimension is filtered by.
  const further = filters.filter(({ dimension, operator }) => !(by.includes(dimension) && chooses(operator)));
  const parameters = [
    ['from', at('from', from!)],
    ['to', at('to', to!)],
    ['timezone', encodeURIComponent(calendar.timeZone)],
    ...Object.entries(variables).map(([name, chosen]) => [`var-${encodeURIComponent(name)}`, encodeURIComponent(chosen)]),
    ...by.filter(isVariable).map((name) => [`var-${encodeURIComponent(name)}`, urlLabel(name)]),
    ...further.flatMap(({ dimension, operator, values }) =>
      isVariable(dimension) && chooses(operator)
        ? values.map((value) => [`var-${encodeURIComponent(dimension)}`, encodeURIComponent(value)])
        : []
    ),
    ...(panel.adHoc === undefined ? [] : adHoc(panel.adHoc, by, further, isVariable)),
    ['viewPanel', `panel-${panel.panelId}`],
  ];
  // Grafana's own address ends with a slash, or not, by its version.
  const query = parameters.map(([name, value]) => `${name}=${value}`).join('&');
  return `{{ reReplaceAll "/+$" "" externalURL }}/d/${panel.dashboardUid}?${query}`;
}

function adHoc(name: string, by: readonly string[], filters: readonly Filter[], isVariable: (name: string) => boolean): string[][] {
  const parameter = `var-${encodeURIComponent(name)}`;
  return [
    ...by.filter((dimension) => !isVariable(dimension)).map((dimension) => [parameter, `${urlFilterText(dimension)}%7C%3D%7C${urlFilterLabel(dimension)}`]),
    ...filters.flatMap(({ dimension, operator, values }) => {
      const sign = signs[operator][values.length === 1 ? 'one' : 'several'];
      return sign === undefined || (chooses(operator) && isVariable(dimension)) ? [] : [[parameter, [dimension, sign, ...values].map(urlFilterText).join('%7C')]];
    }),
  ];
}

const chooses = (operator: FilterOperator): boolean => operator === '=' || operator === 'in';

/** Grafana's operators for one value and for several; of regular expressions it takes one. */
const signs: Readonly<Record<FilterOperator, { readonly one: string; readonly several?: string }>> = {
  '=': { one: '=', several: '=|' },
  in: { one: '=', several: '=|' },
  '!=': { one: '!=', several: '!=|' },
  'not in': { one: '!=', several: '!=|' },
  '=~': { one: '=~' },
  '!~': { one: '!~' },
};

const letters: Readonly<Record<Grain, string>> = { day: 'd', week: 'w', month: 'M', quarter: 'Q', year: 'y' };

/** The same days in Grafana's words: `now-90d/d` to `now-1d/d`, both ends of the named unit inclusive. */
export function dashboardRange(window: RelativeWindow, rangeSeconds: number, calendar: Calendar): readonly [from: string, to: string] {
  switch (window.kind) {
    case 'range':
      return [`now-${rangeSeconds}s`, 'now'];
    case 'lastDays': {
      const back = window.back ?? 0;
      return [`now-${window.days + back}d/d`, `now-${back + 1}d/d`];
    }
    case 'unit': {
      const letter = `${isFiscal(window.grain, calendar) ? 'f' : ''}${letters[window.grain]}`;
      // Grafana counts a fiscal quarter back as a quarter.
      const shift = window.offset === 0 ? '' : `${window.offset < 0 ? '-' : '+'}${Math.abs(window.offset)}${letters[window.grain]}`;
      const unit = `now${shift}/${letter}`;
      return [unit, window.soFar ? 'now' : unit];
    }
  }
}

/** Whether the unit begins elsewhere than in the calendar year; the dashboard must then know the fiscal year. */
const isFiscal = (grain: Grain, { fiscalYearStart }: Calendar): boolean =>
  (grain === 'year' && fiscalYearStart !== 1) || (grain === 'quarter' && (fiscalYearStart - 1) % 3 !== 0);

const day = 86_400;
const unitDays: Readonly<Record<Grain, number>> = { day: 1, week: 7, month: 31, quarter: 92, year: 366 };

/** Seconds that the rule's range must reach back to hold the window and what it is compared with; SQL uses its end only. */
export function secondsBack(window: RelativeWindow, windowsBefore: number, rangeSeconds: number): number {
  switch (window.kind) {
    case 'range':
      return rangeSeconds;
    case 'lastDays':
      return (window.days * (1 + windowsBefore) + (window.back ?? 0) + 1) * day;
    case 'unit':
      return unitDays[window.grain] * (1 + windowsBefore + Math.max(0, -window.offset)) * day;
  }
}
