import type { PipelinePlan } from '../../plan/Plan';

/** The two instants of a waterfall. */
export type Side = 'start' | 'end';
export const sides: readonly Side[] = ['start', 'end'];

/** Name of a column that holds what a deal was at one of them. */
export const at = (name: string, side: Side): string => `${name}_at_${side}`;

export const instantOf = (plan: PipelinePlan, side: Side): Date => (side === 'start' ? plan.start : plan.end);
