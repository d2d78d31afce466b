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

it('describes each rule of the pack under its title, id, severity and groups', () => {
  const said = [...read('docs/alerts.md').matchAll(/^(\*\*.*\*\* · `.*)<br>$/gm)].map(([, line]) => line);
  const model = parseModelOrThrow(JSON.parse(read('examples/demo/model.json')));
  const rules = pack.flatMap(({ alerts }) => alerts.map(({ definition }) => definition(model)));
  expect(said).toEqual(
    rules.map((rule) => [`**${rule.title}**`, `\`${rule.id}\``, rule.severity, ...(labelNames(rule).length > 0 ? [`by ${labelNames(rule).join(' and ')}`] : [])].join(' · '))
  );
});
