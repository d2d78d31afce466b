import type { Result, ResultColumn } from '../result/Result';
import { formatResult } from './format';

const column = (name: string, unit: ResultColumn['unit'], value: number): ResultColumn => ({ name, role: 'metric', type: 'number', label: name, unit, values: [value] });
const result = {
  columns: [column('win_rate', 'percent', 0.222), column('win_rate.change', 'points', -0.063), column('bookings.change', 'percent', -0.221)],
  length: 1, notices: [],
} as unknown as Result;

it('the difference of two rates is in percentage points, that of sums in percent', () => {
  expect(formatResult(result, [], 'table').split('\n')[2]).toMatch(/^ +22\.2 % +-6\.3 pp +-22\.1 %$/);
});
