/** Merging two customers: nothing of the second is lost, whatever else happens at that moment. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { ErrorBody } from '@bahu/contract/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer } from '../../../test-server.ts';
import { plainField } from '../../platform/fields/test-field.ts';
import { writeTestCall } from './test-call.ts';
import { deal, followUp, openMerges } from './test-merges.ts';

const server = await createTestServer();
afterAll(() => server.stop());
const { ask, columnsOfCustomers, count, create, merge, merged, nextPhone, open, rowsOf, undo, withEverything } =
  openMerges(server, 15470000000);
const numbersOf = ({ numbers }: Customer) => numbers.map(({ number }) => number);

describe('[C7] a merge', () => {
  test('[C7] leaves nothing behind: every table with the id of a customer has the first one then', async () => {
    const [into, from] = [await create(), await withEverything()];
    const columns = await columnsOfCustomers();
    expect(columns).toContain('calls.customer_id');
    const before = { into: await rowsOf(columns, into.id), from: await rowsOf(columns, from.id) };
    const empty = columns.filter((place) => before.from.get(place) === 0);
    expect(empty, 'a table of which this test makes no row: move its rows at a merge, and make one here').toEqual([]);
    await merged(into, from);
    const [after, left] = [await rowsOf(columns, into.id), await rowsOf(columns, from.id)];
    for (const place of columns) {
      expect(left.get(place), place).toBe(0);
      expect(after.get(place), place).toBe(before.into.get(place)! + before.from.get(place)!);
    }
    expect(await open(into.id)).toMatchObject({ callCount: 1, followUpCount: 1 });
    expect((await open(into.id)).lastCallAt).not.toBeNull();
  });

  test('[C7] takes each field from where it was chosen, and all numbers', async () => {
    const into = await create({ name: '老', company: '甲公司', note: '一' });
    const from = await create({ name: '新', company: '乙公司', note: '二', numbers: [{ phone: nextPhone() }] });
    const { customer } = await merged(into, from, ['company', 'phone']);
    expect(customer).toMatchObject({ id: into.id, name: '老', company: '乙公司', note: '一', version: 2 });
    expect(customer.phone).toBe(from.phone);
    expect(numbersOf(customer).toSorted()).toEqual([...numbersOf(into), ...numbersOf(from)].toSorted());
    expect((await merge(customer, await create(), ['nothing'])).statusCode).toBe(400);
  });

  test('[C7] leads whoever asks for the second one to the first, also through several', async () => {
    const [one, two, three] = [await create(), await create(), await create()];
    const second = (await merged(two, three)).customer;
    await merged(one, second);
    for (const id of [one.id, two.id, three.id]) expect((await open(id)).id).toBe(one.id);
    const reply = await ask('POST', `/customers/${three.id}/follow-ups`, followUp);
    expect(reply.json()).toMatchObject({ customerId: one.id });
  });

  test('[C7] brings a call that goes on to the first one, whatever is written of it afterwards', async () => {
    const [into, from] = [await create(), await create()];
    const callId = await writeTestCall(server, { number: `+86${from.phone}`, customerId: from.id });
    await merged(into, from);
    await server.database.asOwner('update calls set customer_id = $2 where id = $1', [callId, from.id]);
    const late = await writeTestCall(server, { number: `+86${from.phone}`, customerId: from.id });
    for (const id of [callId, late])
      expect(await count('calls where id = $1 and customer_id = $2', id, into.id)).toBe(1);
  });

  test('[C7] of two with one number makes it the number of one, marked no more', async () => {
    const into = await create();
    const from = await create({ phone: into.phone, numbers: [] }, server.tenant.agent);
    expect((await open(from.id)).isDuplicate).toBe(true);
    expect(numbersOf((await merged(into, await open(from.id))).customer)).toEqual([into.phone]);
    const first = await create();
    const later = await create({ phone: first.phone }, server.tenant.agent);
    const { customer, mergeId } = await merged(await open(later.id), first);
    expect(customer.numbers.map(({ isDuplicate }) => isDuplicate)).toEqual([false]);
    expect((await undo(mergeId)).statusCode).toBe(200);
    expect((await open(first.id)).isDuplicate).toBe(false);
    expect((await open(later.id)).isDuplicate).toBe(true);
  });

  test('[C7] [P4] stands in the log of both, with what each was', async () => {
    const [into, from] = [await create({ name: '甲', company: '一' }), await create({ name: '乙', company: '二' })];
    await merged(into, from, ['company']);
    const rows = await server.database.asOwner<{ record_id: string; before: object; after: object }>(
      "select record_id, before, after from audit_rows where action = 'customer.merge' and record_id = any($1) order by at, id",
      [[into.id, from.id]],
    );
    expect(rows.map((row) => [row.record_id, row.before, row.after])).toEqual([
      [into.id, { company: '一' }, { company: '二', merged: '乙' }],
      [from.id, expect.objectContaining({ name: '乙', company: '二' }), { mergedInto: '甲' }],
    ]);
  });

  test('[C7] is refused with itself, with an old version, with too many numbers, and to those who may not', async () => {
    const [into, from] = [await create(), await create()];
    expect((await merge(into, into)).statusCode).toBe(400);
    expect((await merge({ ...into, version: 7 }, from)).json<ErrorBody>().code).toBe('customer.changed-meanwhile');
    expect((await merge(into, { ...from, version: 7 })).json<ErrorBody>().code).toBe('customer.changed-meanwhile');
    const nine = () => ({ numbers: Array.from({ length: 9 }, () => ({ phone: nextPhone() })) });
    expect((await merge(await create(nine()), from)).json<ErrorBody>().code).toBe('customer.merge-numbers');
    expect((await merge(into, from, [], server.tenant.agent)).statusCode).toBe(403);
    const foreign = server.otherTenant.administrator;
    expect((await merge(into, from, [], foreign)).statusCode).toBe(404);
    await server.database.asOwner(
      "update roles set permissions = array_append(permissions, 'customer.merge') where tenant_id = $1 and code = 'agent'",
      [server.tenant.id],
    );
    await server.sessions.refreshTenant(server.tenant.id);
    const { agent } = server.tenant;
    const [own, another] = [await create({}, agent), await create({}, agent)];
    const blind = await merge(own, another, [], agent);
    expect([blind.statusCode, blind.json<ErrorBody>().code]).toEqual([403, 'customer.merge-hidden']);
    expect([(await open(into.id)).version, (await open(from.id)).id]).toEqual([1, from.id]);
  });

  test('[C7] [P4] says of designed fields and the agent what they were and are', async () => {
    const { agent } = server.tenant;
    await ask('POST', '/fields', plainField({ owner: 'customers', key: 'grade', labels: { zh: '等级', en: 'Grade' } }));
    const into = await create({ fields: { grade: '甲' } }, agent);
    const from = await create({ name: '乙', fields: { grade: '乙' } });
    const { mergeId } = await merged(into, from, ['fields.grade', 'owner']);
    expect((await undo(mergeId)).statusCode).toBe(200);
    const rows = await server.database.asOwner<{ before: object; after: object }>(
      "select before, after from audit_rows where action like 'customer.%merge' and record_id = any($1) order by at, id",
      [[into.id, from.id]],
    );
    const [was, is] = [
      { grade: '甲', ownerId: 'agent 802' },
      { grade: '乙', ownerId: 'administrator 800' },
    ];
    const there = { ...is, name: '乙', phone: `+86${from.phone}` };
    expect(rows.map(({ before, after }) => [before, after])).toEqual([
      [was, { ...is, merged: '乙' }],
      [there, { mergedInto: '客户' }],
      [{ ...is, merged: '乙' }, was],
      [{ mergedInto: '客户' }, there],
    ]);
  });

  test('[C7] [U1] gives nobody to another agent, where one may not assign customers', async () => {
    const { agent, supervisor } = server.tenant;
    const [into, from] = [await create({}, agent), await create({}, supervisor)];
    const permit = async (change: string) => {
      await server.database.asOwner(`update roles set permissions = ${change} where code = 'supervisor'`);
      await server.sessions.refreshTenant(server.tenant.id);
    };
    const can = async () => (await ask('GET', `/customers/${into.id}`, undefined, supervisor)).json<Customer>().can;
    expect(await can()).toContain('assign');
    await permit("array_remove(permissions, 'customer.assign')");
    expect(await can()).not.toContain('assign');
    expect((await merge(into, from, ['owner'], supervisor)).statusCode).toBe(403);
    expect((await open(into.id)).version).toBe(1);
    const reply = await merge(into, from, ['company'], supervisor);
    expect(reply.json<{ customer: Customer }>().customer.ownerId).toBe(agent.userId);
    await permit("array_append(permissions, 'customer.assign')");
    const another = await create({}, supervisor);
    const given = await merge(await open(into.id), another, ['owner'], supervisor);
    expect(given.json<{ customer: Customer }>().customer.ownerId).toBe(supervisor.userId);
  });

  test('[C7] is told to other systems of both, and so is taking it back', async () => {
    await server.database.asOwner(
      `insert into webhooks (tenant_id, id, url, events, secret) values ($1, $2, 'https://example.com/', $3, '')`,
      [server.tenant.id, newId(), ['customer.created', 'customer.changed', 'customer.deleted']],
    );
    const [into, from] = [await create(), await create()];
    const told = async () => {
      const rows = await server.database.asOwner<{ event: string; record_id: string }>(
        'delete from webhook_deliveries returning event, record_id',
      );
      return new Set(rows.map(({ event, record_id: id }) => `${event} ${id === into.id ? 'into' : 'from'}`));
    };
    await told();
    const { mergeId } = await merged(into, from);
    expect(await told()).toEqual(new Set(['customer.changed into', 'customer.deleted from']));
    await undo(mergeId);
    expect(await told()).toEqual(new Set(['customer.changed into', 'customer.created from']));
    await server.database.asOwner('delete from webhooks');
  });
});

describe('[C7] at the same moment', () => {
  /** Both at once; what each answered. */
  const both = async (first: Promise<{ statusCode: number }>, second: Promise<{ statusCode: number }>) =>
    (await Promise.all([first, second])).map(({ statusCode }) => statusCode);
  const inOrder = (statuses: readonly (number | undefined)[]) => statuses.toSorted((a, b) => a! - b!);

  test('[C7] two merges of the same two, one way and the other: one of them', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const [one, two] = [await create(), await create()];
      expect(inOrder(await both(merge(one, two), merge(two, one)))).toEqual([200, 409]);
      expect(await count('customers where id = any($1)', [one.id, two.id])).toBe(1);
      expect(await count('customer_numbers where customer_id = any($1)', [one.id, two.id])).toBe(2);
    }
  });

  test('[C7] an edit of either one: the edit is in the result, or one of the two is refused', async () => {
    for (const edited of ['into', 'from'] as const)
      for (let turn = 0; turn < 4; turn += 1) {
        const pair = { into: await create(), from: await create() };
        const edit = () => ask('PATCH', `/customers/${pair[edited].id}`, { version: 1, company: '改' });
        const [merging, editing] =
          turn % 2
            ? await both(merge(pair.into, pair.from, ['company']), edit())
            : (await both(edit(), merge(pair.into, pair.from, ['company']))).toReversed();
        expect(inOrder([merging, editing]), edited).toEqual([200, 409]);
        if (editing === 200) expect((await open(pair[edited].id)).company).toBe('改');
      }
  });

  test('[C7] follow-ups, contacts and numbers that are written stay, with whoever is there', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const [into, from] = [await create(), await create()];
      const writes = [
        ask('POST', `/customers/${from.id}/follow-ups`, followUp),
        ask('POST', `/customers/${from.id}/deals`, deal),
        ask('POST', `/customers/${from.id}/contacts`, { name: '同时', numbers: [{ phone: nextPhone() }] }),
        writeTestCall(server, { number: `+86${from.phone}`, customerId: from.id }).then(() => ({ statusCode: 200 })),
      ];
      const statuses = await Promise.all([...writes, merge(into, from)].map(async (one) => (await one).statusCode));
      expect(statuses).toEqual([200, 200, 200, 200, 200]);
      for (const table of ['follow_ups', 'deals', 'contacts', 'calls'])
        expect(await count(`${table} where customer_id = $1`, into.id), table).toBe(1);
      expect(await count('customer_numbers where customer_id = $1', into.id)).toBe(3);
    }
  });
});
