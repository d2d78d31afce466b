/** The dashboards that are provisioned, as their files have them. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export interface Board {
  readonly uid: string;
  readonly title: string;
  /** Of its panels, with the variables' own values in them. */
  readonly titles: readonly string[];
}

interface BoardFile {
  readonly uid: string;
  readonly title: string;
  readonly panels: ReadonlyArray<{ readonly title: string }>;
  readonly templating: {
    readonly list: ReadonlyArray<{ readonly name: string; readonly current?: { readonly text?: unknown } }>;
  };
}

export const folder = path.resolve(__dirname, '../../dashboards');

function read(file: string): Board {
  const { uid, title, panels, templating } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as BoardFile;
  const chosen = new Map(templating.list.map(({ name, current }) => [name, String(current?.text ?? '')]));
  const fill = (text: string) =>
    text.replace(/\$\{(\w+)(?::text)?\}/g, (whole, name: string) => chosen.get(name) ?? whole);
  return { uid, title, titles: panels.map((panel) => fill(panel.title)) };
}

export const boards = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map(read);
