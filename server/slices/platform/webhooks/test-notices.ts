/** Notices that are really sent: a receiver on a port of its own, the jobs that deliver, and the routes that keep addresses. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, expect } from 'vitest';
import type { Delivery, Webhook, WebhookEvent } from '@bahu/contract/webhooks.ts';
import { createClock } from '../../../kernel/clock.ts';
import { createPool } from '../../../kernel/db.ts';
import { startJobs } from '../../../kernel/jobs.ts';
import { createLog } from '../../../kernel/log.ts';
import { createRecordReader } from '../../../compose/record-reader.ts';
import { createTestServer, noLimits, type TestServer, type TestUser } from '../../../test-server.ts';
import { createAgent, deliverJob } from './index.ts';

interface Got {
  path: string;
  body: string;
  headers: Record<string, string>;
}
export type Answer = (request: IncomingMessage, reply: ServerResponse, nth: number) => void;

const log = createLog('silent');

export const ok: Answer = (_request, reply) => reply.writeHead(204).end();

interface Receiver {
  base: string;
  got: Got[];
  /** How it answers; a test may change it for itself. */
  answer: Answer;
}

/** A web server that keeps what comes, until the tests of the file end. */
async function startReceiver(): Promise<Receiver> {
  const receiver: Receiver = { base: '', got: [], answer: ok };
  const listener = createServer((request, reply) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      receiver.got.push({ path: request.url ?? '', body, headers: request.headers as Record<string, string> });
      receiver.answer(request, reply, receiver.got.filter((one) => one.path === request.url).length);
    });
  });
  await new Promise<void>((resolve) => void listener.listen(0, '127.0.0.1', resolve));
  receiver.base = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  afterAll(() => {
    listener.closeAllConnections();
    listener.close();
  });
  return receiver;
}

/** The jobs that deliver what the routes of `server` cause, with two more tries without a pause. */
async function startDelivery({ database: { db, urls }, sessions, files, hub }: TestServer): Promise<void> {
  const pool = createPool(urls.owner, { log });
  const clock = createClock();
  const agent = createAgent(true);
  const reader = await createRecordReader({
    config: { origins: [], version: 'test', limits: noLimits, webhooksToPrivate: true },
    log,
    clock,
    db,
    sessions,
    files,
    hub,
  });
  const sender = { agent, toPrivate: true, version: 'test', timeoutMs: 400 };
  const jobs = await startJobs({
    pool,
    db,
    log,
    timed: [],
    concurrency: 4,
    handlers: [deliverJob({ clock, read: reader.read, sender, retrySeconds: [0, 0] })],
  });
  afterAll(async () => {
    await jobs.stop();
    await reader.close();
    await pool.end();
    await agent.close();
  });
}

/** A server that sends notices, and their receiver; both end with the tests of the file, and no address outlives its test. */
export async function openNotices() {
  const server = await createTestServer({ toPrivate: true });
  afterAll(() => server.stop());
  const receiver = await startReceiver();
  await startDelivery(server);
  afterEach(async () => {
    receiver.answer = ok;
    await server.database.asOwner('delete from webhooks');
    receiver.got.splice(0);
  });
  const ask = async <T>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
    user: TestUser = server.tenant.administrator,
  ): Promise<T> => {
    const reply = await server.request(user, method, `/api${url}`, body);
    expect(reply.statusCode, reply.body).toBe(200);
    return reply.json<T>();
  };
  const add = (events: WebhookEvent[], path = '/hook', user?: TestUser) =>
    ask<{ webhook: Webhook; secret: string }>('POST', '/webhooks', { url: receiver.base + path, events }, user);
  const log1 = async (query = '', user?: TestUser) =>
    (await ask<{ items: Delivery[] }>('GET', `/webhook-deliveries?${query}`, undefined, user)).items;
  let last = 0;
  const customer = (user?: TestUser) =>
    ask<{ id: string; version: number; name: string; phone: string }>(
      'POST',
      '/customers',
      { name: `客户 ${++last}`, phone: `139001300${String(last).padStart(2, '0')}` },
      user,
    );
  return { server, receiver, got: receiver.got, base: receiver.base, ask, add, log1, customer };
}

/** Waits for a state that must come; the test's own limit ends the waiting. */
export async function until<T>(look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await delay(15);
  }
}
