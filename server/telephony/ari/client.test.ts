import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { createLog } from '../../kernel/log.ts';
import { AriClient, AriError } from './client.ts';

const endings: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A media server that forgets its application when it is told to, as Asterisk can while it cleans up after an older socket. */
async function mediaServer() {
  const state = { isRegistered: false, sockets: 0, status: 200 };
  const http = createServer((request, reply) => {
    const isAsked = request.method === 'GET' && request.url === '/ari/applications/bahu';
    reply.statusCode = state.status === 200 ? (isAsked && !state.isRegistered ? 404 : 200) : state.status;
    reply.end('{}');
  });
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', () => {
    state.sockets++;
    state.isRegistered = true;
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  endings.push(
    () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        http.close(resolve);
        http.closeAllConnections();
      }),
  );
  const client = new AriClient(
    { host: '127.0.0.1', port: (http.address() as AddressInfo).port, user: 'u', password: 'p' },
    createLog('silent'),
  );
  endings.push(() => client.close());
  const news: string[] = [];
  client.listen({ event: () => undefined, up: () => void news.push('up'), down: () => void news.push('down') });
  await expect.poll(() => news).toEqual(['up']);
  return { state, client, news };
}

test('[A2.10] an event socket whose application was forgotten hears nothing, so it is ended and another one opens', async () => {
  const { state, client, news } = await mediaServer();
  expect([await client.isHearing(), news]).toEqual([true, ['up']]);
  state.isRegistered = false;
  expect(await client.isHearing()).toBe(false);
  await expect.poll(() => news).toEqual(['up', 'down', 'up']);
  expect([await client.isHearing(), state.sockets]).toEqual([true, 2]);
});

test('[A2.10] an event socket is kept when the media server cannot say whether it knows it', async () => {
  const { state, client, news } = await mediaServer();
  state.status = 500;
  await expect(client.isHearing()).rejects.toBeInstanceOf(AriError);
  state.status = 200;
  expect([await client.isHearing(), news, state.sockets]).toEqual([true, ['up'], 1]);
});

test('[A2.10] without an event socket nothing is heard and nothing is asked', async () => {
  const { client } = await mediaServer();
  client.hush();
  expect(await client.isHearing()).toBe(false);
});

test('[A2.10] what a media server refuses because it does not know its owner is asked again in the same order, and the rest is not', async () => {
  const heard: string[] = [];
  let known = 'first';
  const http = createServer((request, reply) => {
    const { authorization } = request.headers;
    heard.push(`${request.method} ${request.url} ${authorization}`);
    if (request.url === '/ari/b') known = 'second';
    reply.statusCode = authorization === known ? 200 : 401;
    reply.end(JSON.stringify(request.url));
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  let claimed = 'first';
  const fence = {
    authorization: async () => claimed,
    forget: (refused?: string) => {
      if (refused === 'first') claimed = 'second';
    },
  };
  const client = new AriClient(
    { host: '127.0.0.1', port: (http.address() as AddressInfo).port, user: 'u', password: 'p' },
    createLog('silent'),
    fence,
  );
  endings.push(
    () =>
      new Promise((resolve) => {
        http.close(resolve);
      }),
    () => client.close(),
  );
  const answers = await client.requestAll([
    { method: 'GET', path: '/a' },
    { method: 'GET', path: '/b' },
    { method: 'POST', path: '/c', query: { text: 'a b&c', none: undefined }, body: { n: '数' } },
  ]);
  expect(answers).toEqual(['/ari/a', '/ari/b', '/ari/c?text=a%20b%26c']);
  expect(heard).toEqual([
    'GET /ari/a first',
    'GET /ari/b first',
    'POST /ari/c?text=a%20b%26c first',
    'GET /ari/b second',
    'POST /ari/c?text=a%20b%26c second',
  ]);
});

test('[A2.10] nothing that stands in a path or a query becomes another request', async () => {
  const heard: (string | undefined)[] = [];
  const http = createServer((request, reply) => {
    heard.push(request.url);
    reply.end();
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const client = new AriClient(
    { host: '127.0.0.1', port: (http.address() as AddressInfo).port, user: 'u', password: 'p' },
    createLog('silent'),
  );
  endings.push(
    () =>
      new Promise((resolve) => {
        http.close(resolve);
      }),
    () => client.close(),
  );
  const odd = ' HTTP/1.1\r\n\r\nDELETE /ari/x';
  expect(await client.request('GET', `/channels/${odd}`, { [odd]: odd })).toBeUndefined();
  expect(heard).toEqual([
    `/ari/channels/_HTTP/1.1____DELETE_/ari/x?${encodeURIComponent(odd)}=${encodeURIComponent(odd)}`,
  ]);
});
