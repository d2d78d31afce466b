import { parse } from 'yaml';
import { SalesError } from '../../sql/SalesError';
import { checkAlerting } from './check/check';
import { unescaped } from './expansion';
import type { Rule, RuleFile, RuleGroup } from './Rule';

/**
 * The groups of a provisioning file, with texts as Grafana will hold them; the names of variables stay.
 * @throws SalesError `native/bad-rules` with the first thing that is wrong and how many more there are
 */
export function readRules(text: string): readonly RuleGroup[] {
  const [first, ...more] = checkAlerting(text);
  if (first) {
    throw new SalesError('native/bad-rules', `the alert rules cannot be used: ${first.path ? `${first.path} ` : 'the file '}${first.message}${more.length > 0 ? ` (and ${more.length} more)` : ''}`);
  }
  return (parse(text) as RuleFile).groups.map((group) => ({ ...group, name: unescaped(group.name), folder: unescaped(group.folder), rules: group.rules.map(expanded) }));
}

const expanded = (rule: Rule): Rule => ({
  ...rule,
  title: unescaped(rule.title),
  ...(rule.labels ? { labels: Object.fromEntries(Object.entries(rule.labels).map(([name, text]) => [name, unescaped(text)])) } : {}),
});
