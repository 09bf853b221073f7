import { createServer, type AddressInfo, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { Connections } from './connections.ts';
import { readReply, type Reply } from './reply.ts';

const endings: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A server that hands over each connection, by its number from 0, and what comes over it. */
async function serving(
  hear: (socket: Socket, text: string, connection: number) => void,
  options: { most?: number; replyMs?: number } = {},
) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    const connection = sockets.push(socket) - 1;
    socket.on('data', (bytes) => hear(socket, bytes.toString(), connection));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const connections = new Connections({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    most: options.most ?? 4,
    replyMs: options.replyMs ?? 2000,
    idleMs: 5000,
  });
  endings.push(() => {
    connections.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { connections, sockets };
}

const ask = (name: string): string => `GET /${name} HTTP/1.1\r\n\r\n`;
const asked = (text: string): string[] => [...text.matchAll(/GET \/(\S+) /g)].map(([, name]) => name!);
const answer = (body: string, head = ''): string =>
  `HTTP/1.1 200 OK\r\n${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const bodies = (replies: readonly (Reply | Error)[]): string[] =>
  replies.map((reply) => (reply instanceof Error ? 'error' : reply.body));

test('[A2.10] requests that belong together go in one write, and each gets its own answer', async () => {
  const writes: string[][] = [];
  const { connections } = await serving((socket, text) => {
    writes.push(asked(text));
    socket.write(
      asked(text)
        .map((name) => answer(`to ${name}`))
        .join(''),
    );
  });
  expect(bodies(await connections.exchange(['a', 'b', 'c'].map(ask)))).toEqual(['to a', 'to b', 'to c']);
  expect(bodies(await connections.exchange([ask('d')]))).toEqual(['to d']);
  expect(writes).toEqual([['a', 'b', 'c'], ['d']]);
});

test('[A2.10] batches that have nothing to do with one another take different connections, up to their number, and the further ones follow', async () => {
  const pending: { name: string; socket: Socket; connection: number }[] = [];
  const { connections, sockets } = await serving(
    (socket, text, connection) => {
      for (const name of asked(text)) pending.push({ name, socket, connection });
    },
    { most: 2 },
  );
  const batches = ['a', 'b', 'c'].map((name) => connections.exchange([ask(name)]));
  await expect.poll(() => pending.length).toBe(2);
  expect([new Set(pending.map(({ connection }) => connection)).size, sockets.length]).toEqual([2, 2]);
  const b = pending.find(({ name }) => name === 'b')!;
  b.socket.write(answer('to b'));
  expect(bodies(await batches[1]!)).toEqual(['to b']);
  await expect
    .poll(() => pending.map(({ name, connection }) => ({ name, connection })))
    .toContainEqual({ name: 'c', connection: b.connection });
  for (const { name, socket } of pending) if (name !== 'b') socket.write(answer(`to ${name}`));
  expect([bodies(await batches[0]!), bodies(await batches[2]!), sockets.length]).toEqual([['to a'], ['to c'], 2]);
});

test('[A2.10] what was sent behind the last answer of a connection goes over another one', async () => {
  const heard: string[][] = [];
  const { connections } = await serving((socket, text, connection) => {
    (heard[connection] ??= []).push(...asked(text));
    const [first = ''] = asked(text);
    if (connection === 0) socket.end(answer(`to ${first}`, 'Connection: close\r\n'));
    else
      socket.write(
        asked(text)
          .map((name) => answer(`to ${name}`))
          .join(''),
      );
  });
  expect(bodies(await connections.exchange(['a', 'b', 'c'].map(ask)))).toEqual(['to a', 'to b', 'to c']);
  expect(heard).toEqual([
    ['a', 'b', 'c'],
    ['b', 'c'],
  ]);
});

test('[A2.10] a connection that ends as something is written to it is replaced, once', async () => {
  const { connections, sockets } = await serving((socket, text, connection) => {
    if (text.includes('end') && connection < 2) socket.destroy();
    else
      socket.write(
        asked(text)
          .map((name) => answer(`to ${name}`))
          .join(''),
      );
  });
  expect(bodies(await connections.exchange([ask('a')]))).toEqual(['to a']);
  // The first connection had served before, the second is new: what ends that one is no accident.
  expect(bodies(await connections.exchange([ask('end')]))).toEqual(['error']);
  expect(sockets).toHaveLength(2);
  expect(bodies(await connections.exchange([ask('end')]))).toEqual(['to end']);
});

test('[A2.10] without an answer in time that request and those behind it fail, and the next batch is served', async () => {
  const { connections } = await serving(
    (socket, text, connection) =>
      void socket.write(
        connection === 0
          ? answer('to a')
          : asked(text)
              .map((name) => answer(`to ${name}`))
              .join(''),
      ),
    { replyMs: 60 },
  );
  expect(bodies(await connections.exchange(['a', 'b', 'c'].map(ask)))).toEqual(['to a', 'error', 'error']);
  expect(bodies(await connections.exchange([ask('d')]))).toEqual(['to d']);
});

test('[A2.10] what is not asked for and what is no answer end the connection, and nobody gets another one’s answer', async () => {
  const { connections, sockets } = await serving((socket, text, connection) => {
    if (connection === 0) socket.write(answer('to a') + answer('to nobody'));
    else if (connection === 1) socket.write('hello\r\n\r\n');
    else socket.write(answer(`to ${asked(text)[0]!}`));
  });
  expect(bodies(await connections.exchange([ask('a')]))).toEqual(['to a']);
  expect(bodies(await connections.exchange([ask('b')]))).toEqual(['error']);
  expect(bodies(await connections.exchange([ask('c')]))).toEqual(['to c']);
  expect(sockets).toHaveLength(3);
});

test('[A2.10] after the end everything fails, also what waits', async () => {
  const { connections } = await serving(() => undefined, { most: 1 });
  const batches = [connections.exchange([ask('a')]), connections.exchange([ask('b')])];
  connections.close();
  expect((await Promise.all(batches)).flatMap(bodies)).toEqual(['error', 'error']);
  expect(bodies(await connections.exchange([ask('c')]))).toEqual(['error']);
});

test('[A2.10] answers are read alike however they come off the wire', () => {
  const replies = fc.array(
    fc.record({
      status: fc.constantFrom(200, 204, 404, 500),
      body: fc.string({ unit: 'grapheme', maxLength: 20 }),
      isLast: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(replies, (list) => {
      let data = Buffer.concat(
        list.map(({ status, body, isLast }) =>
          Buffer.from(
            `HTTP/1.1 ${status} X\r\nServer: A\r\n${isLast ? 'Connection: close\r\n' : ''}content-length:${status === 204 ? 0 : Buffer.byteLength(body)}\r\n\r\n${status === 204 ? '' : body}`,
          ),
        ),
      );
      for (const { status, body, isLast } of list) {
        const whole = readReply(data) as Reply;
        expect(whole).toMatchObject({ status, body: status === 204 ? '' : body, isLast });
        for (let bytes = 0; bytes < whole.length; bytes++) {
          const needed = readReply(data.subarray(0, bytes));
          expect(typeof needed === 'number' && needed > bytes && needed <= whole.length).toBe(true);
        }
        data = data.subarray(whole.length);
      }
      expect(data.length).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test.each([
  'hello\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
  `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}`,
])('[A2.10] is no answer: %s', (text) => {
  expect(readReply(Buffer.from(text))).toBeInstanceOf(Error);
});
