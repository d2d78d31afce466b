import type { SalesModel } from '../../../model/types';
import type { Filter } from '../../../plan/query';
import type { AlertDefinition } from '../AlertDefinition';

/** A definition of the pack, and what shows that it works. */
export interface PackedAlert {
  readonly definition: (model: SalesModel) => AlertDefinition;
  readonly story: DemoStory;
}

/** What the demo company hides for this rule (docs/demo-stories.md). */
export interface DemoStory {
  /** Letter of the story; `stale` for data that no longer arrive. */
  readonly id: 'a' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'stale';
  /** Labels of the instances that fire; `{}` for a rule without instances. */
  readonly fires: ReadonlyArray<Readonly<Record<string, string>>>;
  /** Instances of the same rule that the story does not touch, or the rule with these filters as well. */
  readonly quiet: { readonly instances: ReadonlyArray<Readonly<Record<string, string>>> } | { readonly filters: readonly Filter[] } | 'until the data are old';
}
