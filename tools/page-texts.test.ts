/** Each page brings the texts that it speaks: found by reading what it imports, and what is said there. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const files = ['app', 'desk', 'lib', 'operator', 'slices', 'ui']
  .flatMap((folder) =>
    readdirSync(join(root, 'web', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
      .map((name) => `web/${folder}/${name}`),
  )
  .concat('web/text/common.zh.ts');

type Tree = Record<string, unknown>;
/** `customers.list.callTo` → the part that says it. */
const saidBy = new Map<string, string>();
const note = (part: string, texts: Tree, above = ''): void => {
  for (const [name, value] of Object.entries(texts))
    if (typeof value === 'object' && value !== null) note(part, value as Tree, `${above}${name}.`);
    else saidBy.set(`${above}${name}`, part);
};
for (const file of files.filter((name) => name.endsWith('.zh.ts'))) {
  const { zh } = (await import(join(root, file))) as { zh: Tree };
  note(basename(file, '.zh.ts'), zh);
}

/** `from './x.tsx'`, `import './x.css'`, but neither types nor what is fetched later. */
const imported = /^(?:import|export)\s(?!type\s)[^;]*?from\s+'(\.[^']+)'/gm;
const spoken = /['"`]([a-z][A-Za-z]*\.(?:[A-Za-z0-9-]+\.?)*)(?:['"`]|\$\{)/g;

/** The file and everything that comes with it. */
function broughtBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || file.startsWith('web/text/') || !/\.tsx?$/.test(file)) return seen;
  seen.add(file);
  for (const [, path = ''] of read(file).matchAll(imported)) broughtBy(join(dirname(file), path), seen);
  return seen;
}

/** What a slice says of itself names places of words, which the audit log says. */
const isManifest = (file: string): boolean => /^web\/(?:slices\/.*|desk)\/index\.ts$/.test(file);

/** Parts whose texts are said in these files. What stands under `errors` is fetched when it is met. */
function partsIn(names: Iterable<string>): Set<string> {
  const parts = new Set<string>();
  for (const file of [...names].filter((name) => !isManifest(name)))
    for (const [, key = ''] of read(file).matchAll(spoken))
      for (const [text, part] of saidBy)
        if (
          !text.startsWith('errors.') &&
          (text === key || text.startsWith(key.endsWith('.') ? key : `${key}_`) || text.startsWith(`${key}.`))
        )
          parts.add(part);
  return parts;
}

/** `withTexts(['a', 'b'], () => import('./x.tsx'))`, a page of a slice, and imports that bring no texts. */
const loaded =
  /(?:(?:withTexts\(|\btexts:)\s*(\[[^\]]*\]|\w+|'every'),\s*(?:load: async )?\(\)\s*=>\s*\(?(?:await )?)?import\('(\.[^']+\.tsx)'\)/g;
const listed = (list: string): string[] => [...list.matchAll(/'([^']+)'/g)].map(([, part = '']) => part);
const started = ['common', 'app', 'ui'];
const shell = 'web/app/shell/signed-in.tsx';

interface Chunk {
  file: string;
  by: string;
  parts: string[] | 'every';
}
const chunks: Chunk[] = files
  .filter((name) => !name.startsWith('web/text/'))
  .flatMap((by) =>
    [...read(by).matchAll(loaded)].map(([, list, path = '']) => ({
      file: join(dirname(by), path),
      by,
      parts: list === 'everyPart' || list === "'every'" ? ('every' as const) : listed(list ?? ''),
    })),
  );
const ofShell = chunks.filter(({ file }) => file === shell).flatMap(({ parts }) => parts);
/** A panel that a page opens speaks with what the page has brought. */
const brought = (by: string): string[] =>
  chunks.filter(({ file }) => broughtBy(file).has(by)).flatMap(({ parts }) => (parts === 'every' ? ['every'] : parts));

describe('[U1] the texts of a page', () => {
  it.each(chunks.map((chunk) => [chunk.file, chunk] as const))('come with it: %s', (file, { by, parts }) => {
    const isOutside = file.startsWith('web/operator/') || by === 'web/app/session-gate.tsx';
    const there = new Set([...started, ...(isOutside ? [] : ofShell), ...parts, ...brought(by)]);
    const missing =
      parts === 'every' || there.has('every') ? [] : [...partsIn(broughtBy(file))].filter((part) => !there.has(part));
    expect(missing.toSorted()).toEqual([]);
  });

  it('of others are not loaded with the desk', () => {
    expect(new Set([...started, ...ofShell])).toEqual(new Set([...started, 'desk', 'transfers']));
  });
});
