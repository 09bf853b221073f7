/** Nothing is left out of the walks: whatever opens something in the web has a line in `support/surfaces.ts`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Samples } from './support/samples.ts';
import { slicePages } from './support/slice-pages.ts';
import { surfaces } from './support/surfaces.ts';
import { walkedElsewhere } from './support/walked-elsewhere.ts';

const web = fileURLToPath(new URL('../web', import.meta.url));
const read = (file: string): string => readFileSync(`${web}/${file}`, 'utf8');
const samples = new Proxy({}, { get: (_, name) => `<${String(name)}>` }) as Samples;
const addresses = surfaces.map(({ address }) => address(samples).split('?')[0]!);

/** What opens over or beside a page: dialogues, menus, panels, docked details and forms. */
const opens =
  /<(?:Modal|Drawer|DropMenu|Popover|PanelPopover|PanelButton|EntityEditor)\b|modal\.confirm\(|className="docked\b|classes\('docked\b/;

test('every address of a page is walked', () => {
  const paths = [
    ...slicePages.map(({ path }) => path),
    ...[...read('operator/routes.tsx').matchAll(/path: '(\/[^']+)'/g)].map(([, path]) => path!),
  ];
  const asPattern = (path: string): RegExp => new RegExp(`^(?:/operator)?${path.replace(/\$[A-Za-z]+/g, '[^/]+')}$`);
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !addresses.some((address) => asPattern(path).test(address)))).toEqual([]);
});

test('every file that opens a dialogue, a menu, a panel or a form is walked', () => {
  const files = ['app', 'desk', 'operator', 'slices', 'ui']
    .flatMap((folder) =>
      readdirSync(`${web}/${folder}`, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => file.endsWith('.tsx') && opens.test(read(file)))
    .toSorted();
  const shown = new Set([...surfaces.flatMap(({ shows }) => shows), ...Object.keys(walkedElsewhere)]);
  expect(files.length).toBeGreaterThan(25);
  expect(
    files.filter((file) => !shown.has(file)),
    'give each a line in e2e/support/surfaces.ts',
  ).toEqual([]);
});

test('no line names a file that is gone, and no two have one name', () => {
  const named = [...surfaces.flatMap(({ shows }) => shows), ...Object.keys(walkedElsewhere)];
  expect(named.filter((file) => !existsSync(`${web}/${file}`))).toEqual([]);
  expect(new Set(surfaces.map(({ name }) => name)).size).toBe(surfaces.length);
});

test('what is walked elsewhere is looked at by a story that has the means for it', () => {
  const looks = /import \{[^}]*\binspect\b[^}]*\} from '\.\/support\/walking\.ts'/;
  const stories = Object.entries(walkedElsewhere).map(([file, { story }]) => ({
    file,
    text: readFileSync(new URL(story, import.meta.url), 'utf8'),
  }));
  expect(stories.filter(({ text }) => !looks.test(text)).map(({ file }) => file)).toEqual([]);
});
