/** What an alert rule asks, in the product's words; toRule makes Grafana's rule of it. */
import type { RelativeWindow } from '../../plan/native';
import type { Filter, FunnelQuery } from '../../plan/query';
import type { NoDataState } from '../grafana/Rule';

export interface AlertDefinition {
  /** Lower-case words joined by `-`, at most 30 characters: the rule's uid is made of it. */
  readonly id: string;
  readonly title: string;
  readonly question: AlertQuestion;
  /** Dimensions: one instance of the rule for each combination of their values. */
  readonly by?: readonly string[];
  readonly filters?: readonly Filter[];
  readonly window: RelativeWindow;
  /** Seconds that the rule's own range covers, for a window of that kind; a day when absent. */
  readonly rangeSeconds?: number;
  readonly comparison: AlertComparison;
  /** The side of the threshold that is bad. */
  readonly direction: 'below' | 'above';
  readonly gate: EvidenceGate;
  readonly severity: Severity;
  /** Prometheus duration: how long it must hold before it fires; at once when absent. */
  readonly for?: string;
  /** Further labels of the rule; none may have the name of a dimension that the rule has. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Rows without a value: `keep` leaves them as instances that never fire (the default), `omit` leaves them out. */
  readonly nulls?: 'keep' | 'omit';
  /** `OK` when absent: where nothing is, nobody is at fault. */
  readonly noDataState?: NoDataState;
  /** Groups that had rows in so many windows before are instances, too. */
  readonly spine?: number;
  /** The panel that shows the same number. */
  readonly panel?: PanelReference;
  /** What to do about it; one or two plain sentences. */
  readonly advice: string;
}

export type Severity = 'info' | 'warning' | 'critical';

export type AlertQuestion =
  | { readonly type: 'metric'; readonly metric: string; readonly horizon?: number }
  /** A column of the funnel, for each of its stages. */
  | (Pick<FunnelQuery, 'entity' | 'pipeline' | 'steps' | 'exclude' | 'policy' | 'window' | 'matureOnly'> & {
      readonly type: 'funnel';
      readonly column: 'step_conversion' | 'cumulative_conversion' | 'drop_off_rate' | 'reached';
    });

export type AlertComparison =
  /** The value itself; rates are fractions, money is in the model's currency. */
  | { readonly with: 'absolute'; readonly threshold: number }
  /**
   * The change against the window before: a difference for rates, else a fraction of what was. With `windows`, against
   * so many windows before together: a count or sum against their mean, a rate or mean against that of all of them.
   */
  | { readonly with: 'previous-period'; readonly threshold: number; readonly windows?: number }
  /** The share of the target that the value must reach. */
  | { readonly with: 'target'; readonly threshold: number };

/** What must stand behind a number before it may fire. */
export interface EvidenceGate {
  readonly chance: Chance;
  /** Normal quantile; 3 where the rule has instances, 1.96 for a single one. */
  readonly z?: number;
  /** So many observations at least, in the window before, too, where it is compared. */
  readonly minimum?: number;
  /** The metric that counts the observations, where the value does not carry its own `n`. */
  readonly counted?: string;
  /** So large a part of the running calendar unit's working days must have begun: before that, what it will bring is not there yet. */
  readonly elapsed?: number;
}

/** How chance is allowed for: the bound of this interval must cross the threshold, not the value itself. */
export type Chance =
  /** Not at all: a stock that is known exactly, or a value whose spread nobody knows. */
  | { readonly by: 'nothing' }
  /** Wilson, and Newcombe for a change (docs/metrics.md R2): of metrics that declare it, and of funnel rates. */
  | { readonly by: 'proportion' }
  /** Counts of independent events: value ± z √value. */
  | { readonly by: 'count' }
  /** A metric that is the standard error of this one. */
  | { readonly by: 'error'; readonly metric: string };

export interface PanelReference {
  /** uid of the dashboard. */
  readonly dashboard: string;
  /** Title of the panel, as the dashboard has it. */
  readonly title: string;
  /** Variables of the dashboard that must be set for the same number: name → value. */
  readonly variables?: Readonly<Record<string, string>>;
}
