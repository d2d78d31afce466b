/** What plugin.json says, by the rules of its schema and of Grafana's catalogue, and whether it is there. */

const idPattern = /^[0-9a-z]+-([0-9a-z]+-)?(app|panel|datasource)$/;
const versionPattern = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
/** Keys that would promise a server part. */
const ofServers = ['backend', 'executable', 'alerting', 'streaming', 'routes'];

/** @returns the parsed file, or nothing, and its problems */
export function metadataProblems(text, files, read) {
  let plugin;
  try {
    plugin = JSON.parse(text);
  } catch (error) {
    return { problems: [`plugin.json is no JSON: ${error.message}`] };
  }
  const problems = [];
  const expect = (holds, sentence) => holds || problems.push(`plugin.json ${sentence}`);
  const { info = {}, includes = [], dependencies = {} } = plugin;
  expect(idPattern.test(plugin.id), `has the id ${JSON.stringify(plugin.id)}, which does not end in -datasource, or has other characters than a-z and 0-9`);
  expect(plugin.type === 'datasource' && String(plugin.id).endsWith('-datasource'), 'is of a type that its id does not end in');
  expect(isText(plugin.name), 'has no name');
  expect(versionPattern.test(info.version), `has the version ${JSON.stringify(info.version)}, which is none`);
  expect(/^\d{4}-\d{2}-\d{2}$/.test(info.updated), `was updated on ${JSON.stringify(info.updated)}, which is no day`);
  expect(isText(info.description), 'has no description');
  expect(isText(info.author?.name), 'has no author');
  expect(Array.isArray(info.keywords) && info.keywords.length > 0 && info.keywords.every(isText), 'has no keywords');
  expect(/^>=\d+\.\d+\.\d+/.test(dependencies.grafanaDependency), 'does not say for which Grafana it is');
  expect(!/%\w+%|\{\{/.test(text), 'has a placeholder that was not filled in');
  ofServers.forEach((key) => expect(!(key in plugin), `has "${key}", which needs a server part`));
  for (const link of info.links ?? []) {
    expect(isText(link.name) && /^https:\/\//.test(link.url), `has a link without a name or an https address: ${JSON.stringify(link)}`);
  }
  for (const size of ['small', 'large']) {
    expect(files.includes(info.logos?.[size]), `names a ${size} logo that is not in the package`);
  }
  expect(info.screenshots?.length > 0, 'has no screenshots');
  for (const { name, path } of info.screenshots ?? []) {
    expect(isText(name), `has a screenshot without a name: ${path}`);
    expect(files.includes(path), `names the screenshot ${path}, which is not in the package`);
  }
  return { plugin, problems: [...problems, ...dashboardProblems(includes, files, read)] };
}

const isText = (value) => typeof value === 'string' && value.trim() !== '';

function dashboardProblems(includes, files, read) {
  const named = includes.filter(({ type }) => type === 'dashboard').map(({ path }) => path);
  const shipped = files.filter((name) => name.startsWith('dashboards/'));
  const problems = [
    ...named.filter((name) => !files.includes(name)).map((name) => `plugin.json includes ${name}, which is not in the package`),
    ...shipped.filter((name) => !named.includes(name)).map((name) => `plugin.json does not include ${name}`),
  ];
  const byUid = new Map();
  for (const name of shipped) {
    try {
      const dashboard = JSON.parse(read(name));
      const entry = includes.find(({ path }) => path === name);
      if (!isText(dashboard.uid) || dashboard.id) {
        problems.push(`${name} has no uid, or the id of a dashboard in somebody's Grafana`);
      } else if (byUid.has(dashboard.uid)) {
        problems.push(`${name} has the uid of ${byUid.get(dashboard.uid)}`);
      }
      // Grafana finds an imported dashboard again by its title.
      if (entry && entry.name !== dashboard.title) {
        problems.push(`plugin.json calls ${name} "${entry.name}", and its title is "${dashboard.title}"`);
      }
      if ('__inputs' in dashboard) {
        problems.push(`${name} has __inputs, which file provisioning does not fill in`);
      }
      byUid.set(dashboard.uid, name);
    } catch (error) {
      problems.push(`${name} is no JSON: ${error.message}`);
    }
  }
  return problems;
}
