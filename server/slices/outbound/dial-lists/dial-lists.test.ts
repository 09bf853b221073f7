/** Manual dialling through the application: batches, whose numbers are whose, who sees them how, and what a call leaves at a number. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { CallOutcome } from '@bahu/contract/calls.ts';
import type { DialList, DialNumber } from '@bahu/contract/dial-lists.ts';
import { newId } from '../../../kernel/ids.ts';
import type { WantedCall } from '../../work/desk/index.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { TestUser } from '../../../test-server.ts';
import { openTransfers } from '../../../test-transfers.ts';
import { deskWithoutEngine } from '../../../compose/origin.ts';
import { freeLost } from './dialling.ts';

/** The engine: it writes the call that it places, or refuses. */
const engine = {
  placed: [] as WantedCall[],
  refuse: null as Refusal | null,
};
const phone = {
  ...deskWithoutEngine.phone,
  place: async (tenantId: string, agentId: string, wanted: WantedCall): Promise<string> => {
    if (engine.refuse) throw engine.refuse;
    engine.placed.push(wanted);
    await server.database.db.tenant(tenantId, (tx) =>
      tx
        .insertInto('calls')
        .values({
          tenantId,
          id: wanted.callId!,
          direction: 'outbound',
          number: wanted.target.number,
          ownNumber: '',
          agentId,
          startedAt: new Date(),
          outcome: 'in-progress',
        })
        .execute(),
    );
    return wanted.callId!;
  },
};
const { server, drive } = await openTransfers({ desk: { ...deskWithoutEngine, phone } });
const { tenant } = server;
const { administrator: admin, agent, stranger, leader } = tenant;

