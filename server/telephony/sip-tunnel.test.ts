/** What passes to the media server's HTTP port through `/sip`, and what does not. The far side is a plain socket that notes every byte. */
import { createHash } from 'node:crypto';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Principal } from '../kernel/auth/principal.ts';
import { createLog } from '../kernel/log.ts';
import { createSipTunnel, type SipTunnel } from './sip-tunnel.ts';

const key = 'dGhlIHNhbXBsZSBub25jZQ==';
const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
const agreement = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: sip\r\n\r\n`;
const asked = [
  'GET /sip HTTP/1.1',
  'Host: x',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Key: ${key}`,
  'Sec-WebSocket-Protocol: sip',
];
const request = (lines: readonly string[] = asked): string => `${lines.join('\r\n')}\r\n\r\n`;
const without = (start: string): string[] => asked.filter((line) => !line.startsWith(start));

let media: Server;
let front: HttpServer;
let tunnel: SipTunnel;
let permissions: string[];
let sessionId: string;
/** What the media server heard, and how it answers the handshake. */
let heard: string;
let answer: string;
const sockets = new Set<Socket>();
const portOf = (server: Server | HttpServer): number => (server.address() as AddressInfo).port;
const listening = (server: Server | HttpServer) =>
  new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));

beforeEach(async () => {
  [heard, answer, permissions, sessionId] = ['', agreement, ['desk.use'], 's'];
  media = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      const isFirst = heard === '';
      heard += bytes.toString('latin1');
      if (isFirst) socket.write(answer);
    });
  });
  await listening(media);
  tunnel = createSipTunnel({ host: '127.0.0.1', port: portOf(media), log: createLog('silent') });
  front = createHttpServer();
  front.on('upgrade', (incoming, socket, head) => {
    socket.on('error', () => socket.destroy());
    tunnel.open({
      principal: {
        userId: `user of ${sessionId}`,
        sessionId,
        permissions: new Set(permissions),
      } as unknown as Principal,
      token: '',
      request: incoming,
      socket,
      head,
    });
  });
  await listening(front);
});
afterEach(() => {
  tunnel.close();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  media.close();
  front.close();
});

/** Sends the bytes; resolves when the answer holds `until`, or when the connection has ended. */
async function speak(text: string, until: string | null = null): Promise<{ said: string; socket: Socket }> {
  const socket = connect(portOf(front), '127.0.0.1');
  sockets.add(socket);
  let said = '';
  await new Promise<void>((resolve) => {
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
    socket.on('data', (bytes) => {
      said += bytes.toString('latin1');
      if (until !== null && said.includes(until)) resolve();
    });
    socket.write(text);
  });
  return { said, socket };
}

describe('[P2] the way to SIP', () => {
  test('joins a softphone to the media server: our own handshake, then its frames', async () => {
    const { said, socket } = await speak(request([...asked, 'Cookie: bahu_session=secret', 'X-Evil: 1']), '\r\n\r\n');
    expect(said).toMatch(/^HTTP\/1\.1 101 /);
    expect(said).toContain(`Sec-WebSocket-Accept: ${accept}`);
    expect(heard).toBe(
      `GET /ws HTTP/1.1\r\nHost: bahu\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\n\r\n`,
    );
    const frames = new Promise((resolve) => void socket.once('data', resolve));
    for (const other of sockets) if (other.localPort === portOf(media)) other.write('a frame');
    expect(String(await frames)).toBe('a frame');
    socket.destroy();
  });

  test('a user without a desk is refused before the media server hears of it', async () => {
    permissions = ['customer.read'];
    expect((await speak(request())).said).toMatch(/^HTTP\/1\.1 403 /);
    expect(heard).toBe('');
  });

  test.each([
    ['no key', without('Sec-WebSocket-Key')],
    ['a key that is none', [...without('Sec-WebSocket-Key'), 'Sec-WebSocket-Key: x']],
    ['another version', [...without('Sec-WebSocket-Version'), 'Sec-WebSocket-Version: 8']],
    ['no protocol', without('Sec-WebSocket-Protocol')],
    ['another protocol', [...without('Sec-WebSocket-Protocol'), 'Sec-WebSocket-Protocol: ari']],
    ['another upgrade', [...without('Upgrade'), 'Upgrade: h2c']],
    ['a body', [...asked, 'Content-Length: 5']],
  ])('a handshake with %s is refused before the media server hears of it', async (_what, lines) => {
    expect((await speak(request(lines))).said).toMatch(/^HTTP\/1\.1 400 /);
    expect(heard).toBe('');
  });

  test('a request for the media server’s interface behind the handshake never reaches it', async () => {
    const inside = 'GET /ari/asterisk/info?api_key=bahu:x HTTP/1.1\r\nHost: x\r\n\r\n';
    expect((await speak(request() + inside)).said).toMatch(/^HTTP\/1\.1 400 /);
    expect(heard).toBe('');
  });

  test.each([
    ['refuses', 'HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n'],
    ['agrees to another key', agreement.replace(accept, 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=')],
    ['agrees to another protocol', agreement.replace('Protocol: sip', 'Protocol: ari')],
    ['answers without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(10_000)}`],
  ])('a media server that %s ends both sides, and nothing more of the browser’s reaches it', async (_what, refusal) => {
    answer = refusal;
    const { said, socket } = await speak(request(), 'HTTP/1.1');
    socket.write('GET /ari/channels HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(said).toMatch(/^HTTP\/1\.1 502 /);
    await new Promise((resolve) => (socket.destroyed ? resolve(null) : socket.once('close', resolve)));
    expect(heard).not.toContain('/ari');
    expect(tunnel.count()).toBe(0);
  });

  /** A softphone of this session that is joined to the media server, and from which port of ours. */
  async function phoneOf(session: string): Promise<{ socket: Socket; port: number; closed: Promise<unknown> }> {
    [sessionId, heard] = [session, ''];
    const farSides = (): Socket[] => [...sockets].filter((one) => one.localPort === portOf(media));
    const known = new Set(farSides());
    const { socket } = await speak(request(), '\r\n\r\n');
    const farSide = farSides().find((one) => !known.has(one))!;
    const closed = Promise.all(
      [socket, farSide].map((side) => new Promise((resolve) => void side.once('close', resolve))),
    );
    return { socket, port: farSide.remotePort!, closed };
  }

  test('[A2.3] is closed on both sides for every softphone of a session that has lost its desk, and for no other', async () => {
    const [first, second, other] = [await phoneOf('lost'), await phoneOf('lost'), await phoneOf('other')];
    tunnel.closeSession('lost');
    await Promise.all([first.closed, second.closed]);
    expect([tunnel.count(), other.socket.destroyed]).toEqual([1, false]);
  });

  test('is closed on both sides for the one softphone at whose port the media server saw guesses, and for no other', async () => {
    const [guessing, other] = [await phoneOf('shared'), await phoneOf('shared')];
    tunnel.closePort(guessing.port);
    await guessing.closed;
    expect([tunnel.count(), other.socket.destroyed]).toEqual([1, false]);
  });

  test('has room for four softphones of a user, the oldest giving way to a fifth', async () => {
    const phones = [];
    for (let i = 0; i < 5; i++) phones.push(await phoneOf('many'));
    await phones[0]!.closed;
    expect([tunnel.count(), phones.slice(1).some(({ socket }) => socket.destroyed)]).toEqual([4, false]);
  });
});
