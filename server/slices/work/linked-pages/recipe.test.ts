/** The recipe and the example of docs/api.md, run as they stand there. */
import * as crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { exampleValues, fillAddress } from '@bahu/domain/linked-pages/template.ts';
import { signAddress } from './signature.ts';

const guide = readFileSync(new URL('../../../../docs/api.md', import.meta.url), 'utf8').split('## Linked pages')[1]!;
const [, recipe] = /```js\n([\s\S]*?)```/.exec(guide)!;
const [, secret] = /secret `([^`]+)`/.exec(guide)!;
const [, template] = /template\s+`([^`]+)`/.exec(guide)!;
const [, address] = /```\n(https:[^\n]+)\n```/.exec(guide)!;
const at = Number(/at (\d+),/.exec(guide)![1]);
const isGenuine = runInNewContext(`${recipe!.replace(/^import .*$/m, '')}; isGenuine`, { ...crypto, Buffer, URL }) as (
  address: string,
  secret: string,
  now: number,
) => boolean;

test('[A3] the example of the guide is what is made of its template', () => {
  expect(signAddress(fillAddress(template!, exampleValues), at * 1000, [secret!])).toBe(address);
});

test('[A3] the recipe of the guide takes the example for genuine, and nothing that was changed, is old or is by another', () => {
  expect(isGenuine(address!, secret!, at)).toBe(true);
  expect(isGenuine(address!, secret!, at + 301)).toBe(false);
  expect(isGenuine(address!, 'lps_another', at)).toBe(false);
  expect(isGenuine(address!.replace('13900000001', '13900000002'), secret!, at)).toBe(false);
  expect(isGenuine(address!.replace(/signature=.*/, 'signature='), secret!, at)).toBe(false);
  const both = signAddress(fillAddress(template!, exampleValues), at * 1000, ['lps_new', secret!]);
  expect([isGenuine(both, secret!, at), isGenuine(both, 'lps_new', at)]).toEqual([true, true]);
});
