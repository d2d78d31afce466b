/** Prints each check as it ends, and counts. */
export function createReport() {
  let passed = 0;
  const failed = [];
  return {
    failed,
    async check(name, body) {
      const begun = performance.now();
      try {
        await body();
        passed += 1;
        console.log(`ok      ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
      } catch (error) {
        failed.push(name);
        console.log(`FAILED  ${name}\n        ${String(error?.message ?? error).replaceAll('\n', '\n        ')}`);
      }
    },
    counts: () => ({ passed, failed: failed.length }),
    summary: () => `${passed} of ${passed + failed.length} browser checks passed`,
  };
}