interface Page<T> {
  items: T[];
}
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
const ask = (user: TestUser, method: Method, url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
const json = async <T>(user: TestUser, method: Method, url: string, body?: object): Promise<T> => {
  const reply = await ask(user, method, url, body);
  expect(reply.statusCode, `${method} ${url} ${reply.body}`).toBe(200);
  return reply.json<T>();
};
const code = async (user: TestUser, method: Method, url: string, body?: object) =>
  (await ask(user, method, url, body)).json<{ code: string }>().code;

let made = 0;
const batch = (user = admin, fields: object = {}) =>
  json<DialList>(user, 'POST', '/dial-lists', { name: `批次 ${++made}`, ...fields });
const add = (list: DialList, ...numbers: (string | object)[]) =>
  json<{ added: number; known: number; invalid: { line: number; why: string }[] }>(
    admin,
    'POST',
    `/dial-lists/${list.id}/numbers`,
    { lines: numbers.map((number) => (typeof number === 'string' ? { number } : number)) },
  );
const numbers = async (list: DialList, query = '', user = admin) =>
  (await json<Page<DialNumber>>(user, 'GET', `/dial-numbers?list=${list.id}${query}`)).items;
const assign = (list: DialList, ...to: TestUser[]) =>
  json<{ count: number }>(admin, 'POST', '/dial-numbers/assignments', {
    selection: { filter: { list: list.id } },
    to: to.map(({ userId }) => userId),
  });
const next = (user: TestUser) => json<{ callId: string; numberId: string }>(user, 'POST', '/dial-numbers/next', {});
const one = (id: string, user = admin) => json<DialNumber>(user, 'GET', `/dial-numbers/${id}`);

interface End {
  outcome: CallOutcome;
  talkSeconds?: number;
  isDialled?: boolean;
}
/** The call is answered, as the engine writes it. */
const answer = (callId: string) =>
  server.database.db.tenant(tenant.id, (tx) =>
    tx.updateTable('calls').set({ answeredAt: new Date() }).where('id', '=', callId).execute(),
  );
/** The call ends, as the engine writes it, with the leg of the other party where there was one. */
const end = (callId: string, { outcome, talkSeconds = 0, isDialled = true }: End) =>
  server.database.db.tenant(tenant.id, async (tx) => {
    const leg = {
      tenantId: tenant.id,
      callId,
      id: `${callId}.2`,
      role: 'customer' as const,
      number: '',
      startedAt: new Date(),
    };
    if (isDialled) await tx.insertInto('callLegs').values(leg).execute();
    await tx.updateTable('calls').set({ endedAt: new Date(), outcome, talkSeconds }).where('id', '=', callId).execute();
  });

beforeEach(async () => {
  engine.refuse = null;
  engine.placed.length = 0;
  await server.database.asOwner('delete from dial_lists', []);
});

describe('batches', () => {
  test('[C9] take numbers in any written form once, and say which they had and which are none', async () => {
    const list = await batch(admin, { category: '回访' });
    expect(
      await add(
        list,
        '139 0000 0001',
        { number: '0755-26549001转8', name: '张三', note: '上午' },
        '1390',
        '13900000001',
      ),
    ).toEqual({
      added: 2,
      known: 1,
      invalid: [{ line: 2, why: expect.any(String) }],
    });
    expect(await add(list, '+86 13900000001', '13900000002')).toMatchObject({ added: 1, known: 1, invalid: [] });
    expect(
      (await numbers(list)).map(({ number, extension, name, note, state }) => [number, extension, name, note, state]),
    ).toEqual([
      ['13900000001', '', '', '', 'waiting'],
      ['075526549001', '8', '张三', '上午', 'waiting'],
      ['13900000002', '', '', '', 'waiting'],
    ]);
    expect(await json<DialList>(admin, 'GET', `/dial-lists/${list.id}`)).toMatchObject({
      total: 3,
      unassigned: 3,
      waiting: 3,
      answered: 0,
    });
  });

  test('[C9] have names of their own, end and are opened again, and nobody dials one that has ended', async () => {
    const list = await batch();
    expect(await code(admin, 'POST', '/dial-lists', { name: list.name })).toBe('dial-list.name-taken');
    await add(list, '13900000001');
    await assign(list, agent);
    await json(admin, 'PATCH', `/dial-lists/${list.id}`, { version: 1, isEnded: true });
    const [row] = await numbers(list);
    expect(row!.can).toEqual(['manage']);
    expect(await code(agent, 'POST', '/dial-numbers/next', {})).toBe('dial-list.nothing-next');
    expect(await code(agent, 'POST', `/dial-numbers/${row!.id}/call`, {})).toBe('dial-list.ended');
    expect(await code(admin, 'POST', `/dial-lists/${list.id}/numbers`, { lines: [{ number: '13900000002' }] })).toBe(
      'dial-list.ended',
    );
    expect(await json(agent, 'GET', '/dial-numbers/waiting')).toEqual({ count: 0 });
    await json(admin, 'PATCH', `/dial-lists/${list.id}`, { version: 2, isEnded: false });
    expect(await json(agent, 'GET', '/dial-numbers/waiting')).toEqual({ count: 1 });
  });

  test('[C9] [U1] are filled with typed numbers by those alone who see numbers, and seen within one’s scope', async () => {
    const list = await batch(leader);
    expect(await code(leader, 'POST', `/dial-lists/${list.id}/numbers`, { lines: [{ number: '13900000001' }] })).toBe(
      'dial-list.numbers-hidden',
    );
    const other = await batch();
    await add(other, '13900000011');
    const named = async (user: TestUser) =>
      (await json<Page<DialList>>(user, 'GET', '/dial-lists')).items.map(({ name }) => name);
    expect(await named(agent)).toEqual([]);
    await assign(other, agent);
    expect(await named(agent)).toEqual([other.name]);
    // Of a batch one learns no more than of its numbers.
    await add(other, '13900000012');
    const seen = async (user: TestUser) => (await json<DialList>(user, 'GET', `/dial-lists/${other.id}`)).total;
    expect([await seen(agent), await seen(admin)]).toEqual([1, 2]);
    expect(await named(stranger)).toEqual([]);
    expect(await code(agent, 'PATCH', `/dial-lists/${other.id}`, { version: 1, name: 'x' })).toBe('forbidden');
  });
});

describe('numbers of agents', () => {
  test('[C9] are shared out evenly, taken back, pinned before all others, and seen by nobody else', async () => {
    const list = await batch();
    await add(list, ...Array.from({ length: 7 }, (_, i) => `1390000000${i}`));
    expect(await assign(list, agent, stranger)).toEqual({ count: 7 });
    const of = async (user: TestUser) => (await numbers(list, '', user)).map(({ number }) => number.slice(-4));
    expect([(await of(agent)).length, (await of(stranger)).length]).toEqual([4, 3]);
    expect(await of(agent)).toEqual(['0000', '0002', '0004', '0006']);
    const all = await numbers(list);
    const pin = (isPinned: boolean) =>
      json(admin, 'POST', '/dial-numbers/pins', { selection: { ids: [all[4]!.id] }, isPinned });
    await pin(true);
    expect(await of(agent)).toEqual(['0004', '0000', '0002', '0006']);
    await pin(false);
    expect(await of(agent)).toEqual(['0000', '0002', '0004', '0006']);
    const first = { selection: { filter: { list: list.id }, first: 2 }, to: [] };
    expect(await json(admin, 'POST', '/dial-numbers/assignments', first)).toEqual({ count: 2 });
    expect([await of(agent), await of(stranger)]).toEqual([
      ['0002', '0004', '0006'],
      ['0003', '0005'],
    ]);
    expect((await numbers(list, '&assigned=false')).length).toBe(2);
    expect(await code(agent, 'POST', '/dial-numbers/assignments', first)).toBe('forbidden');
    // What is beyond a manager's reach stays as it is.
    const strangers = (await numbers(list, `&agent=${stranger.userId}`)).map(({ id }) => id);
    expect(await json(leader, 'POST', '/dial-numbers/resets', { selection: { ids: strangers } })).toEqual({ count: 0 });
    expect(await code(leader, 'POST', '/dial-numbers/assignments', { ...first, to: [stranger.userId] })).toBe(
      'dial-list.no-agent',
    );
    expect(await json(admin, 'POST', '/dial-numbers/deletions', { selection: { ids: strangers } })).toEqual({
      count: 2,
    });
    expect((await numbers(list)).length).toBe(5);
  });

  test('[C9] [U1] are masked for who sees none, in the list, in the file and in what finds them', async () => {
    const list = await batch();
    await add(list, { number: '13912345678', name: '王五 13912345678' }, '13987654321');
    await assign(list, agent);
    const [masked] = await numbers(list, '&search=5678', agent);
    expect(masked).toMatchObject({ number: '139****5678', name: '王五 139****5678' });
    for (const guess of ['912', '3456', '1391234']) expect(await numbers(list, `&search=${guess}`, agent)).toEqual([]);
    expect((await numbers(list, '&search=1391234')).length).toBe(1);
    expect(
      await code(agent, 'POST', '/exports', { kind: 'dial-numbers', filter: {}, format: 'csv', language: 'zh-CN' }),
    ).toBe('forbidden');
    const { bytes } = await drive.exportFile(admin, { kind: 'dial-numbers', filter: { list: list.id } });
    expect(bytes.toString()).toMatch(/13912345678[^\n]*未拨/);
  });
});

describe('the next number', () => {
  test('[C9] [A2.7] is called over the desk, and becomes what the call says', async () => {
    const list = await batch();
    await add(list, { number: '13900000001', name: '张三' }, '13900000002');
    await assign(list, agent);
    const { callId, numberId } = await next(agent);
    expect(engine.placed).toEqual([
      expect.objectContaining({
        callId,
        needsIdle: true,
        target: expect.objectContaining({ kind: 'external', number: '+8613900000001' }),
      }),
    ]);
    expect(await one(numberId)).toMatchObject({ state: 'ringing', callId, attempts: 0 });
    await answer(callId);
    expect(await one(numberId)).toMatchObject({ state: 'talking', callId });
    expect(await code(agent, 'POST', '/dial-numbers/next', {})).toBe('phone.call-in-progress');
    await end(callId, { outcome: 'connected', talkSeconds: 42 });
    expect(await one(numberId)).toMatchObject({
      state: 'answered',
      callId,
      attempts: 1,
      talkSeconds: 42,
      lastAt: expect.any(String),
    });
    const second = await next(agent);
    await end(second.callId, { outcome: 'busy' });
    expect(await one(second.numberId)).toMatchObject({
      number: '13900000002',
      state: 'busy',
      attempts: 1,
      talkSeconds: 0,
    });
    expect(await code(agent, 'POST', '/dial-numbers/next', {})).toBe('dial-list.nothing-next');
    expect((await numbers(list, '&done=true')).map(({ state }) => state)).toEqual(['busy', 'answered']);
    expect((await numbers(list, '&dialState=answered')).map(({ id }) => id)).toEqual([numberId]);
  });

  test.each<[CallOutcome, string]>([
    ['no-answer', 'no-answer'],
    ['refused', 'refused'],
    ['invalid-number', 'invalid'],
    ['unreachable', 'unreachable'],
    ['cancelled', 'cancelled'],
    ['network', 'failed'],
  ])('[C9] a call that ends as %s leaves its number %s, and is found by that', async (outcome, state) => {
    const list = await batch();
    await add(list, '13900000001');
    await assign(list, agent);
    const { callId, numberId } = await next(agent);
    await end(callId, { outcome });
    expect(await one(numberId)).toMatchObject({ state, callId, attempts: 1 });
    expect((await numbers(list, `&dialState=${state}`)).length).toBe(1);
    expect(await numbers(list, '&dialState=answered')).toEqual([]);
    await json(admin, 'POST', '/dial-numbers/resets', { selection: { ids: [numberId] } });
    expect(await one(numberId)).toMatchObject({ state: 'waiting', attempts: 1, callId });
  });

  test('[C9] waits on when the other phone was never called, or the lines refused', async () => {
    const list = await batch();
    await add(list, '13900000001');
    await assign(list, agent);
    const { callId, numberId } = await next(agent);
    await end(callId, { outcome: 'failed', isDialled: false });
    expect(await one(numberId)).toMatchObject({ state: 'waiting', attempts: 0, callId: null });
    engine.refuse = new Refusal('phone.busy-lines');
    expect(await code(agent, 'POST', '/dial-numbers/next', {})).toBe('phone.busy-lines');
    expect(await one(numberId)).toMatchObject({ state: 'waiting', attempts: 0 });
    engine.refuse = null;
    expect((await next(agent)).numberId).toBe(numberId);
  });

  test('[C9] [S6] says why it is not dialled, stands so, and lets the following ones be dialled', async () => {
    const list = await batch();
    await add(list, '13900000001', '13900000002');
    await assign(list, agent);
    engine.refuse = new Refusal('phone.number-blocked');
    expect(await code(agent, 'POST', '/dial-numbers/next', {})).toBe('phone.number-blocked');
    engine.refuse = null;
    const [blocked] = await numbers(list, '&dialState=blocked');
    expect(blocked).toMatchObject({
      number: '13900000001',
      state: 'blocked',
      refusal: 'phone.number-blocked',
      attempts: 0,
    });
    expect((await one((await next(agent)).numberId)).number).toBe('13900000002');
  });

  test('[C9] needs the right to call, and is nobody else’s', async () => {
    const list = await batch();
    await add(list, '13900000001');
    await assign(list, agent);
    const [row] = await numbers(list);
    expect(await code(tenant.inspector, 'POST', '/dial-numbers/next', {})).toBe('forbidden');
    expect(await code(stranger, 'POST', '/dial-numbers/next', {})).toBe('dial-list.nothing-next');
    expect(await code(stranger, 'POST', `/dial-numbers/${row!.id}/call`, {})).toBe('not-found');
    expect(await code(stranger, 'GET', `/dial-numbers/${row!.id}`)).toBe('not-found');
    expect(await code(server.otherTenant.administrator, 'GET', `/dial-numbers/${row!.id}`)).toBe('not-found');
  });

  test('[C9] whoever presses the key at once, no number is dialled twice, also where it stands in two batches', async () => {
    const [list, again] = [await batch(), await batch()];
    await add(list, '13900000001');
    await add(again, '13900000001');
    await assign(list, agent);
    await assign(again, stranger);
    const replies = await Promise.all(
      [agent, stranger, agent, stranger].map((user) => ask(user, 'POST', '/dial-numbers/next', {})),
    );
    expect(replies.filter(({ statusCode }) => statusCode === 200).length).toBe(1);
    expect(engine.placed.length).toBe(1);
    // Neither is it given away, deleted or dialled again meanwhile.
    const [row] = (await numbers(list)).concat(await numbers(again)).filter(({ state }) => state === 'ringing');
    const selection = { ids: [row!.id] };
    expect(await json(admin, 'POST', '/dial-numbers/deletions', { selection })).toEqual({ count: 0 });
    expect(await code(admin, 'POST', `/dial-numbers/${row!.id}/call`, {})).toBe('dial-list.being-dialled');
    expect(await code(admin, 'DELETE', `/dial-lists/${row!.listId}`)).toBe('dial-list.being-dialled');
    await end(row!.callId!, { outcome: 'no-answer' });
    const left = [agent, stranger].map((user) => ask(user, 'POST', '/dial-numbers/next', {}));
    expect((await Promise.all(left)).filter(({ statusCode }) => statusCode === 200).length).toBe(1);
  });

  test('[C9] agents who press at once, and twice, get one number each, and in the end every number was dialled once', async () => {
    const list = await batch();
    const digits = Array.from({ length: 8 }, (_, i) => `1390000001${i}`);
    await add(list, ...digits);
    await assign(list, agent, stranger);
    for (let round = 0; round < 4; round++) {
      const pressed = await Promise.all(
        [agent, stranger, agent, stranger, agent, stranger].map(async (user) => {
          const reply = await ask(user, 'POST', '/dial-numbers/next', {});
          return reply.statusCode === 200 ? reply.json<{ callId: string }>().callId : null;
        }),
      );
      const calls = pressed.filter((id) => id !== null);
      expect(calls.length).toBe(2);
      for (const callId of calls) await end(callId, { outcome: 'connected', talkSeconds: 1 });
    }
    expect(engine.placed.map(({ target }) => target.number.slice(3)).toSorted()).toEqual(digits);
    expect((await numbers(list, '&done=true')).every(({ attempts }) => attempts === 1)).toBe(true);
  });

  test('[C9] is not stuck when whoever claimed it was killed before there was a call, and stays theirs while there is one', async () => {
    const list = await batch();
    await add(list, '13900000001', '13900000002');
    await assign(list, agent);
    const [lost, live] = await numbers(list);
    const claim = (id: string, callId: string, by: TestUser) =>
      server.database.asOwner(
        `update dial_numbers set claimed_call_id = $2, claimed_by_id = $3, claimed_at = now() - interval '1 hour' where id = $1`,
        [id, callId, by.userId],
      );
    const { callId } = await json<{ callId: string }>(agent, 'POST', `/dial-numbers/${live!.id}/call`, {});
    await claim(live!.id, callId, agent);
    await claim(lost!.id, newId(), stranger);
    await freeLost(server.database.db);
    expect((await numbers(list)).map(({ id, state }) => [id, state])).toEqual([
      [lost!.id, 'waiting'],
      [live!.id, 'ringing'],
    ]);
    await end(callId, { outcome: 'connected', talkSeconds: 3 });
    expect(await one(live!.id)).toMatchObject({ state: 'answered', talkSeconds: 3 });
  });
});
