/** The WebSocket handshake of a softphone (RFC 6455, RFC 7118): what a browser may ask for, and what the media server must have answered. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const keyPattern = /^[A-Za-z0-9+/]{22}==$/;
/** RFC 6455, section 1.3. */
const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const listed = (value: string | undefined): string[] =>
  (value ?? '').split(',').map((part) => part.trim().toLowerCase());

/** The key of a request that asks for SIP over a WebSocket and for nothing else, or null. */
export function keyOf({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): string | null {
  const key = headers['sec-websocket-key'] ?? '';
  const isHandshake =
    method === 'GET' &&
    listed(headers.upgrade).includes('websocket') &&
    listed(headers.connection).includes('upgrade') &&
    headers['sec-websocket-version'] === '13' &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined;
  return isHandshake && keyPattern.test(key) && listed(headers['sec-websocket-protocol']).includes('sip') ? key : null;
}

/** Our own request for the media server: the one path of its WebSocket, and nothing of the browser's but the key, which is 24 letters of base64. */
export const requestFor = (key: string): string =>
  'GET /ws HTTP/1.1\r\nHost: bahu\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\n\r\n`;

const acceptFor = (key: string): string =>
  createHash('sha1')
    .update(key + acceptSuffix)
    .digest('base64');

/** Our own answer for the browser, once the media server has agreed. */
export const answerFor = (key: string): string =>
  `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptFor(key)}\r\nSec-WebSocket-Protocol: sip\r\n\r\n`;

/** Whether the head of an answer (without its empty line) agrees to speak SIP over this very WebSocket. */
export function agrees(head: string, key: string): boolean {
  const [status = '', ...lines] = head.split('\r\n');
  const values = new Map(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).trim().toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  return (
    /^HTTP\/1\.1 101(?: |$)/.test(status) &&
    values.get('sec-websocket-accept') === acceptFor(key) &&
    values.get('upgrade')?.toLowerCase() === 'websocket' &&
    values.get('sec-websocket-protocol')?.toLowerCase() === 'sip'
  );
}
