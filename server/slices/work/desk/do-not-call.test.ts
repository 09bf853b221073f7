/** Customers who do not want to be called are not, whichever way a call to them is begun. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import { newId } from '../../../kernel/ids.ts';
import { TestCalls } from '../../../test-calls.ts';
import { createTestServer, type TestUser } from '../../../test-server.ts';

const calls = new TestCalls();
const dialled: string[] = [];
const phone = {
  ...calls.desk.phone,
  place: async (_tenant: string, _agent: string, { target }: { target: { number: string } }) => {
    dialled.push(target.number);
    return newId();
  },
};
const server = await createTestServer({ desk: { ...calls.desk, phone } });
const { administrator, supervisor, agent, id: tenantId } = server.tenant;
calls.add(administrator, supervisor, agent);
afterEach(() => {
  calls.clear();
  dialled.length = 0;
});

let free = 15481000000;
const nextFree = (): string => String(free++);
const ask = async <T>(user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) => {
  const reply = await server.request(user, method, `/api${url}`, body);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<T>();
};
const customer = (change: object = {}) =>
  ask<Customer>(administrator, 'POST', '/customers', { name: '何清静', phone: nextFree(), ...change });
const codeOf = async (user: TestUser, url: string, body: object): Promise<string> => {
  const reply = await server.request(user, 'POST', `/api${url}`, body);
  return reply.statusCode === 200 ? 'called' : reply.json<{ code: string }>().code;
};
const place = (wanted: object, user = administrator) => codeOf(user, '/desk/calls', wanted);

/** An earlier call with the number that nobody has taken. */
async function missed(number: string): Promise<{ callId: string; missedCallId: string }> {
  const callId = newId();
  await server.database.db.tenant(tenantId, async (tx) => {
    const call = { tenantId, id: callId, startedAt: new Date(), endedAt: new Date(), number: `+86${number}` };
    await tx
      .insertInto('calls')
      .values({ ...call, ownNumber: '', direction: 'inbound', outcome: 'abandoned-queue' })
      .execute();
  });
  const row = [tenantId, `+86${number}`, callId];
  await server.database.asOwner(
    'insert into missed_calls (tenant_id, number, first_at, last_at, last_call_id) values ($1, $2, now(), now(), $3) on conflict do nothing',
    row,
  );
  const [found] = await server.database.asOwner<{ id: string }>(
    'select id from missed_calls where tenant_id = $1 and number = $2 and $3::uuid is not null and closed_at is null',
    row,
  );
  return { callId, missedCallId: found!.id };
}

/** All the ways to a number, with what each answers. */
async function answersOf(
  number: string,
  by: { customerId: string; numberId?: string },
): Promise<Record<string, string>> {
  const earlier = await missed(number);
  const answers: Record<string, string> = {
    typed: await place({ number }),
    'as another writes it': await place({ number: `+86 ${number}` }),
    'click to call': await place(by),
    'call again': await place({ callId: earlier.callId }),
    'missed call': await place({ missedCallId: earlier.missedCallId }),
  };
  for (const how of ['consult', 'transfer']) {
    const callId = calls.talk(administrator, '+8613900000042');
    answers[how] = await codeOf(administrator, `/desk/calls/${callId}/${how}`, { number });
    calls.clear();
  }
  return answers;
}
const ways = ['typed', 'as another writes it', 'click to call', 'call again', 'missed call', 'consult', 'transfer'];
const all = (answer: string) => Object.fromEntries(ways.map((way) => [way, answer]));

describe('[C1] [C9] a customer who does not want to be called', () => {
  test.each([
    ['has said nothing', {}, 'called'],
    ['has agreed', { consent: 'given' }, 'called'],
    ['is not to be called', { doNotCall: 'yes', doNotCallReason: '投诉' }, 'phone.do-not-call'],
    ['has refused consent', { consent: 'refused' }, 'phone.consent-refused'],
    ['has agreed before, and is not to be called', { consent: 'given', doNotCall: 'yes' }, 'phone.do-not-call'],
  ])('who %s: every way of calling out answers so, and nothing is dialled otherwise', async (_what, said, answer) => {
    const phoneNumber = nextFree();
    const { id } = await customer({ phone: phoneNumber, ...said });
    expect(await answersOf(phoneNumber, { customerId: id })).toEqual(all(answer === 'called' ? 'called' : answer));
    expect(dialled.length).toBe(answer === 'called' ? 5 : 0);
  });

  test('is not called at a further number either, nor at that of a contact', async () => {
    const [further, contact] = [nextFree(), nextFree()];
    const one = await customer({ numbers: [{ phone: further }], doNotCall: 'yes' });
    await ask(administrator, 'POST', `/customers/${one.id}/contacts`, { name: '助理', numbers: [{ phone: contact }] });
    const numberId = one.numbers[1]!.id;
    expect(await answersOf(further, { customerId: one.id, numberId })).toEqual(all('phone.do-not-call'));
    expect(await place({ number: contact })).toBe('phone.do-not-call');
  });

  test('keeps others from being called at a number that they have in common', async () => {
    const number = nextFree();
    const first = await customer({ phone: number });
    await customer({ phone: number, phoneExtension: '8001', doNotCall: 'yes' });
    expect(await place({ customerId: first.id })).toBe('phone.do-not-call');
  });

  test('[P2] keeps nobody of another company from calling that number', async () => {
    const number = nextFree();
    await customer({ phone: number, doNotCall: 'yes' });
    expect(await place({ number }, server.otherTenant.administrator)).toBe('called');
  });

  test('is called again once the flag is taken away, and who did both stands in the record', async () => {
    const number = nextFree();
    const one = await customer({ phone: number });
    expect(one).toMatchObject({ doNotCall: '', doNotCallAt: null, doNotCallByName: null, consentAt: null });
    const change = (version: number, body: object) =>
      ask<Customer>(supervisor, 'PATCH', `/customers/${one.id}`, { version, ...body });
    const said = await change(one.version, { doNotCall: 'yes' });
    expect(said).toMatchObject({ doNotCallAt: expect.any(String), doNotCallByName: expect.stringMatching(/./) });
    expect(await place({ number })).toBe('phone.do-not-call');
    const renamed = await change(said.version, { name: '何清净' });
    expect([renamed.doNotCallAt, renamed.doNotCallByName]).toEqual([said.doNotCallAt, said.doNotCallByName]);
    await change(renamed.version, { doNotCall: '', consent: 'given', consentHow: '电话录音' });
    expect(await place({ number })).toBe('called');
  });

  test('[U1] is one like any on the blacklist to who types a number and may not know whose it is', async () => {
    const number = nextFree();
    const { id } = await customer({ phone: number, doNotCall: 'yes' });
    expect(await place({ number }, agent)).toBe('phone.number-blocked');
    await server.database.asOwner('update customers set owner_id = $1 where id = $2', [agent.userId, id]);
    expect(await place({ customerId: id }, agent)).toBe('phone.do-not-call');
  });
});
