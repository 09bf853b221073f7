/** Texts after calls, from the end of a call as the engine writes it. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TimelineItem } from '@bahu/contract/timeline.ts';
import type { SomeDeskSettings } from '@bahu/contract/desk-settings.ts';
import type { AskedMessage } from '@bahu/contract/messages.ts';
import type { OwnTenant } from '@bahu/contract/tenants.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { createLog } from '../../../kernel/log.ts';
import { openRealtime, type Reader } from '../../../realtime/test-reader.ts';
import type { TestUser } from '../../../test-server.ts';
import type { JobsHost } from '../../server-slice.ts';
import { batchOf, commit, takeLease, type End } from '../missed-calls/test-ends.ts';
import { messagesServer } from './index.ts';

const { server, connect } = await openRealtime();
const { agent, stranger, administrator, id: tenantId } = server.tenant;
const texts = {
  outboundUnanswered: '您好{{customer.name}}，刚才致电未接通',
  outboundAnswered: '感谢接听，{{agent.name}}（{{agent.extension}}）',
  inboundUnanswered: '抱歉没有接到您的来电',
  inboundAnswered: '{{customer.name}}{{customer.title}}，感谢您致电{{company.name}}',
};
let last = 0;
let number: string;

beforeAll(() => takeLease(server));
beforeAll(async () => {
  await server.database.asOwner("update roles set masks_numbers = false where tenant_id = $1 and code = 'agent'", [
    tenantId,
  ]);
  await server.sessions.refreshTenant(tenantId);
});
beforeEach(async () => {
  number = `+8613900001${100 + ++last}`;
  await server.database.asOwner('delete from desk_settings');
  await rule({ defaults: {}, locks: [] });
});

async function rule(desk: OwnTenant['desk']): Promise<void> {
  const { version } = (await server.request(administrator, 'GET', '/api/tenant')).json<OwnTenant>();
  const reply = await server.request(administrator, 'PATCH', '/api/tenant', { version, desk });
  expect(reply.statusCode, reply.body).toBe(200);
}
async function set(user: TestUser, own: SomeDeskSettings): Promise<void> {
  const reply = await server.request(user, 'PUT', '/api/desk-settings', { version: 0, own });
  expect(reply.statusCode, reply.body).toBe(200);
}
const asking = (user = agent) => set(user, { textAfterCall: 'ask', textsAfterCalls: texts });
const sending = (user = agent) => set(user, { textAfterCall: 'send', textsAfterCalls: texts });

const host = {
  recordChanged: server.hub.recordChanged.bind(server.hub),
  clock: { now: () => Date.now() },
} as unknown as JobsHost;
const [handler] = messagesServer.jobs!(host).handlers!;
const context = {
  tenantId,
  attempt: 1,
  log: createLog('silent'),
  tenant: <T>(work: (tx: Tx) => Promise<T>) => server.database.db.tenant(tenantId, work),
};
/** Does what the end of calls has enqueued, and how much that was. */
async function work(): Promise<number> {
  const queued = await server.database.asOwner<{ payload: { payload: object } }>(
    `with done as (delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
       where t.id = j.task_id and t.identifier = 'message.after-call' returning j.id, j.payload) select payload from done order by id`,
  );
  for (const { payload } of queued) await handler!.handle(payload.payload, context);
  return queued.length;
}
/** A call of the agent that ends now. */
async function end(given: Partial<End> = {}, of: TestUser | null = agent): Promise<string> {
  const id = given.id ?? newId();
  const batch = batchOf({ id, number, outcome: 'connected', wasAnswered: true, ...given }) as {
    calls: { agent_id: string | null }[];
  };
  batch.calls[0]!.agent_id = of?.userId ?? null;
  await commit(server, batch);
  return id;
}
const rows = () =>
  server.database.asOwner<{ state: string; text: string; number: string; agent_id: string | null }>(
    'select state, text, number, agent_id from messages where number = $1',
    [number],
  );
const asked = async (user: TestUser) =>
  (await server.request(user, 'GET', '/api/asked-messages')).json<{ items: AskedMessage[] }>().items;
const answer = (user: TestUser, { id, version }: AskedMessage, text: string | null) =>
  server.request(user, 'POST', `/api/messages/${id}/${text === null ? 'decline' : 'send'}`, {
    version,
    ...(text !== null && { text }),
  });

