import type { Outcome } from './steps';
import { contains, labelsOf, labelsText, type Labels } from './Value';

/**
 * The value of each step for an instance, which a text reads as `$values.A`: the one with the same labels, else the one
 * whose labels contain the instance's or are contained in them. Where several fit, Grafana takes any: it is left out here.
 */
export function valuesByStep(outcomes: ReadonlyMap<string, Outcome>, note: (text: string) => void): (labels: Labels) => Record<string, number | null> {
  const steps = [...outcomes].map(([refId, outcome]) => {
    const all = 'values' in outcome ? outcome.values.flatMap((value) => (value.kind === 'noData' ? [] : [{ labels: labelsOf(value), value: value.value }])) : [];
    // Of values with the same labels, the last stays.
    const byLabels = new Map(all.map((one) => [labelsText(one.labels), one]));
    return { refId, byLabels };
  });
  return (labels) => {
    const found: Record<string, number | null> = {};
    for (const { refId, byLabels } of steps) {
      const same = byLabels.get(labelsText(labels));
      const fitting = same ? [same] : [...byLabels.values()].filter((one) => contains(labels, one.labels) || contains(one.labels, labels));
      if (fitting.length > 1) {
        note(`$values.${refId} of {${labelsText(labels)}} is left out: ${fitting.length} values of step ${refId} have labels that fit, and Grafana takes any of them`);
      } else if (fitting[0]) {
        found[refId] = fitting[0].value;
      }
    }
    return found;
  };
}
