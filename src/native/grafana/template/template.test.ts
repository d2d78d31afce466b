import { renderTemplate } from './renderTemplate';
import { fixed, general, shortest, withoutExponent } from './goFormat';

// The right-hand sides were printed by Go 1.26.
describe('numbers as Go prints them', () => {
  test.each<[number, string, string, string, string, string]>([
    [0, '0', '0.0', '0', '0', '0'],
    [-0, '-0', '-0.0', '-0', '-0', '-0'],
    [0.25, '0', '0.2', '0.25', '0.25', '0.25'],
    [0.35, '0', '0.3', '0.35', '0.35', '0.35'],
    [2.5, '2', '2.5', '2.5', '2.5', '2.5'],
    [3.5, '4', '3.5', '3.5', '3.5', '3.5'],
    [1234567, '1234567', '1234567.0', '1.235e+06', '1.234567e+06', '1234567'],
    [100000, '100000', '100000.0', '1e+05', '100000', '100000'],
    [1e21, '1000000000000000000000', '1000000000000000000000.0', '1e+21', '1e+21', '1000000000000000000000'],
    [0.0001, '0', '0.0', '0.0001', '0.0001', '0.0001'],
    [0.00001, '0', '0.0', '1e-05', '1e-05', '0.00001'],
    [0.12345, '0', '0.1', '0.1235', '0.12345', '0.12345'],
    [99.995, '100', '100.0', '100', '99.995', '99.995'],
    [9999.5, '10000', '9999.5', '1e+04', '9999.5', '9999.5'],
    [999.95, '1000', '1000.0', '1000', '999.95', '999.95'],
    [-0.5, '-0', '-0.5', '-0.5', '-0.5', '-0.5'],
    [0.1 + 0.2, '0', '0.3', '0.3', '0.30000000000000004', '0.30000000000000004'],
    [Number.NaN, 'NaN', 'NaN', 'NaN', 'NaN', 'NaN'],
    [Infinity, '+Inf', '+Inf', '+Inf', '+Inf', '+Inf'],
  ])('%p', (value, ...printed) => {
    expect([fixed(value, 0), fixed(value, 1), general(value, 4), shortest(value), withoutExponent(value)]).toEqual(printed);
  });
});

const data = {
  labels: { team: 'West', owner: `b c&d/é!'()*~`, empty: '', hostile: `'; {{ $labels.team }} $__timeFrom() "q"\n😀` },
  values: { A: 0.5, N: Number.NaN, Z: null, big: 1234567, rate: 0.123456 },
};

describe('what the texts of rules use', () => {
  test.each<[string, string]>([
    ['no template', 'no template'],
    ['{{ $labels.team }} is down', 'West is down'],
    ['{{ .Labels.team }}', 'West'],
    ['{{ $labels.missing }} is down', '[no value] is down'],
    ['{{ $values.A }} {{ $values.A.Value }} {{ $values.big }} {{ $values.big.Value }}', '0.5 0.5 1234567 1.234567e+06'],
    ['{{ $values.Z }} {{ $values.N.Value }} {{ $values.missing.Value }}', 'NaN NaN [no value]'],
    ['{{ $values.rate.Value | humanizePercentage }}', '12.35%'],
    ['{{ humanizePercentage $values.N.Value }}', 'NaN%'],
    ['{{ $values.big.Value | humanize }}', '1.235M'],
    ['{{ humanize 0.0 }} {{ humanize 0.00012 }} {{ humanize 999.0 }} {{ humanize 1000.0 }}', '0 120u 999 1k'],
    ['{{ $values.rate.Value | printf "%.1f" }}', '0.1'],
    ['{{ printf "%.1f%% of %s" 12.34 $labels.team }}', '12.3% of West'],
    ['{{ $labels.owner | urlquery }}', 'b+c%26d%2F%C3%A9%21%27%28%29%2A~'],
    ['{{ urlquery $labels.missing }}', '%3Cno+value%3E'],
    ['{{ (printf "%.0f" $values.A.Value) | urlquery }}', '0'],
    ['{{ $labels.hostile }}', data.labels.hostile],
    ['{{ index $labels "team" }} {{ index $labels "missing" }}|', 'West |'],
    ['{{ reReplaceAll "\\\\|" "_p_" (reReplaceAll "s" "S" "a|s") | urlquery }}', 'a_p_S'],
    ['{{ reReplaceAll "/+$" "" externalURL }}/d/x?team={{ $labels.team | urlquery }}', 'http://localhost:3000/d/x?team=West'],
    ['{{ "{{" }} {{ if $values.N }}{{ if eq $values.N.Value $values.N.Value }}a number{{ else }}none{{ end }}{{ end }}', '{{ none'],
    ['a {{- " b " -}} c', 'a b c'],
    ['{{/* a note */}}x', 'x'],
    ['{{ `raw }} text` }}', 'raw }} text'],
    ['{{ 1000000.0 }} {{ 1e3 }} {{ 3 }}', '1e+06 1000 3'],
    ['{{ if gt $values.A.Value 0.1 }}more{{ else }}less{{ end }}', 'more'],
    ['{{ if and (gt $values.A.Value 0.1) (lt $values.A.Value 0.9) }}in{{ else if $labels.empty }}x{{ else }}out{{ end }}', 'in'],
    ['{{ if $labels.empty }}a{{ else if $labels.team }}b{{ else }}c{{ end }}', 'b'],
    ['{{ if eq $labels.team "East" "West" }}1{{ end }}', '1'],
    ['{{ if eq $labels.missing "q" }}1{{ else }}0{{ end }}', '0'],
    ['{{ if not $labels.missing }}missing{{ end }}', 'missing'],
    ['{{ if $values.N.Value }}NaN is true{{ end }}', 'NaN is true'],
    // With NaN, Go says yes to gt and ge.
    ['{{ gt $values.N.Value 1.0 }} {{ ge $values.N.Value 1.0 }} {{ lt $values.N.Value 1.0 }} {{ le $values.N.Value 1.0 }} {{ ne $values.N.Value 1.0 }}', 'true true false false true'],
  ])('%s', (template, text) => {
    expect(renderTemplate(template, data)).toEqual({ text });
  });

  test.each<[string, string]>([
    // Go fails on these, and Grafana then shows the text as written.
    ['{{ if gt $values.A.Value 10 }}x{{ end }}', 'both need a decimal point, or none'],
    ['{{ eq $labels.team 1.0 }}', 'cannot be compared'],
    ['{{ gt $labels.missing 1.0 }}', 'cannot be compared'],
    ['{{ humanize $labels.team }}', "can't convert West to a number"],
    ['{{ $values.A | humanize }}', 'write .Value behind it'],
    ['{{ if $labels.team }}x', 'no {{ end }}'],
    ['{{ $labels.team', 'not closed'],
    // These work in Grafana and are not known here.
    ['{{ range $k, $v := $labels }}{{ $k }}{{ end }}', 'not known here'],
    ['{{ $x := 1 }}', 'not known here'],
    ['{{ $values.A.Labels.team }}', '$values.A.Labels.team is not known here'],
    ['{{ toUpper $labels.team }}', 'the function toUpper is not known here'],
    ['{{ printf "%d" $values.A.Value }}', 'printf knows no %d here'],
    ['{{ printf "%.1f" }}', 'no value for %.1f'],
    ['{{ printf "x" 1.0 }}', 'more values than its format'],
    ['{{ pathPrefix }}', 'pathPrefix is not known here'],
  ])('%s is left as written', (template, why) => {
    expect(renderTemplate(template, data)).toEqual({ text: template, note: expect.stringContaining(why) });
  });
});