describe('after a call', () => {
  test('[A4.8] nothing is sent and no job is made where nobody wants it, which is how companies begin', async () => {
    await end();
    expect([await work(), await rows()]).toEqual([0, []]);
  });

  test.each<[string, Partial<End>, string]>([
    ['that came in and was answered', {}, '，感谢您致电'],
    ['that came in and was not', { wasAnswered: false, outcome: 'no-answer' }, '抱歉没有接到您的来电'],
    ['that came in and left a message', { outcome: 'voicemail' }, '抱歉没有接到您的来电'],
    ['that was placed and answered', { direction: 'outbound' }, '感谢接听，agent 802（802）'],
    [
      'that was placed and not',
      { direction: 'outbound', wasAnswered: false, outcome: 'no-answer' },
      '您好，刚才致电未接通',
    ],
  ])('[A4.8] %s its text waits to be sent', async (_what, given, text) => {
    await sending();
    await end(given);
    await work();
    const [row, ...more] = await rows();
    expect(more).toEqual([]);
    expect(row).toMatchObject({ state: 'waiting', number, agent_id: agent.userId });
    expect(row!.text.startsWith(text), row!.text).toBe(true);
  });

  test('[A4.8] there is one text, however often its end is written and worked on', async () => {
    await sending();
    const id = await end();
    for (const _ of [1, 2]) await handler!.handle({ callId: id }, context);
    await end({ id });
    await work();
    expect(await rows()).toHaveLength(1);
  });

  test.each<[string, Partial<End>]>([
    ['with a landline', { number: '+8675526540077' }],
    ['with a service number', { number: '+864000000800' }],
    ['with a number of another country', { number: '+85261234567' }],
    ['with an emergency number', { number: '110', direction: 'outbound' }],
    ['with a colleague', { number: '803', direction: 'internal' }],
    ['that is told late', { startedAgo: 120, endedAgo: 60 }],
  ])('[A4.8] %s there is none', async (_what, given) => {
    await sending();
    await end(given);
    await work();
    expect(await server.database.asOwner('select 1 from messages where number = $1', [given.number ?? number])).toEqual(
      [],
    );
  });

  test('[A4.8] [S6] nobody on the blacklist for calls out gets one', async () => {
    await sending();
    for (const [direction, count] of [
      ['outbound', 0],
      ['both', 0],
      ['inbound', 1],
    ] as const) {
      number = `+8613900001${100 + ++last}`;
      const listed = await server.request(administrator, 'POST', '/api/blacklist', { number, direction });
      expect(listed.statusCode, listed.body).toBe(200);
      await end({ direction: 'outbound' });
      await work();
      expect([direction, (await rows()).length]).toEqual([direction, count]);
    }
  });

  test('[A4.8] [A4] the company’s text and lock hold, and of a call that nobody had the company’s alone', async () => {
    await sending();
    await rule({
      defaults: { textAfterCall: 'send', textsAfterCalls: { ...texts, inboundAnswered: '企业的' } },
      locks: [],
    });
    await end({}, stranger);
    await end({ id: newId() }, agent);
    await work();
    expect((await rows()).map(({ text }) => text).toSorted()).toEqual([
      '企业的',
      expect.stringContaining('感谢您致电'),
    ]);
    await rule({ defaults: { textsAfterCalls: { ...texts, inboundAnswered: '企业的' } }, locks: ['textAfterCall'] });
    number = `+8613900001${100 + ++last}`;
    await end();
    await work();
    expect(await rows()).toEqual([]);
    await rule({ defaults: { textAfterCall: 'send', textsAfterCalls: texts }, locks: [] });
    await end({ wasAnswered: false, outcome: 'abandoned-queue' }, null);
    await work();
    expect(await rows()).toMatchObject([{ text: texts.inboundUnanswered, agent_id: null }]);
  });

  test('[A4.8] of a call that rang at one agent alone and was missed, it is theirs', async () => {
    await sending();
    await end({ wasAnswered: false, outcome: 'no-answer', rangAt: [agent.userId] }, null);
    await work();
    expect(await rows()).toMatchObject([{ agent_id: agent.userId }]);
  });
});

