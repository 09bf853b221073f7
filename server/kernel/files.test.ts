import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLocalFiles, fileName } from './files.ts';
import { newId } from './ids.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bahu-files-'));
const files = createLocalFiles(folder);
const name = (): string => fileName(newId(), 'recordings', `${newId()}.wav`);

test('what is put is there whole, in ranges and in size, until it is removed', async () => {
  const one = name();
  expect(await files.size(one)).toBeNull();
  expect(await files.put(one, Buffer.from('0123456789'))).toBe(10);
  expect(await files.put(one, Readable.from([Buffer.from('abcde'), Buffer.from('fghij')]))).toBe(10);
  expect((await buffer(files.read(one))).toString()).toBe('abcdefghij');
  expect((await buffer(files.read(one, { from: 2, to: 4 }))).toString()).toBe('cde');
  await files.remove(one);
  await files.remove(one);
  expect(await files.size(one)).toBeNull();
});

test('a file whose writing fails does not appear and leaves nothing', async () => {
  const one = name();
  const failing = Readable.from(
    (async function* failing() {
      yield Buffer.from('half');
      throw new Error('cut');
    })(),
  );
  await expect(files.put(one, failing)).rejects.toThrow('cut');
  expect(await files.size(one)).toBeNull();
  expect(readdirSync(path.dirname(path.join(folder, one)))).toEqual([]);
});

test('reading what is not there fails', async () => {
  await expect(buffer(files.read(name()))).rejects.toThrow('ENOENT');
});

test('[P2] no name leads out of a tenant’s folder', async () => {
  const tenantId = newId();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string(), fc.constantFrom('..', '../x', '/etc/passwd', 'a/../../b', '.', 'a\0b', 'A')),
      async (part) => {
        let made: string;
        try {
          made = fileName(tenantId, part);
        } catch {
          expect(() => files.read(`${tenantId}/${part}`)).toThrow('no name');
          return;
        }
        expect(path.join(folder, made).startsWith(`${path.join(folder, tenantId)}/`)).toBe(true);
      },
    ),
  );
  expect(existsSync('/etc/passwd.new')).toBe(false);
});
