import { parse } from 'yaml';
import { checkAlerting } from '../grafana/check/check';
import { postgres } from '../../dialects/postgres';
import { model, ruleFor, winRate } from './example.fixture';
import { toRule } from './toRule';
import { toYaml } from './toYaml';

const group = (...rules: Parameters<typeof toYaml>[0][number]['rules']) => [{ name: 'Sales', folder: 'Sales Funnel', interval: '1h', rules }];
const dollars = ruleFor({ ...winRate, title: 'Under $1 and ${HOME}', labels: { note: '$cash {{ $labels.x }}' } }, model, () => "SELECT '$' || 'x' AS a -- $__timeTo()\nFROM t");

test('SQL is a literal block, and no text is folded', () => {
  const text = toYaml(group(dollars));
  expect(text).toContain("rawSql: |-\n                SELECT '$' || 'x' AS a -- $__timeTo()\n                FROM t\n");
  expect(text).not.toMatch(/[>][-+]?\n/);
});

test('`$` is doubled where Grafana expands it, and nowhere else', () => {
  const [rule] = parse(toYaml(group(dollars))).groups[0].rules;
  expect(rule.title).toBe('Under $$1 and $${HOME}');
  expect(rule.labels.note).toBe('$$cash {{ $$labels.x }}');
  expect(rule.data[0].model.rawSql).toBe("SELECT '$' || 'x' AS a -- $__timeTo()\nFROM t");
  expect(rule.data.find(({ refId }: { refId: string }) => refId === 'gate').model.expression).toMatch(/^is_number\(\$n\) && /);
  expect(rule.annotations.summary).toContain('{{ $labels.team }}');
  expect(rule.annotations.__panelId__).toBe('7');
});

test('what the checker reads has no problem', () => {
  const real = toRule(winRate, model, postgres, { source: { uid: 'sales-sql', type: 'grafana-postgresql-datasource' } });
  expect(checkAlerting(toYaml(group(real), '# a comment\n'))).toEqual([]);
});

test('texts that look like something else stay texts', () => {
  const [rule] = parse(toYaml(group(ruleFor({ ...winRate, title: 'yes', labels: { code: '007', empty: '', note: '# no comment: here' } })))).groups[0].rules;
  expect([rule.title, rule.labels.code, rule.labels.empty, rule.labels.note]).toEqual(['yes', '007', '', '# no comment: here']);
});
