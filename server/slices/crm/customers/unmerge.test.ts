/** Taking a merge back: both have what was theirs, by what is known of agents and files by then. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Contact } from '@bahu/contract/contacts.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import type { ErrorBody } from '@bahu/contract/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer } from '../../../test-server.ts';
import { drivenFiles } from '../../platform/attachments/test-files.ts';
import { forgetMerges } from './merges-store.ts';
import { followUp, openMerges } from './test-merges.ts';

const server = await createTestServer();
afterAll(() => server.stop());
const { ask, count, create, merged, open, undo, withEverything } = openMerges(server, 15471000000);
const { design, sent } = drivenFiles(server);
await design('customers', 'papers');
const numbersOf = ({ numbers }: Customer) => numbers.map(({ number }) => number);

describe('[C7] taking a merge back', () => {
  /** But for what begins anew with each change: the days without a follow-up too. */
  const whole = async (id: string) => {
    const rows = await server.database.asOwner<{ record: object }>(
      `select to_jsonb(c) - array['version', 'updated_at', 'followed_at'] as record from customers c where id = $1`,
      [id],
    );
    return rows[0]?.record;
  };

  test('[C7] restores both as they were, and what the second one had', async () => {
    const [into, from] = [await create({ company: '甲', note: '一' }), await withEverything()];
    const [first, second] = [await whole(into.id), await whole(from.id)];
    const contacts = (await ask('GET', `/customers/${from.id}/contacts`)).json<{ items: Contact[] }>();
    const { mergeId } = await merged(into, from, ['name', 'company', 'note', 'phone', 'owner']);
    expect((await ask('GET', `/customers/${into.id}/merges`)).json()).toMatchObject({ items: [{ id: mergeId }] });
    const reply = await undo(mergeId);
    expect([reply.statusCode, reply.json<{ customer: Customer }>().customer.id]).toEqual([200, from.id]);
    expect(await whole(into.id)).toEqual(first);
    expect(await whole(from.id)).toEqual(second);
    const back = await open(from.id);
    expect(numbersOf(back)).toEqual(numbersOf(from));
    expect(back.numbers[1]!.label).toBe('work');
    expect(numbersOf(await open(into.id))).toEqual(numbersOf(into));
    expect([back.callCount, back.followUpCount]).toEqual([1, 1]);
    expect((await ask('GET', `/customers/${from.id}/contacts`)).json()).toEqual(contacts);
    expect((await ask('GET', `/customers/${into.id}/merges`)).json()).toEqual({ items: [] });
    expect((await undo(mergeId)).json<ErrorBody>().code).toBe('customer.unmerge-over');
  });

  test('[C7] leaves with the first what came afterwards', async () => {
    const [into, from] = [await create({ company: '甲' }), await create({ company: '乙' })];
    const { mergeId, customer } = await merged(into, from, ['company']);
    await ask('POST', `/customers/${into.id}/follow-ups`, followUp);
    const change = { version: customer.version, company: '丙' };
    expect((await ask('PATCH', `/customers/${into.id}`, change)).statusCode).toBe(200);
    expect((await undo(mergeId)).statusCode).toBe(200);
    expect(await open(into.id)).toMatchObject({ company: '丙', followUpCount: 1 });
    expect(await open(from.id)).toMatchObject({ company: '乙', followUpCount: 0 });
  });

  test('[C7] marks a number that somebody took meanwhile, and keeps one that the first is called by', async () => {
    const [into, from] = [await create(), await create()];
    const { mergeId, customer } = await merged(into, from);
    const without = { version: customer.version, numbers: [] };
    expect((await ask('PATCH', `/customers/${into.id}`, without)).statusCode).toBe(200);
    const third = await create({ phone: from.phone });
    expect((await undo(mergeId)).statusCode).toBe(200);
    expect(await open(from.id)).toMatchObject({ phone: from.phone, isDuplicate: true });
    expect(await open(third.id)).toMatchObject({ isDuplicate: false });
  });

  test('[C7] is refused after 30 days, while the first is merged on, and to other companies', async () => {
    const [one, two, three] = [await create(), await create(), await create()];
    const { mergeId, customer } = await merged(two, three);
    expect((await undo(mergeId, server.otherTenant.administrator)).statusCode).toBe(404);
    const later = await merged(one, customer);
    expect((await undo(mergeId)).json<ErrorBody>().code).toBe('customer.unmerge-gone');
    expect((await undo(later.mergeId)).statusCode).toBe(200);
    await server.database.asOwner("update customer_merges set merged_at = now() - interval '31 days' where id = $1", [
      mergeId,
    ]);
    expect((await undo(mergeId)).json<ErrorBody>().code).toBe('customer.unmerge-over');
  });

  test('[C7] is refused while the first is in the recycle bin', async () => {
    const [into, from] = [await create(), await create()];
    const { mergeId } = await merged(into, from);
    expect((await ask('DELETE', `/customers/${into.id}`)).statusCode).toBe(200);
    expect((await undo(mergeId)).json<ErrorBody>().code).toBe('customer.unmerge-gone');
    expect((await ask('POST', `/deleted-customers/${into.id}/restoration`)).statusCode).toBe(200);
    expect((await undo(mergeId)).statusCode).toBe(200);
  });

  test('[C7] after 30 days leaves nothing to read of who was merged, taken back or not', async () => {
    const [into, from, back] = [await create(), await create(), await create()];
    const { mergeId, customer } = await merged(into, back);
    await undo(mergeId);
    await merged({ ...customer, version: customer.version + 1 }, from);
    const forget = () => server.database.db.tenant(server.tenant.id, forgetMerges);
    const read = () =>
      server.database.asOwner(
        `select distinct merged_name, by_name, coalesce(by_id, record, numbers, changed, moved) is null as is_over from
          (select merged_name, by_name, to_jsonb(by_id) as by_id, record, numbers, changed, moved from customer_merges where into_id = $1) rows`,
        [into.id],
      );
    await forget();
    expect(await read()).toEqual([{ merged_name: '客户', by_name: 'administrator 800', is_over: false }]);
    await server.database.asOwner("update customer_merges set merged_at = now() - interval '31 days'");
    await forget();
    expect(await read()).toEqual([{ merged_name: '', by_name: '', is_over: true }]);
    expect((await open(from.id)).id).toBe(into.id);
  });

  test.each(['moved', 'gone'] as const)('[C7] [U1] gives both to their agent, who is %s by then', async (what) => {
    const role = await server.database.asOwner<{ role_id: string }>('select role_id from users where id = $1', [
      server.tenant.agent.userId,
    ]);
    const { departmentId } = server.tenant;
    const body = { name: '新人', roleId: role[0]!.role_id, password: 'first-pass-1', departmentId };
    const made = await ask('POST', '/users', { ...body, extension: what === 'moved' ? '831' : '832' });
    const user = made.json<{ items: { id: string; version: number }[] }>().items[0]!;
    const [into, from] = [await create(), await create()];
    for (const { id } of [into, from])
      await server.database.asOwner('update customers set owner_id = $2, department_id = $3 where id = $1', [
        id,
        user.id,
        departmentId,
      ]);
    const merges = [await merged(into, await create(), ['owner']), await merged(await create(), from)];
    const outside = newId();
    await server.database.asOwner(
      'insert into departments (tenant_id, id, name, path) values ($1, $2::uuid, $3, $2::text || $4)',
      [server.tenant.id, outside, `外勤 ${what}`, '/'],
    );
    const { id, version } = user;
    const changed =
      what === 'moved'
        ? await ask('PATCH', `/users/${id}`, { version, departmentId: outside })
        : await ask('DELETE', `/users/${id}`);
    expect(changed.statusCode, changed.body).toBe(200);
    for (const { mergeId } of merges) expect((await undo(mergeId)).statusCode).toBe(200);
    const whose = what === 'moved' ? { owner_id: id, department_id: outside } : { owner_id: null, department_id: null };
    const rows = await server.database.asOwner('select owner_id, department_id from customers where id = any($1)', [
      [into.id, from.id],
    ]);
    expect(rows).toEqual([whose, whose]);
  });

  test('[C7] gives the agent back who was, also when the one who is has moved', async () => {
    const { agent, stranger } = server.tenant;
    const [into, from] = [await create({}, agent), await create({}, stranger)];
    const { mergeId } = await merged(into, from, ['owner']);
    const departmentId = newId();
    await server.database.asOwner(
      'insert into departments (tenant_id, id, name, path) values ($1, $2::uuid, $3, $2::text || $4)',
      [server.tenant.id, departmentId, '外勤', '/'],
    );
    await ask('PATCH', `/users/${stranger.userId}`, { version: 1, departmentId });
    await undo(mergeId);
    expect([(await open(into.id)).ownerId, (await open(from.id)).ownerId]).toEqual([agent.userId, stranger.userId]);
  });
});

