/** The exported dashboards, on a page that has no Sales Funnel: every panel with a native form shows what ours shows. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { isYoungQuarter } from '../quarter.mjs';
import { settle } from '../settle.mjs';

const dashboards = ['sales-overview', 'sales-funnel-conversion', 'sales-pipeline-health', 'sales-team-targets'];
/** Panels of lists and waterfalls have no native form; at least so many of each dashboard do. */
const native = {
  'sales-overview': 12,
  'sales-funnel-conversion': 10,
  'sales-pipeline-health': 7,
  'sales-team-targets': 7,
};
// A table without rows has no columns where the SQL data source draws it.
const period = isYoungQuarter() ? '&var-period=last-quarter' : '';
const chosen = `from=now-6M%2FM&to=now%2FM&var-region=West&var-grain=week${period}`;

export default async function ({ check, pages, shots }) {
  for (const uid of dashboards) {
    await check(`"${uid}" shows the same numbers without the plugin`, () => compare(pages, uid, '', shots));
  }
  await check('an exported overview keeps the range and the variables that it was asked with', async () => {
    const { exported } = await compare(pages, 'sales-overview', chosen, undefined);
    assert.match(exported.notes, /Region: West/);
  });

  await check('the button on a dashboard leads to its export, and its text can be copied', async () => {
    const page = await pages.open('/d/sales-overview?var-region=West');
    await page.getByRole('link', { name: 'Export as native SQL' }).click();
    await page.getByLabel('Notes of the export').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'JSON' }).click();
    await page
      .getByRole('dialog')
      .locator('.view-lines', { hasText: 'sales-overview-shared' })
      .waitFor({ timeout: 20_000 });
    await page.getByLabel('Close', { exact: true }).first().click();
    assert.deepEqual(page.problems, []);
  });
}

/** A count of the last 30 days may move between the two pages; a difference that matters comes again. */
const compare = (...asked) =>
  compareOnce(...asked).catch((error) => {
    console.log(`asked again: ${error.message.split('\n')[0]}`);
    return compareOnce(...asked);
  });

async function compareOnce(pages, uid, search, shots) {
  const own = await read(pages, `/d/${uid}?${search}`);
  const exported = await read(pages, `/exported/${uid}?${search}`, shots && path.join(shots, `exported-${uid}.png`));
  assert.deepEqual(exported.loaded, [], 'the plugin was loaded');
  let count = 0;
  for (const panel of own.panels) {
    const other = exported.panels.find(({ key }) => key === panel.key);
    assert.ok(other, `${panel.title} is missing`);
    assert.equal(other.title, panel.title);
    assert.equal(other.error, undefined, panel.title);
    if (other.type !== panel.type) {
      assert.equal(other.type, 'text', panel.title);
      assert.ok(exported.notes.includes(`${panel.title}: `), `no note says why ${panel.title} is not there`);
      continue;
    }
    count += 1;
    assert.ok(textsOf(panel).length > 0, `${panel.title} is empty`);
    if (panel.title === ageing) {
      assertClose(numbersOf(other), numbersOf(panel), panel.title, minutes);
      continue;
    }
    const [columns, theirs] = [textsOf(panel), textsOf(other)];
    const isCut = exported.notes.includes(`${panel.title}: the period before is not shown`);
    assert.ok(!isCut || theirs.length > 1, `nothing is left of ${panel.title}`);
    assert.deepEqual(theirs, isCut ? columns.filter((column) => theirs.includes(column)) : columns, panel.title);
    if (!isCut) {
      assertClose(numbersOf(other), numbersOf(panel), panel.title, seconds);
    }
  }
  assert.ok(count >= native[uid], `${count} panels of ${uid} have a native form`);
  return { exported };
}

/** Names and values as a panel writes them, one line a column. */
const textsOf = ({ frames }) => frames.flat().map(({ name, texts }) => [name, ...texts].join(' | '));

/** The numbers behind the texts, which say three digits of them. */
const numbersOf = ({ frames }) =>
  frames
    .flat()
    .flatMap(({ name, type, values }) => (type === 'number' ? values.map((value) => ({ name, value })) : []));

/** The panel of hours that pass between the two statements, and how far apart those may be, in hours. */
const ageing = 'How old the data are';
const minutes = () => 0.05;
/** What else moves with the clock, such as the target up to now, moves little. */
const seconds = (value) => 1e-5 * Math.abs(value);

function assertClose(actual, expected, title, allowed) {
  assert.equal(actual.length, expected.length, title);
  expected.forEach(({ name, value }, at) => {
    const other = actual[at].value;
    const isClose = other === value || Math.abs(other - value) <= allowed(value);
    assert.ok(isClose, `${title}, ${name}: ${other} where ours is ${value}`);
  });
}

async function read(pages, address, picture) {
  const page = await pages.open(address, { height: 5000 });
  const loaded = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((name) => name.startsWith('/public/plugins/'))
  );
  await page.waitForFunction(() => window.shownPanels?.().length > 0, undefined, { timeout: 60_000 });
  await settle(page);
  await page.waitForFunction(
    () => window.shownPanels().every(({ type, state }) => type === 'text' || state === 'Done' || state === 'Error'),
    undefined,
    { timeout: 60_000 }
  );
  const panels = await page.evaluate(() => window.shownPanels());
  const notes = await page.getByLabel('Notes of the export').allInnerTexts();
  if (picture) {
    await page.screenshot({ path: picture });
  }
  assert.deepEqual(page.problems, []);
  await page.close();
  return { panels, loaded, notes: notes.join('\n') };
}
