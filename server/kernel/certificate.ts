/**
 * A certificate of our own for HTTPS on a local network, where nobody else can give one: browsers open the microphone to secure pages only.
 * X.509 v3 (RFC 5280) in DER with an ECDSA key; Node makes keys and signatures but no certificates, and the libraries that do are large.
 */
import { createPrivateKey, generateKeyPairSync, randomBytes, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';

export interface Certificate {
  cert: string;
  key: string;
}

const day = 86_400_000;
/** Browsers distrust longer ones. */
const lifetimeMs = 397 * day;
const renewBeforeMs = 30 * day;

/** The certificate kept in `folder` for these names and addresses; made anew when it is missing, about to expire, or for others. */
export function keepCertificate(folder: string, names: readonly string[], nowMs: number): Certificate {
  const [certFile, keyFile] = [path.join(folder, 'certificate.pem'), path.join(folder, 'key.pem')];
  if (existsSync(certFile) && existsSync(keyFile)) {
    const kept = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
    if (isGood(kept, names, nowMs)) return kept;
  }
  const made = makeCertificate(names, nowMs);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(keyFile, made.key, { mode: 0o600 });
  writeFileSync(certFile, made.cert);
  return made;
}

function isGood({ cert, key }: Certificate, names: readonly string[], nowMs: number): boolean {
  const known = new X509Certificate(cert);
  if (Date.parse(known.validTo) - nowMs < renewBeforeMs || !known.checkPrivateKey(createPrivateKey(key))) return false;
  return names.every((name) => (isIP(name) ? known.checkIP(name) : known.checkHost(name)) !== undefined);
}

/** A self-signed certificate for host names and IP addresses. */
export function makeCertificate(names: readonly string[], nowMs: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = certificateBody(names, publicKey, nowMs);
  const signature = sign('sha256', body, privateKey);
  const der = sequence(body, sequence(oid.ecdsaWithSha256), bitString(signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

function certificateBody(names: readonly string[], publicKey: KeyObject, nowMs: number): Buffer {
  const name = sequence(set(sequence(oid.commonName, utf8('Bahu'))));
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40; // positive and of full length
  return sequence(
    tagged(0, integer(2)),
    der(0x02, serial),
    sequence(oid.ecdsaWithSha256),
    name,
    sequence(moment(nowMs - day), moment(nowMs + lifetimeMs - day)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(
      3,
      sequence(
        extension(oid.subjectAltName, sequence(...names.map(altName)), false),
        extension(oid.basicConstraints, sequence(), true),
        extension(oid.keyUsage, der(0x03, Buffer.from([7, 0x80])), true), // digitalSignature
        extension(oid.extKeyUsage, sequence(oid.serverAuth), false),
      ),
    ),
  );
}

const extension = (id: Buffer, value: Buffer, isCritical: boolean): Buffer =>
  sequence(id, ...(isCritical ? [der(0x01, Buffer.from([0xff]))] : []), der(0x04, value));

function altName(name: string): Buffer {
  return isIP(name) ? der(0x87, addressBytes(name)) : der(0x82, Buffer.from(name, 'ascii'));
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').split('::');
  const groups = (text: string | undefined): number[] =>
    text ? text.split(':').map((group) => Number.parseInt(group, 16)) : [];
  const [before, after] = [groups(head), groups(tail)];
  const all =
    tail === undefined ? before : [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
  const bytes = Buffer.alloc(16);
  all.forEach((group, i) => bytes.writeUInt16BE(group, i * 2));
  return bytes;
}

const objectId = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = content.length < 0x100 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);
const set = (...parts: Buffer[]): Buffer => der(0x31, ...parts);
const tagged = (number: number, content: Buffer): Buffer => der(0xa0 | number, content);
const integer = (value: number): Buffer => der(0x02, Buffer.from([value]));
const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text, 'utf8'));
const bitString = (content: Buffer): Buffer => der(0x03, Buffer.from([0]), content);

/** UTCTime, which serves until 2049. */
const moment = (atMs: number): Buffer =>
  der(0x17, Buffer.from(`${new Date(atMs).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`, 'ascii'));

const oid = {
  ecdsaWithSha256: objectId('2a8648ce3d040302'),
  commonName: objectId('550403'),
  subjectAltName: objectId('551d11'),
  basicConstraints: objectId('551d13'),
  keyUsage: objectId('551d0f'),
  extKeyUsage: objectId('551d25'),
  serverAuth: objectId('2b06010505070301'),
};
