import { startPostgres } from '../engines/embedded.mjs';

/** One server a test run; suites create their own schemas in it and read its address from TEST_POSTGRES. */
export default async function () {
  globalThis.__POSTGRES__ = await startPostgres();
  process.env.TEST_POSTGRES = globalThis.__POSTGRES__.url;
}
