/** The same rows and the same question give the same answer in every session, and on every engine. */
import { engineIds, openEngine } from '../engines/engines';
import { queries } from '../golden/queries';
import { answer, rounded } from './answers';
import { loadCompany, randomRows } from './company';

const seed = Number(process.env.SEED ?? 20261121);
const rows = randomRows(seed, 120);
const sessions = ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'];

async function answersIn(id: (typeof engineIds)[number], timeZone: string): Promise<Readonly<Record<string, unknown>>> {
  const engine = await openEngine(id, { timeZone });
  try {
    await loadCompany(engine, rows);
    const found: Record<string, unknown> = {};
    for (const [name, planned] of Object.entries(queries)) {
      found[name] = rounded(await answer(planned(), engine));
    }
    return found;
  } finally {
    await engine.close();
  }
}

test(`every golden question has one answer (seed ${seed})`, async () => {
  const first = await answersIn('postgres', 'UTC');
  for (const id of engineIds) {
    for (const zone of sessions) {
      const other = await answersIn(id, zone);
      for (const [name, found] of Object.entries(other)) {
        expect({ id, zone, name, found }).toEqual({ id, zone, name, found: first[name] });
      }
    }
  }
  // The rows make for answers: few of them are all zero.
  const saysSomething = (name: string): boolean => /"role":"metric"[^}]*"values":\[[^\]]*[1-9]/.test(JSON.stringify(first[name])) || (name.startsWith('records') && /"length":[1-9]/.test(JSON.stringify(first[name])));
  expect(Object.keys(first).filter((name) => !saysSomething(name))).toEqual(['filters', 'dimension values']);
}, 60_000);
