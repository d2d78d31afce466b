/** @jest-environment jsdom */
import { dateTime } from '@grafana/data';
import { toRange } from './range';

const at = (iso: string) => dateTime(iso);

it('ends after the last millisecond that Grafana includes', () => {
  const range = toRange({ from: at('2026-01-01T00:00:00Z'), to: at('2026-01-31T23:59:59.999Z') }, 0);
  expect([range.from.toISOString(), range.to.toISOString()]).toEqual([
    '2026-01-01T00:00:00.000Z',
    '2026-02-01T00:00:00.000Z',
  ]);
});

it('has one clock for panels that open in the same minute', () => {
  const clocks = ['2026-03-05T10:11:00.001Z', '2026-03-05T10:11:59.999Z'].map((iso) =>
    toRange({ from: at(iso), to: at(iso) }, Date.parse(iso)).now.toISOString()
  );
  expect(clocks).toEqual(['2026-03-05T10:11:00.000Z', '2026-03-05T10:11:00.000Z']);
});
