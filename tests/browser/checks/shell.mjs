/** The frame around the pages, and the server's manners. */
import assert from 'node:assert/strict';

export default async function ({ check, pages }) {
  await check('the header says what this is, in both themes', async () => {
    for (const theme of ['dark', 'light']) {
      const page = await pages.open(`/alerting?theme=${theme}`, { width: 800, height: 600 });
      const header = await page.locator('header').innerText();
      assert.match(header, /Workbench: Grafana’s own components without a Grafana server/);
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const [red = 0] = background.match(/\d+/g)?.map(Number) ?? [];
      assert.equal(red > 128, theme === 'light', background);
      assert.deepEqual(page.problems, []);
    }
  });

  await check('the tabs lead to pages without a mishap', async () => {
    const page = await pages.open('/alerting');
    for (const name of ['Explore', 'Configuration', 'Alerts', 'Dashboards']) {
      await page.getByRole('tab', { name }).click();
      await page.waitForLoadState('networkidle');
      assert.equal(await page.getByRole('tab', { name }).getAttribute('aria-selected'), 'true');
    }
    assert.deepEqual(page.problems, []);
  });

  await check('the server refuses another site, another name and a plain form', async () => {
    const ask = (headers, body = '{}') => fetch(`${pages.address}/api/ds/query`, { method: 'POST', headers, body });
    assert.equal((await ask({ 'content-type': 'application/json', origin: 'https://elsewhere.example' })).status, 403);
    assert.equal((await ask({ 'content-type': 'text/plain' })).status, 403);
  });

  await check('its role reads and changes nothing', async () => {
    await assert.rejects(pages.sql('DELETE FROM crm.deals'), /read-only transaction|permission denied/);
    await assert.rejects(pages.sql("COPY (SELECT 1) TO PROGRAM 'true'"), /permission denied|pg_execute_server_program/);
  });

  await check('a request that is left cancels its statement', async () => {
    const gone = new AbortController();
    const body = JSON.stringify({
      from: '0',
      to: '1',
      queries: [
        { refId: 'A', format: 'table', datasource: { uid: 'sales-sql' }, rawSql: "SELECT pg_sleep(30), 'left alone'" },
      ],
    });
    const headers = { 'content-type': 'application/json' };
    const asked = fetch(`${pages.address}/api/ds/query`, { method: 'POST', headers, body, signal: gone.signal }).catch(
      () => undefined
    );
    await until(pages, 1);
    gone.abort();
    await asked;
    await until(pages, 0);
  });
}

async function until(pages, wanted) {
  for (const begun = Date.now(); Date.now() - begun < 5000;) {
    const [[running]] = await pages.sql(
      "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%left alone%' AND pid <> pg_backend_pid()"
    );
    if (running === wanted) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`there never were ${wanted} such statements`);
}
