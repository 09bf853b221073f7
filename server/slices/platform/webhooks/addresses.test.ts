/** Where notices may go. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AddressRefused, createAgent, isAllowed, isPublic, publicLookup } from './addresses.ts';
import { post } from './send.ts';

let inside: Server;
let port: number;
let hits = 0;
beforeAll(async () => {
  inside = createServer((_request, reply) => {
    hits++;
    reply.end('inside');
  });
  await new Promise<void>((resolve) => void inside.listen(0, '127.0.0.1', resolve));
  port = (inside.address() as AddressInfo).port;
});
afterAll(() => void inside.close());

describe('[P2] a notice goes to the public internet only', () => {
  test.each([
    '127.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.0.8',
    '198.18.0.1',
    '203.0.113.5',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '2001:db8::1',
    'nonsense',
  ])('%s is not public', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  test.each(['1.1.1.1', '223.5.5.5', '172.32.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])('%s is', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  test.each([
    'http://example.com/',
    'https://localhost/',
    'https://x.localhost/',
    'https://printer.local/',
    'https://metadata.google.internal/',
    'https://intranet/',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://user:secret@example.com/',
    'ftp://example.com/',
    'https://',
    'nonsense',
  ])('%s is refused when it is saved', (url) => {
    expect(isAllowed(url, false)).toBe(false);
  });

  test('an ordinary address is taken, and one inside of our network only when the installation says so', () => {
    expect(isAllowed('https://hooks.example.com/bahu?tenant=1', false)).toBe(true);
    expect([
      isAllowed('http://10.0.0.5:8080/', true),
      isAllowed('http://u:p@10.0.0.5/', true),
      isAllowed('file:///etc/passwd', true),
    ]).toEqual([true, false, false]);
  });

  test.each<[string, string[], boolean, string[] | null]>([
    ['one public address', ['1.1.1.1'], true, ['1.1.1.1']],
    ['two public addresses', ['1.1.1.1', '2606:4700::1111'], true, ['1.1.1.1', '2606:4700::1111']],
    ['two public addresses, of which one is wanted', ['1.1.1.1', '223.5.5.5'], false, ['1.1.1.1']],
    ['a public and then a private address', ['1.1.1.1', '10.0.0.5'], true, null],
    ['a private and then a public address', ['10.0.0.5', '1.1.1.1'], true, null],
    ['a public and then a private address, of which one is wanted', ['1.1.1.1', '127.0.0.1'], false, null],
    ['a public and a link-local IPv6 address', ['1.1.1.1', 'fe80::1'], true, null],
    ['a public address and a private one inside of IPv6', ['1.1.1.1', '::ffff:169.254.169.254'], true, null],
    ['no address', [], true, null],
  ])('a name that resolves to %s', (_what, resolved, all, taken) => {
    let seen: unknown = null;
    publicLookup((_host, _options, found) =>
      found(
        null,
        resolved.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
    )('hooks.example.com', { all }, (error, addresses) => {
      seen =
        error instanceof AddressRefused
          ? null
          : Array.isArray(addresses)
            ? addresses.map(({ address }) => address)
            : [addresses];
    });
    expect(seen).toEqual(taken);
  });

  test('a name is resolved anew for each connection: one that led outside and leads inside by now is refused', () => {
    const answers = ['1.1.1.1', '1.1.1.1', '10.0.0.5', '1.1.1.1'];
    const look = publicLookup((_host, _options, found) => found(null, [{ address: answers.shift()!, family: 4 }]));
    const seen = [1, 2, 3, 4].map(() => {
      let taken: unknown;
      look('hooks.example.com', { all: false }, (error, address) => {
        taken = error instanceof AddressRefused ? 'refused' : address;
      });
      return taken;
    });
    expect(seen).toEqual(['1.1.1.1', '1.1.1.1', 'refused', '1.1.1.1']);
  });

  test('a name that leads inside is refused at the connection, whatever it was when it was saved', async () => {
    const agent = createAgent(false);
    // The name service of this machine answers 127.0.0.1 for it; the check on saving is passed by on purpose.
    const sender = { agent, toPrivate: true, version: 'test', timeoutMs: 2000 };
    expect(await post(sender, `http://localhost:${port}/`, {}, '{}')).toEqual({
      error: 'address',
      status: null,
      answer: null,
    });
    expect(await post({ ...sender, toPrivate: false }, `https://127.0.0.1:${port}/`, {}, '{}')).toEqual({
      error: 'address',
      status: null,
      answer: null,
    });
    expect(hits).toBe(0);
    await agent.close();
  });
});
