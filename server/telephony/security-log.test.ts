import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../kernel/log.ts';
import { watchSecurityLog, type SecurityCounts } from './security-log.ts';
import type { SecurityEvent } from './sip/guard.ts';

let folder: string;
let file: string;
let watches: SecurityCounts[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bahu-security-'));
  file = path.join(folder, 'security.log');
  watches = [];
});
afterEach(() => {
  for (const watch of watches) watch.stop();
  rmSync(folder, { recursive: true });
});

const line = (kind: string, address = '203.0.113.5', at = new Date()): string =>
  `[x] SECURITY[1] res_security_log.c: SecurityEvent="${kind}",EventTV="${at.toISOString().replace('Z', '+0000')}",` +
  `RemoteAddress="IPV4/UDP/${address}/5062"\n`;

/** A watch over the file, what it handed on, and what it counts now. */
function watching() {
  const heard: SecurityEvent[] = [];
  const watch = watchSecurityLog(file, createLog('silent'), (event) => void heard.push(event));
  watches.push(watch);
  return { heard, counts: () => Object.fromEntries(watch.read()) };
}

test('[P2] what was in the log before this process started is not counted, and handed on with its age', () => {
  const old = line('InvalidPassword', '203.0.113.5', new Date(Date.now() - 3_600_000));
  writeFileSync(file, old.repeat(2) + line('SuccessfulAuth'));
  const { heard, counts } = watching();
  expect(counts()).toEqual({});
  expect(heard.map(({ kind }) => kind)).toEqual(['InvalidPassword', 'InvalidPassword', 'SuccessfulAuth']);
  expect(heard[0]!.ageMs).toBeGreaterThanOrEqual(3_600_000);
  appendFileSync(file, line('InvalidPassword') + line('SuccessfulAuth') + line('InvalidAccountID'));
  const counted = { InvalidPassword: 1, InvalidAccountID: 1 };
  expect([counts(), counts()]).toEqual([counted, counted]);
  expect(heard).toHaveLength(6);
});

test('[P2] of a large log only the end is looked at, and what comes next is heard at once', () => {
  const large = line('SuccessfulAuth', '203.0.113.6').repeat(9000);
  writeFileSync(file, line('SuccessfulAuth', '203.0.113.4') + large);
  const { heard, counts } = watching();
  expect([heard.length > 1000, heard.length < 9000]).toEqual([true, true]);
  expect(new Set(heard.map(({ address }) => address))).toEqual(new Set(['203.0.113.6']));
  appendFileSync(file, line('InvalidPassword'));
  expect(counts()).toEqual({ InvalidPassword: 1 });
});

test('[P2] a log that was cut is read from its beginning', () => {
  writeFileSync(file, line('InvalidPassword').repeat(5));
  const { counts } = watching();
  truncateSync(file);
  expect(counts()).toEqual({});
  appendFileSync(file, line('InvalidPassword') + line('InvalidPassword'));
  expect(counts()).toEqual({ InvalidPassword: 2 });
});

test('[P2] a line that is half written is heard once, when it is whole', () => {
  const whole = line('InvalidPassword');
  writeFileSync(file, whole.slice(0, 70));
  const { heard, counts } = watching();
  expect([counts(), heard]).toEqual([{}, []]);
  appendFileSync(file, whole.slice(70));
  expect([counts(), heard.length]).toEqual([{ InvalidPassword: 1 }, 1]);
});

test('[P2] a log that appears later is heard from its first line', () => {
  const { counts } = watching();
  expect(counts()).toEqual({});
  writeFileSync(file, line('InvalidAccountID'));
  expect(counts()).toEqual({ InvalidAccountID: 1 });
});
