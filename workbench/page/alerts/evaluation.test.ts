import { inOrder, stateOf, type Instance, type Rule, type State } from './evaluation';

const instance = (state: State): Instance => ({ labels: {}, state, values: {}, fires: false, annotations: {} });
const rule = (name: string, severity: string, error: string | null, ...states: State[]): Rule => ({
  rule: name,
  title: name,
  labels: { severity },
  error,
  notes: [],
  instances: states.map(instance),
});

describe('alert rules in the workbench', () => {
  it('have the state of their worst instance', () => {
    expect(stateOf(rule('a', 'info', null, 'Normal', 'Alerting', 'NoData'))).toBe('Alerting');
    expect(stateOf(rule('a', 'info', null, 'Normal', 'NoData'))).toBe('NoData');
    expect(stateOf(rule('a', 'info', 'no such table'))).toBe('Error');
    expect(stateOf(rule('a', 'info', null))).toBe('Normal');
  });

  it('come firing first, the severe ones before the others, and stay in order otherwise', () => {
    const rules = [
      rule('normal', 'critical', null, 'Normal'),
      rule('failed', 'info', 'no such table', 'Error'),
      rule('mild', 'info', null, 'Alerting'),
      rule('plain', 'other', null, 'Alerting'),
      rule('severe', 'critical', null, 'Normal', 'Alerting'),
      rule('severe too', 'critical', null, 'Alerting'),
    ];
    expect(inOrder(rules).map(({ title }) => title)).toEqual([
      'severe',
      'severe too',
      'mild',
      'plain',
      'failed',
      'normal',
    ]);
  });
});
