/** What can be checked of the documents: links lead somewhere, and the page on alerts names the rules that there are. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseModelOrThrow } from '../../src/model/parse';
import { pack } from '../../src/native/alerts/pack';
import { labelNames } from '../../src/native/alerts/values';

const root = path.join(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'workbench/README.md'],
  ...readdirSync(path.join(root, 'docs'), { recursive: true }).map((file) => path.join('docs', String(file))).filter((file) => file.endsWith('.md')),
];

/** As GitHub makes them of headings. */
const anchors = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title!.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));

function deadLinks(file: string): string[] {
  const text = read(file).replace(/```[\s\S]*?```/g, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)].map(([, link, picture]) => link ?? picture!);
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) {
      return false;
    }
    const [to, anchor] = target.split('#') as [string, string?];
    const found = to === '' ? file : path.join(path.dirname(file), to);
    return !existsSync(path.join(root, found)) || (anchor !== undefined && !anchors(read(found)).includes(anchor));
  });
}

it.each(documents)('%s: links lead somewhere', (file) => {
  expect(deadLinks(file)).toEqual([]);
});

/** `docs/metrics.md R2` and the like in comments: [file, page, rule]. */
function citations(folder: string): Array<[file: string, page: string, rule: string | undefined]> {
  return readdirSync(path.join(root, folder), { recursive: true })
    .map((file) => path.join(folder, String(file)))
    .filter((file) => /\.(tsx?|mjs)$/.test(file) && !file.includes('node_modules'))
    .flatMap((file) => [...read(file).matchAll(/\b(?:docs\/)?([\w/-]+\.md)\b(?:,? ([RM]\d+))?/g)].map(([, page, rule]): [string, string, string | undefined] => [file, page!, rule]));
}

it('code cites pages and rules that there are', () => {
  const cited = ['src', 'tests/reference', 'tests/property', 'workbench'].flatMap(citations);
  const dead = cited.filter(([file, page, rule]) => {
    const found = [`docs/${page}`, page, path.join(path.dirname(file), page)].find((one) => existsSync(path.join(root, one)));
    return found === undefined || (rule !== undefined && !read(found).includes(rule));
  });
  expect(dead).toEqual([]);
  expect(cited.filter(([, , rule]) => rule).length).toBeGreaterThan(10);
});

it('describes each rule of the pack under its title, id, severity and groups', () => {
  const said = [...read('docs/alerts.md').matchAll(/^(\*\*.*\*\* · `.*)<br>$/gm)].map(([, line]) => line);
  const model = parseModelOrThrow(JSON.parse(read('examples/demo/model.json')));
  const rules = pack.flatMap(({ alerts }) => alerts.map(({ definition }) => definition(model)));
  expect(said).toEqual(
    rules.map((rule) => [`**${rule.title}**`, `\`${rule.id}\``, rule.severity, ...(labelNames(rule).length > 0 ? [`by ${labelNames(rule).join(' and ')}`] : [])].join(' · '))
  );
});
