/** `node docs/img/draw.mjs`: writes the two drawings of docs/alerts.md. Intervals are worked out, not drawn by hand. */
import { writeFileSync } from 'node:fs';

/** Both ends as fractions. */
function wilson(k, n, z) {
  const p = k / n;
  const middle = p + z ** 2 / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
  return [middle - spread, middle + spread].map((end) => end / (1 + z ** 2 / n));
}

const ink = '#24292f';
const faint = '#8b949e';
const bad = '#c4162a';
const calm = '#2f6fb3';
const text = (x, y, said, { fill = ink, anchor = 'start', size = 13, weight = 400 } = {}) =>
  `<text x="${x}" y="${y}" fill="${fill}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}">${said}</text>`;
const line = (x1, y1, x2, y2, stroke, width = 1, more = '') =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}" stroke-width="${width}" ${more}/>`;
const box = (x, y, width, height, fill, more = '') => `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" ${more}/>`;
const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** White behind it: pages may be dark. */
const picture = (width, height, title, parts) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" role="img">
<title>${title}</title>
${[box(0, 0, width, height, '#ffffff', 'rx="6"'), ...parts].join('\n')}
</svg>
`;

const threshold = 0.25;
const minimum = 30;
const teams = [
  ['Team A', 60, 400],
  ['Team B', 50, 240],
  ['Team C', 40, 215],
  ['Team D', 3, 20],
  ['Team E', 120, 400],
];

function verdict(k, n) {
  if (n < minimum) {
    return ['not judged:', `fewer than ${minimum} deals`, faint];
  }
  if (wilson(k, n, 3)[1] < threshold) {
    return ['fires:', 'all of the interval is under 25 %', bad];
  }
  if (k / n >= threshold) {
    return ['no alert', '', calm];
  }
  return wilson(k, n, 1.96)[1] < threshold
    ? ['no alert:', 'z = 1.96 would fire, z = 3 does not', calm]
    : ['no alert:', 'the point crosses, the interval does not', calm];
}

function gate() {
  const [left, right, top, step] = [190, 560, 84, 46];
  const at = (share) => left + ((right - left) * share) / 0.5;
  const bottom = top + step * teams.length - 16;
  const rows = teams.flatMap(([name, k, n], i) => {
    const y = top + 14 + step * i;
    const [head, why, color] = verdict(k, n);
    const [wide, narrow] = [wilson(k, n, 3), wilson(k, n, 1.96)];
    return [
      text(16, y - 1, name, { weight: 600 }),
      text(16, y + 15, `${k} of ${n}, ${percent(k / n)}`, { fill: '#57606a', size: 12 }),
      line(at(wide[0]), y, Math.min(at(wide[1]), right), y, color, 2),
      ...wide.filter((end) => at(end) <= right).map((end) => line(at(end), y - 6, at(end), y + 6, color, 2)),
      line(at(narrow[0]), y, at(narrow[1]), y, color, 7, 'stroke-opacity="0.45"'),
      `<circle cx="${at(k / n)}" cy="${y}" r="5" fill="${color}"/>`,
      text(right + 20, y - 1, head, { fill: color, weight: 600 }),
      text(right + 20, y + 15, why, { fill: '#57606a', size: 12 }),
    ];
  });
  return picture(840, bottom + 72, 'An alert rule with an evidence gate: five teams and a threshold of 25 %', [
    text(16, 28, 'Rule: win rate under 25 %, by team', { size: 15, weight: 600 }),
    box(left, top - 20, at(threshold) - left, bottom - top + 20, '#fbe9eb'),
    line(left, bottom, right, bottom, faint),
    ...[0, 0.1, 0.2, 0.3, 0.4, 0.5].map((share) => text(at(share), bottom + 18, `${100 * share} %`, { fill: '#57606a', anchor: 'middle', size: 12 })),
    line(at(threshold), top - 26, at(threshold), bottom, bad, 2, 'stroke-dasharray="5 4"'),
    text(at(threshold), top - 32, 'threshold', { fill: bad, anchor: 'middle', size: 12 }),
    ...rows,
    text(16, bottom + 50, '● the rate as the panel shows it   ▬ interval with z = 1.96   ├─┤ interval with z = 3, which the rule asks', { fill: '#57606a', size: 12 }),
  ]);
}

/** Days of the rule step-conversion-down, oldest first. */
const stretches = [
  [140, '140 days before: what it is compared with', '#d5dde6', ink],
  [70, '70 days that are judged', '#9dc3ea', ink],
  [56, '56 days: too young', '#ffffff', '#57606a'],
];

function cohorts() {
  const [left, width, top] = [16, 808, 56];
  const total = stretches.reduce((sum, [days]) => sum + days, 0);
  let x = left;
  const parts = stretches.flatMap(([days, said, fill, color]) => {
    const wide = (width * days) / total;
    const from = x;
    x += wide;
    return [
      box(from, top, wide, 44, fill, `stroke="${faint}" ${fill === '#ffffff' ? 'stroke-dasharray="5 4"' : ''}`),
      text(from + wide / 2, top + 27, said, { fill: color, anchor: 'middle', size: 12 }),
    ];
  });
  return picture(840, 150, 'Mature cohorts: a rule judges deals that had their 56 days', [
    text(16, 28, 'Rule: share of deals that reach the next stage within 56 days, by the date of creation', { size: 15, weight: 600 }),
    ...parts,
    text(left + width, top + 64, 'today', { anchor: 'end', size: 12 }),
    text(left, top + 64, '266 days ago', { size: 12 }),
    text(left, top + 84, 'Deals of the last 56 days may still get there. To count them now would read as a fall, every day.', { fill: '#57606a', size: 12 }),
  ]);
}

for (const [name, drawn] of [['evidence-gate.svg', gate()], ['mature-cohorts.svg', cohorts()]]) {
  writeFileSync(new URL(name, import.meta.url), drawn);
}
