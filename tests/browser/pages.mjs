/** Grafana 13 keeps its data sources in a second place as well, which only its own start-up fills; it looks in the first, too. */
const ofNewer = /getDataSourceInstanceSettings found nothing in the new cache but the legacy DataSourceSrv did/;

/** Opens pages of the workbench and notes what went wrong in them. */
export function createPages(browser, address) {
  return {
    address,
    /** A page with `problems`: what the console, the network or an uncaught error said. */
    async open(path, { width = 1400, height = 1000 } = {}) {
      const page = await browser.newPage({ viewport: { width, height } });
      const problems = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type()) && !ofNewer.test(message.text())) {
          problems.push(`${message.type()}: ${message.text()}`);
        }
      });
      page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
      page.on('response', (response) => {
        if (response.status() >= 400) {
          problems.push(`${response.status()} ${response.url()}`);
        }
      });
      await page.goto(address + path, { waitUntil: 'networkidle' });
      return Object.assign(page, { problems });
    },
    /** Rows of one statement on a data source, past the page. */
    async sql(rawSql, uid = 'sales-sql') {
      const response = await fetch(`${address}/api/ds/query`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          from: '0',
          to: '1',
          queries: [{ refId: 'A', format: 'table', datasource: { uid }, rawSql }],
        }),
      });
      const { results } = await response.json();
      if (results.A.error) {
        throw new Error(results.A.error);
      }
      return results.A.frames[0].data.values;
    },
  };
}
