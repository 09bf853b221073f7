import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, createServer } from 'node:tls';
import { expect, test } from 'vitest';
import { keepCertificate, makeCertificate } from './certificate.ts';

const now = Date.now();
const names = ['localhost', 'phone-desk', '127.0.0.1', '192.0.2.7', '::1', 'fe80::1', '2001:db8:1:2:3:4:5:6'];

test('a certificate names its hosts and addresses and is valid now', () => {
  const known = new X509Certificate(makeCertificate(names, now).cert);
  for (const host of ['localhost', 'phone-desk']) expect(known.checkHost(host)).toBe(host);
  for (const address of names.slice(2)) expect(known.checkIP(address)).toBe(address);
  expect(known.checkIP('192.0.2.8')).toBeUndefined();
  expect(known.ca).toBe(false);
  expect(known.verify(known.publicKey)).toBe(true);
  expect(Date.parse(known.validFrom)).toBeLessThan(now);
  expect(Date.parse(known.validTo)).toBeGreaterThan(now + 300 * 86_400_000);
});

test('a client that trusts it speaks TLS with a server that uses it', async () => {
  const made = makeCertificate(names, now);
  const server = createServer({ cert: made.cert, key: made.key }, (socket) => socket.end('hello'));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const said = await new Promise<string>((resolve, reject) => {
    const client = connect({ port, host: '127.0.0.1', ca: made.cert }, () => expect(client.authorized).toBe(true));
    client.on('data', (data) => resolve(data.toString()));
    client.on('error', reject);
  });
  expect(said).toBe('hello');
  server.close();
});

test('the kept certificate is used again until it nears its end or the machine has another address', () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'bahu-certificate-')), 'tls');
  const first = keepCertificate(folder, ['localhost', '192.0.2.7'], now);
  expect(keepCertificate(folder, ['192.0.2.7'], now)).toEqual(first);
  expect(readFileSync(path.join(folder, 'key.pem'), 'utf8')).toBe(first.key);
  expect(keepCertificate(folder, ['192.0.2.8'], now).cert).not.toBe(first.cert);
  const second = keepCertificate(folder, ['192.0.2.8'], now);
  expect(keepCertificate(folder, ['192.0.2.8'], now + 380 * 86_400_000).cert).not.toBe(second.cert);
});
