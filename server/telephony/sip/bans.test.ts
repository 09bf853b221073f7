import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBanBook } from './bans.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bahu-bans-'));
  file = path.join(folder, 'sip-bans.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('[P2] whom the media server shuts out is known to the next process, and to nobody else on the machine', () => {
  openBanBook(file).write(['203.0.113.5', '2001:db8::5']);
  expect(openBanBook(file).read()).toEqual(['203.0.113.5', '2001:db8::5']);
  openBanBook(file).write([]);
  expect([openBanBook(file).read(), readdirSync(folder), statSync(file).mode & 0o777]).toEqual([
    [],
    ['sip-bans.json'],
    0o600,
  ]);
});

test.each([null, '', '["203.0', '{}', '[1, null]'])(
  '[P2] a list that is missing or damaged (%j) holds nobody',
  (text) => {
    if (text !== null) writeFileSync(file, text);
    expect(openBanBook(file).read()).toEqual([]);
  },
);
