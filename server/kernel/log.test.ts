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

test('[A2.9] [A2.10] a log that lies on a full disk loses its lines and ends nothing', () => {
  const module = JSON.stringify(new URL('log.ts', import.meta.url).href);
  const program = `
    import { createLog } from ${module};
    const log = createLog('info');
    log.info('one');
    setTimeout(() => { log.info('two'); setTimeout(() => process.exit(7), 50); }, 50);
  `;
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { stdio: ['ignore', full, 'pipe'], encoding: 'utf8', cwd: new URL('../..', import.meta.url).pathname },
  );
  closeSync(full);
  expect([status, stderr]).toEqual([7, '']);
});