describe('an agent who wants to be asked', () => {
  test('[A4.8] is told at once, alone, and sends what stands there then', async () => {
    await asking();
    const readers = [await connect(agent), await connect(stranger)];
    for (const reader of readers) reader.send({ subscribe: ['records'] });
    for (const reader of readers) await reader.settled();
    await end();
    await work();
    const isTold = (frames: readonly unknown[]) => JSON.stringify(frames).includes('"message"');
    const [own, other] = readers as [Reader, Reader];
    while (!isTold(own.frames)) await own.received(own.frames.length + 1);
    expect(isTold(await other.settled())).toBe(false);
    const [question] = await asked(agent);
    expect(question).toMatchObject({ number: number.slice(3), customerName: null });
    expect(await asked(stranger)).toEqual([]);
    expect((await answer(stranger, question!, '不是我的')).statusCode).toBe(404);
    expect((await answer(agent, question!, ' 我改过的内容 ')).statusCode).toBe(200);
    expect(await rows()).toMatchObject([{ state: 'waiting', text: '我改过的内容' }]);
    expect((await answer(agent, question!, '又一次')).json()).toMatchObject({ code: 'message.closed' });
    expect(await asked(agent)).toEqual([]);
  });

  test('[A4.8] says no, and nothing is sent', async () => {
    await asking();
    await end();
    await work();
    const [question] = await asked(agent);
    expect((await answer(agent, question!, null)).statusCode).toBe(200);
    expect(await rows()).toMatchObject([{ state: 'declined' }]);
    expect((await answer(agent, question!, '还是发吧')).json()).toMatchObject({ code: 'message.closed' });
  });

  test('[A4.8] is asked no more after a while, and not about a number that is blocked meanwhile', async () => {
    await asking();
    await end();
    await work();
    const [question] = await asked(agent);
    await server.request(administrator, 'POST', '/api/blacklist', { number, direction: 'outbound' });
    expect((await answer(agent, question!, '你好')).json()).toMatchObject({ code: 'message.blocked' });
    await server.database.asOwner("update messages set until = now() - interval '1 second'");
    expect(await asked(agent)).toEqual([]);
    expect((await answer(agent, question!, null)).json()).toMatchObject({ code: 'message.closed' });
  });

  test('[A4.8] [U1] who sees numbers masked sees them so in the text too, and sends them whole', async () => {
    await set(agent, {
      textAfterCall: 'ask',
      textsAfterCalls: { ...texts, inboundAnswered: '回拨 13700001234' },
    });
    await end();
    await work();
    const masking = (isMasking: boolean) =>
      server.database
        .asOwner("update roles set masks_numbers = $1 where tenant_id = $2 and code = 'agent'", [isMasking, tenantId])
        .then(() => server.sessions.refreshTenant(tenantId));
    await masking(true);
    const [question] = await asked(agent);
    expect(question).toMatchObject({ number: expect.stringContaining('****'), text: '回拨 137****1234' });
    await answer(agent, question!, question!.text);
    await masking(false);
    expect(await rows()).toMatchObject([{ text: '回拨 13700001234' }]);
  });
});

test('[A4.8] [A2.3] the text stands with its call in the customer’s history, and says when it has waited too long', async () => {
  await sending();
  const customer = (
    await server.request(agent, 'POST', '/api/customers', { name: '林晓梅', title: 'ms', phone: number })
  ).json<{ id: string }>();
  const id = await end({ customerId: customer.id });
  await work();
  const item = async () =>
    (await server.request(agent, 'GET', `/api/customers/${customer.id}/history`))
      .json<{ items: TimelineItem[] }>()
      .items.find((one) => one.kind === 'call' && one.callId === id);
  expect(await item()).toMatchObject({
    message: { state: 'waiting', text: expect.stringMatching(/^林晓梅女士，感谢您致电/) },
  });
  await server.database.asOwner("update messages set until = now() - interval '1 second'");
  expect(await item()).toMatchObject({ message: { state: 'expired' } });
});

test('[A4.8] a text with a variable that there is not is not kept', async () => {
  const own = { textsAfterCalls: { ...texts, inboundAnswered: '{{customer.phone}}' } };
  const reply = await server.request(agent, 'PUT', '/api/desk-settings', { version: 0, own });
  expect(reply.json()).toMatchObject({
    code: 'desk-setting.message-variable',
    fields: [{ path: 'textsAfterCalls.inboundAnswered' }],
  });
});
