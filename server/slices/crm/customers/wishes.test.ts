/** What customers want of being called, written by forms, sheets and bulk changes, and kept by merges and the recycle bin. */
import { describe, expect, test } from 'vitest';
import type { BulkReply } from '@bahu/contract/bulk-customers.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import { openTransfers } from '../../../test-transfers.ts';

const { server, drive } = await openTransfers();
const { administrator, supervisor, agent } = server.tenant;
let free = 15482000000;
const nextFree = (): string => String(free++);

async function ask<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object, user = supervisor) {
  const reply = await server.request(user, method, `/api${url}`, body);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<T>();
}
const create = (values: object = {}) =>
  ask<Customer>('POST', '/customers', { name: '唐静', phone: nextFree(), ...values });
const open = (id: string) => ask<Customer>('GET', `/customers/${id}`, undefined, administrator);
const found = async (fields: string): Promise<string[]> =>
  (await ask<{ items: Customer[] }>('GET', `/customers?limit=100&fields=${encodeURIComponent(fields)}`)).items.map(
    ({ id }) => id,
  );
const byNameOf = async (userId: string): Promise<string> =>
  (await server.database.asOwner<{ name: string }>('select name from users where id = $1', [userId]))[0]!.name;

describe('[C1] [C2] what a customer wants of being called', () => {
  test('[C1] is filtered by, and counted', async () => {
    const [flagged, refused, agreed, silent] = [
      await create({ doNotCall: 'yes' }),
      await create({ consent: 'refused' }),
      await create({ consent: 'given' }),
      await create(),
    ];
    expect(await found('doNotCall:is:yes')).toEqual([flagged.id]);
    expect(await found('consent:is:refused,given')).toEqual([agreed.id, refused.id]);
    const rest = await found('doNotCall:empty;consent:empty');
    expect([rest.includes(silent.id), rest.includes(flagged.id), rest.includes(agreed.id)]).toEqual([
      true,
      false,
      false,
    ]);
    const { items } = await ask<{ items: { code: string; count: number }[] }>('GET', '/customers/by-field?by=consent');
    expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'given', count: 1 })]));
  });

  test('[C7] is changed of many at once, and says who did it', async () => {
    const [one, two] = [await create(), await create()];
    const selection = { ids: [one.id, two.id] };
    await ask<BulkReply>('POST', '/customers/changes', { selection, change: { doNotCall: 'yes' } });
    const name = await byNameOf(supervisor.userId);
    for (const { id } of [one, two])
      expect(await open(id)).toMatchObject({
        doNotCall: 'yes',
        doNotCallByName: name,
        doNotCallAt: expect.any(String),
      });
  });

  test('[C4] [C5] stands in sheets: what an export wrote is read, a sheet that says nothing takes nothing away, and undoing does', async () => {
    const [first, second] = [nextFree(), nextFree()];
    const done = await drive.importAll(
      administrator,
      `姓名,电话,免打扰,免打扰原因,联系许可,许可方式\n表一,${first},是,已投诉,拒绝,电话\n表二,${second},,,同意,书面\n表三,${nextFree()},也许,,,`,
    );
    expect(done.counts).toMatchObject({ new: 2, invalid: 1 });
    const named = async (search: string) =>
      (await ask<{ items: Customer[] }>('GET', `/customers?search=${search}`, undefined, administrator)).items[0]!;
    const name = await byNameOf(administrator.userId);
    expect(await named('表一')).toMatchObject({
      doNotCall: 'yes',
      doNotCallReason: '已投诉',
      doNotCallByName: name,
      consent: 'refused',
      consentHow: '电话',
      consentByName: name,
    });
    const columns = ['phone', 'doNotCall', 'consent', 'consentHow'];
    const { bytes } = await drive.exportFile(administrator, { kind: 'customers', columns, filter: { search: '表二' } });
    expect(bytes.toString()).toContain('电话,免打扰,联系许可,许可方式');
    expect(bytes.toString()).toContain(`${second},,同意,书面`);
    const again = await drive.importAll(
      administrator,
      `姓名,电话,免打扰,联系许可\n表一,${first},,\n表二,${second},不要致电,`,
      { onExisting: 'update' },
    );
    expect((await named('表一')).doNotCall).toBe('yes');
    expect(await named('表二')).toMatchObject({ doNotCall: 'yes', consent: 'given' });
    await drive.step(administrator, again.id, 'undo');
    expect(await named('表二')).toMatchObject({ doNotCall: '', consent: 'given' });
  });

  type Said = Pick<Customer, 'doNotCall' | 'consent'>;
  const said = (doNotCall: Said['doNotCall'], consent: Said['consent']): Said => ({ doNotCall, consent });
  test.each<[Said, Said, Said]>([
    [said('', ''), said('yes', ''), said('yes', '')],
    [said('yes', ''), said('', 'given'), said('yes', '')],
    [said('', 'given'), said('', 'refused'), said('', 'refused')],
    [said('', 'refused'), said('', 'given'), said('', 'refused')],
    [said('', ''), said('', 'given'), said('', '')],
  ])('[C7] of two who become one is kept where either has refused: %j and %j', async (mine, theirs, kept) => {
    const [into, from] = [await create({ ...mine }), await create({ ...theirs })];
    const body = { mergedId: from.id, version: into.version, mergedVersion: from.version, take: [] };
    const { mergeId } = await ask<{ mergeId: string }>('POST', `/customers/${into.id}/merges`, body);
    expect(await open(into.id)).toMatchObject(kept);
    await ask('POST', `/customer-merges/${mergeId}/undo`);
    expect(await open(into.id)).toMatchObject(mine);
    expect(await open(from.id)).toMatchObject(theirs);
  });

  test('[C3] comes back from the recycle bin as it was, with who said it', async () => {
    const one = await create({ doNotCall: 'yes', doNotCallReason: '搬走了', consent: 'refused' });
    await ask('POST', '/customers/deletions', { selection: { ids: [one.id] } }, administrator);
    await ask('POST', `/deleted-customers/${one.id}/restoration`, undefined, administrator);
    const { doNotCall, doNotCallReason, doNotCallAt, doNotCallByName, consent, consentAt } = one;
    expect(await open(one.id)).toMatchObject({
      doNotCall,
      doNotCallReason,
      doNotCallAt,
      doNotCallByName,
      consent,
      consentAt,
    });
  });

  test('[U1] its words are texts: a number in them is masked to who sees none', async () => {
    const { id } = await create({
      doNotCall: 'yes',
      doNotCallReason: '请打 15482999999',
      consentHow: '来自 15482999998',
    });
    await server.database.asOwner('update customers set owner_id = $1 where id = $2', [agent.userId, id]);
    const seen = await ask<Customer>('GET', `/customers/${id}`, undefined, agent);
    expect([seen.doNotCallReason, seen.consentHow]).toEqual(['请打 154****9999', '来自 154****9998']);
  });
});
