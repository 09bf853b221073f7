/** Hostile texts in every field that people write about a customer: kept as they are or refused clearly, and harmless in sheets. */
import { describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import { openTransfers } from '../../../test-transfers.ts';
import { deal, followUp } from './test-merges.ts';

const { server, drive } = await openTransfers();
const { administrator } = server.tenant;
let free = 15487000000;
const nextFree = (): string => String(free++);
const ask = (method: 'GET' | 'POST', url: string, body?: object) =>
  server.request(administrator, method, `/api${url}`, body);
const { id } = (await ask('POST', '/customers', { name: '宿主', phone: nextFree() })).json<Customer>();

/** Where a text is written, which field it is, and how many characters it may have. */
const places: readonly (readonly [path: string, field: string, most: number, beside: () => object])[] = [
  ...(
    [
      ['name', 64],
      ['company', 128],
      ['address', 256],
      ['note', 2000],
      ['doNotCallReason', 200],
      ['consentHow', 100],
    ] as const
  ).map(([field, most]) => ['/customers', field, most, () => ({ name: '名', phone: nextFree() })] as const),
  [`/customers/${id}/follow-ups`, 'content', 4000, () => followUp],
  [`/customers/${id}/deals`, 'product', 64, () => deal],
  [`/customers/${id}/deals`, 'note', 2000, () => deal],
  [`/customers/${id}/contacts`, 'name', 64, () => ({})],
  [`/customers/${id}/contacts`, 'note', 500, () => ({ name: '名' })],
];
const texts: readonly (readonly [what: string, text: string])[] = [
  ['markup', '<img src=x onerror="alert(1)">'],
  ['a formula', '=HYPERLINK("http://x","y")'],
  ['marks that turn the direction', 'a\u202Egpj.exe\u202C'],
  ['signs outside of the plane', '👩‍👩‍👧‍👦𠮷'],
  ['a quote and a backslash', `';drop table customers;--\\"`],
  ['NUL', 'a\u0000b'],
  ['half a pair', 'a\uD83D'],
  ['10,000 characters', '长'.repeat(10_000)],
];

describe('[C1] [C2] hostile texts', () => {
  test.each(
    places.flatMap(([path, field, most, beside]) =>
      texts.map(([what, text]) => ({ what, path, field, most, beside, text })),
    ),
  )('$what in $field of $path', async ({ path, field, most, beside, text }) => {
    const reply = await ask('POST', path, { ...beside(), [field]: text });
    const isText = !/\p{Surrogate}/u.test(text) && !text.includes('\u0000') && text.length <= most;
    expect(reply.statusCode, reply.body).toBe(isText ? 200 : 400);
    const kept = reply.json<Record<string, unknown>>();
    if (isText) expect(kept[field]).toBe(text);
    else expect(kept).toMatchObject({ code: 'input.invalid', fields: [{ path: field }] });
  });

  // Numbers alone are none.
  test('[C5] no cell of a sheet begins as a formula', async () => {
    await ask('POST', '/customers', {
      name: '=1+1',
      phone: nextFree(),
      company: '@SUM(1)',
      note: '+1+A2',
      doNotCallReason: '-2+3',
    });
    const { bytes } = await drive.exportFile(administrator, { kind: 'customers' });
    const cells = bytes
      .toString()
      .split(/[,\r\n]+/)
      .map((cell) => cell.replace(/^"/, ''));
    expect(cells.filter((cell) => /^[=@]|^[+-](?!\d+$)/.test(cell))).toEqual([]);
    expect(cells.filter((cell) => cell.endsWith('-2+3'))).toHaveLength(1);
  });
});
