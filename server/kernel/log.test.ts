import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createLog, maskPhones } from './log.ts';

test.each([
  ['dial 13900000042 now', 'dial 139******42 now'],
  ['"+8613900000042"', '"+86*********42"'],
  ['sip:07550000001@host', 'sip:075******01@host'],
  ['PJSIP/4000000001@trunk', 'PJSIP/400*****01@trunk'],
  ['call 139-0000-0042', 'call 139********42'],
  ['call 139 0000 0042', 'call 139********42'],
  ['call +86 139 0000 0042', 'call +86************42'],
  ['call 139·0000·0042', 'call 139********42'],
  ['call 139\u00a00000\u00a00042', 'call 139********42'],
  ['call 139\u2009\u2013\u20090000 0042', 'call 139**********42'],
  ['call (0755)26540805', 'call (075********05'],
  ['call （0755）2654 0805', 'call （075*********05'],
  ['call １３９００００００４２', 'call １３９******４２'],
  ['call ١٣٩٠٠٠٠٠٠٤٢', 'call ١٣٩******٤٢'],
  ['call ＋8613900000042', 'call ＋86*********42'],
  ['call 139\u200b0000\u200b0042', 'call 139********42'],
])('masks the telephone number in %s', (text, masked) => {
  expect(maskPhones(text)).toBe(masked);
});

test.each([
  '019aa1b2-0000-7000-8000-123456789012',
  '12345678-1234-7000-8000-123456789012',
  '2026-11-22T17:20:30.123Z',
  '2026-11-22 17:20',
  '10.0.0.1:5060',
  '[802,803,804]',
  'leg (12) of 34',
  '{"a":{"b":1},"c":2345678}',
  '{"bytes":12345678901}',
  '800',
  '100001',
])('leaves %s as it is', (text) => {
  expect(maskPhones(text)).toBe(text);
});

test('every line of the log is masked and still JSON, whatever part carries the number', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  log
    .child({ tenant: 't', call: 'c' })
    .info({ number: '13900000042', nested: { list: ['+8613900000042'] }, bytes: 1234567890 }, 'from %s', '13900000042');
  log.error(new Error('cannot dial 13900000042'), 'failed');
  expect(lines.join('')).not.toContain('13900000042');
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(parsed[0]).toMatchObject({
    level: 'info',
    tenant: 't',
    call: 'c',
    number: '139******42',
    bytes: 1234567890,
    msg: 'from 139******42',
  });
});

/** A program that logs to its standard output. */
const logging = (work: string): string[] => [
  '--import',
  'tsx',
  '--input-type=module',
  '--eval',
  `import { Worker } from 'node:worker_threads';
  import { createLog, losePrinted } from ${JSON.stringify(new URL('log.ts', import.meta.url).href)};
  const log = createLog('info'); ${work}`,
];
const cwd = new URL('../..', import.meta.url).pathname;

test('[A2.9] [A2.10] a log that lies on a full disk loses its lines and ends nothing', () => {
  const full = openSync('/dev/full', 'w');
  const program = logging(`
    losePrinted();
    log.info('one');
    new Worker('console.log("three")', { eval: true });
    setTimeout(() => { log.info('two'); setTimeout(() => process.exit(7), 50); }, 500);`);
  const { status, stderr } = spawnSync(process.execPath, program, {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
    cwd,
  });
  closeSync(full);
  expect([status, stderr]).toEqual([7, '']);
});

test('[A2.9] a pipe that takes a line in parts gets all of it, and the lines in their order', () => {
  const program = logging(
    "process.stdout; for (const at of [1, 2, 3]) log.info({ at, long: 'a'.repeat(150_000) }); log.info({ at: 4 }, 'last');",
  );
  const { stdout } = spawnSync('sh', ['-c', '"$0" "$@" | (sleep 1; cat)', process.execPath, ...program], {
    encoding: 'utf8',
    cwd,
    maxBuffer: 2 ** 22,
  });
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { at: number; long?: string });
  expect(lines.map(({ at, long }) => [at, long?.length])).toEqual([
    [1, 150_000],
    [2, 150_000],
    [3, 150_000],
    [4, undefined],
  ]);
});
