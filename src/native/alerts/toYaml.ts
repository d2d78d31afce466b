/** Rules as a file of `provisioning/alerting/`. */
import { Document, isScalar, Scalar, visit } from 'yaml';
import { escaped } from '../grafana/expansion';
import type { Rule, RuleFile, RuleGroup } from '../grafana/Rule';

/**
 * YAML that Grafana 11.6 to 13 reads: no receivers and no policies, texts of several lines as `|-` (folding would put
 * what follows a comment of SQL behind it), and `$` doubled where Grafana expands it.
 * @param head lines of comment before it, with their `#`
 */
export function toYaml(groups: readonly RuleGroup[], head = ''): string {
  const file: RuleFile = { apiVersion: 1, groups: groups.map(escapedGroup) };
  const document = new Document(file, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      if (isScalar(node) && typeof node.value === 'string') {
        node.type = unprintable.test(node.value) ? Scalar.QUOTE_DOUBLE : node.value.includes('\n') ? Scalar.BLOCK_LITERAL : node.type;
      }
    },
  });
  return head + document.toString({ lineWidth: 0 }).replace(new RegExp(unprintable, 'gu'), (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What Grafana's YAML reader takes for the end of a line, or refuses: it can only stand escaped, between quotes. */
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]/u;

const escapedGroup = ({ orgId = 1, name, folder, interval, rules }: RuleGroup): RuleGroup => ({
  orgId,
  name: escaped(name),
  folder: escaped(folder),
  interval,
  rules: rules.map(escapedRule),
});

/** SQL, expressions and annotations are taken as they are; the rest is expanded. */
const escapedRule = (rule: Rule): Rule => ({
  ...rule,
  uid: escaped(rule.uid),
  title: escaped(rule.title),
  condition: escaped(rule.condition),
  ...(rule.labels && { labels: Object.fromEntries(Object.entries(rule.labels).map(([name, value]) => [name, escaped(value)])) }),
});
