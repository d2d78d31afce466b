import { engineIds, openEngine } from '../engines/engines';

describe.each(engineIds)('%s', (id) => {
  test('gives back plain values, the same as the other', async () => {
    const engine = await openEngine(id, { timeZone: 'America/New_York' });
    await engine.load(
      'things',
      [
        { name: 'a', type: 'text' },
        { name: 'n', type: 'number' },
        { name: 'i', type: 'integer' },
        { name: 'd', type: 'numeric(12,2)' },
        { name: 'b', type: 'boolean' },
        { name: 'at', type: 'instant' },
        { name: 'wall', type: 'local' },
        { name: 'day', type: 'date' },
      ],
      [
        ["it's $5, {x} \\ \"q\"", 1.5, 7, 12.25, true, new Date('2026-03-29T00:30:00Z'), '2026-03-29T02:30:00', '2026-03-29'],
        { a: null, n: null },
        { a: '', at: '2026-03-29 02:30:00+02:00', b: false },
      ]
    );
    const rows = await engine.run('SELECT *, count(*) OVER () AS c, sum(i) OVER () AS s FROM things ORDER BY n, a');
    expect(rows.find((row) => row.n === 1.5)).toEqual({
      a: "it's $5, {x} \\ \"q\"", n: 1.5, i: 7, d: 12.25, b: true, at: '2026-03-29T00:30:00.000Z', wall: '2026-03-29T02:30:00.000', day: '2026-03-29', c: 3, s: 7,
    });
    expect(rows.find((row) => row.a === null)).toMatchObject({ n: null, i: null, d: null, b: null, at: null, wall: null, day: null });
    expect(rows.find((row) => row.a === '')).toMatchObject({ at: '2026-03-29T00:30:00.000Z', b: false });
    expect(await engine.run("SELECT TIMESTAMPTZ '2026-01-01 00:00:00' AS midnight")).toEqual([{ midnight: '2026-01-01T05:00:00.000Z' }]);
    await engine.close();
  });

  test('engines do not see each other', async () => {
    const [one, two] = [await openEngine(id), await openEngine(id)];
    await one.load('mine', [{ name: 'a', type: 'integer' }], [[1]]);
    await expect(two.run('SELECT * FROM mine')).rejects.toThrow(/mine/);
    await one.close();
    await two.close();
  });
});