describe('[C7] files of two who become one', () => {
  const papersOf = (customer: Customer) => (customer.fields['papers'] as { id: string }[] | null)?.map(({ id }) => id);
  const withFiles = async (names: string[]) => {
    const files = await Promise.all(names.map((name) => sent(server.tenant.administrator, name)));
    return create({ fields: { papers: files.map(({ id }) => id) } });
  };

  test('[C7] all stay, whatever is taken', async () => {
    for (const [mine, theirs] of [
      [['甲.pdf'], []],
      [[], ['乙.pdf']],
      [['甲.pdf'], ['乙.pdf']],
    ] as const) {
      const [into, from] = [await withFiles([...mine]), await withFiles([...theirs])];
      const all = [...(papersOf(into) ?? []), ...(papersOf(from) ?? [])];
      const { customer, mergeId } = await merged(into, from, ['fields.papers']);
      expect(papersOf(customer)).toEqual(all);
      expect((await undo(mergeId)).statusCode).toBe(200);
      expect([papersOf(await open(into.id)), papersOf(await open(from.id))]).toEqual([papersOf(into), papersOf(from)]);
    }
  });

  test('[C7] taken back go to whose they were, and what was added stays with the first', async () => {
    const [into, from] = [await withFiles(['甲.pdf']), await withFiles(['乙.pdf'])];
    const { customer, mergeId } = await merged(into, from);
    const added = await sent(server.tenant.administrator, '丙.pdf');
    const papers = [...papersOf(customer)!, added.id];
    const saved = await ask('PATCH', `/customers/${into.id}`, { version: customer.version, fields: { papers } });
    expect(saved.statusCode, saved.body).toBe(200);
    expect((await undo(mergeId)).statusCode).toBe(200);
    expect(papersOf(await open(into.id))).toEqual([...papersOf(into)!, added.id]);
    expect(papersOf(await open(from.id))).toEqual(papersOf(from));
    expect(await count('attachments where record_id = $1', into.id)).toBe(2);
  });
});
