/** Files of tests run side by side, each with ports of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const here = new URL('./', import.meta.url);
/** The first ports that files of a kind ask for, in their order. */
const portsOf = (kind: string, asked: RegExp): number[] =>
  readdirSync(here)
    .filter((name) => name.endsWith(`.${kind}.test.ts`))
    .flatMap((name) => [...readFileSync(new URL(name, here), 'utf8').matchAll(asked)])
    .map(([, port]) => Number(port!.replace('_', '')))
    .toSorted((one, other) => one - other);

test.each<[string, RegExp, number]>([
  ['page', /(?:startBackOffice\(|const port = )(\d+_?\d{3})/g, 1],
  // Their sites speak from there on: the two media servers have places for sound behind.
  ['telephony', /portsFrom\((\d+_?\d{3})\)/g, 2000],
  ['story', /portsFrom\((\d+_?\d{3})\)/g, 2000],
])('files of the kind %s do not meet on a port', (kind, asked, apart) => {
  const ports = portsOf(kind, asked);
  expect(ports.length).toBeGreaterThan(8);
  expect(ports.filter((port, i) => i > 0 && port - ports[i - 1]! < apart)).toEqual([]);
});
