/** Everything that is kept of one person: given out, erased, and nowhere left. */
import { describe, expect, test } from 'vitest';
import type { BulkReply } from '@bahu/contract/bulk-customers.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import type { Job } from '@bahu/contract/jobs.ts';
import type { Erasure } from '@bahu/contract/personal-data.ts';
import { fileName } from '../../../kernel/files.ts';
import { newId } from '../../../kernel/ids.ts';
import { testPassword, type TestUser } from '../../../test-server.ts';
import { openTransfers } from '../../../test-transfers.ts';
import { ofPerson } from '../../together.ts';
import { writeTestCall } from '../customers/test-call.ts';
import { deal, followUp, openMerges } from '../customers/test-merges.ts';

const { server, drive } = await openTransfers();
const { administrator, supervisor, id: tenantId } = server.tenant;
const { columnsOfCustomers, create, merged, nextPhone, rowsOf, withEverything } = openMerges(server, 15486000000);
const asOwner = <T extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  server.database.asOwner<T>(text, values);

async function ask<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object, user = administrator) {
  const reply = await server.request(user, method, `/api${url}`, body);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<T>();
}
const refusal = async (user: TestUser, url: string, body: object): Promise<string> =>
  (await server.request(user, 'POST', `/api${url}`, body)).json<{ code: string }>().code;
const erase = (id: string, user = administrator) =>
  ask<{ erasureId: string; job: Job }>(
    'POST',
    `/customers/${id}/erasure`,
    { password: testPassword, reason: '本人申请' },
    user,
  );
const certificate = (id: string) => ask<Erasure>('GET', `/erasures/${id}`);

/** All tables of tenants, each looked through whole, for those that still say one of these words. */
async function tablesWith(words: readonly string[]): Promise<string[]> {
  const rows = await asOwner<{ name: string }>(
    `select name from (
      select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'kept') and c.relkind in ('r', 'p') and not c.relispartition
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')) tables
    where query_to_xml(format('select 1 from %s t where t::text ~ %L limit 1', name, $1::text), false, true, '')::text <> ''`,
    [words.join('|')],
  );
  return rows.map(({ name }) => name);
}

/** What the log says of records that are deleted by now. */
async function withRecordsThatAreGone(id: string, name: string): Promise<void> {
  const further = await ask<{ id: string }>('POST', `/customers/${id}/follow-ups`, { ...followUp, content: name });
  await ask('DELETE', `/follow-ups/${further.id}`);
  const agreed = await ask<{ id: string }>('POST', `/customers/${id}/deals`, { ...deal, product: name });
  await ask('DELETE', `/deals/${agreed.id}`);
  const contact = await ask<{ id: string }>('POST', `/customers/${id}/contacts`, { name: `${name}的助理` });
  await ask('DELETE', `/contacts/${contact.id}`);
}

/** A person of whom every slice keeps something, with files in the storage. */
async function somebody(name: string): Promise<{ customer: Customer; words: string[]; files: string[] }> {
  const customer = await withEverything();
  const number = `+86${customer.phone}`;
  const other = await create({ name: `${name}二号`, doNotCall: 'yes', doNotCallReason: `${name}说的` });
  await merged(customer, other);
  const { version } = await ask<Customer>('GET', `/customers/${customer.id}`);
  await ask('PATCH', `/customers/${customer.id}`, { version, name, note: `${name}的备注` });
  const [recordingId, fileId] = [newId(), newId()];
  const callId = await writeTestCall(server, { number, customerId: customer.id, agentId: administrator.userId });
  const sound = fileName(tenantId, 'recordings', '2026-01', `${recordingId}.wav`);
  const attached = fileName(tenantId, 'attachments', fileId);
  for (const file of [sound, attached]) await server.files.put(file, Buffer.from(name));
  const values: [string, unknown[]][] = [
    [
      "insert into recordings (tenant_id, id, call_id, kind, status, source, path, started_at) values ($1, $2, $3, 'call', 'ready', '', $4, now())",
      [tenantId, recordingId, callId, sound],
    ],
    [
      "insert into call_events (tenant_id, call_id, seq, at, type, data) values ($1, $2, 90, now(), 'dialed', jsonb_build_object('number', $3::text))",
      [tenantId, callId, number],
    ],
    [
      "insert into call_legs (tenant_id, call_id, id, role, number, started_at) values ($1, $2, 'far', 'customer', $3, now())",
      [tenantId, callId, number],
    ],
    [
      "insert into attachments (tenant_id, id, owner, record_id, state, name, path) values ($1, $2, 'customers', $3, 'stored', $4, $5)",
      [tenantId, fileId, customer.id, `${name}.pdf`, attached],
    ],
    [
      'insert into voicemails (tenant_id, id, number, left_at, seconds, note) values ($1, $2, $3, now(), 3, $4)',
      [tenantId, callId, number, name],
    ],
    [
      "insert into messages (tenant_id, call_id, number, text, state, until) values ($1, $2, $3, $4, 'waiting', now())",
      [tenantId, callId, number, `您好${name}`],
    ],
    [
      'insert into missed_calls (tenant_id, number, first_at, last_at, last_call_id) values ($1, $2, now(), now(), $3) on conflict do nothing',
      [tenantId, number, callId],
    ],
    [
      "insert into audit_rows (tenant_id, id, actor_name, action, record_type, after) values ($1, $2, 'x', 'call.dial', 'call', jsonb_build_object('phone', $3::text))",
      [tenantId, newId(), number],
    ],
    [
      'insert into kept.withheld_numbers (tenant_id, call_id, number, at) values ($1, $2, $3, now())',
      [tenantId, callId, number],
    ],
  ];
  const [listId, dialledId, importId, webhookId, deliveryId] = [newId(), newId(), newId(), newId(), newId()];
  values.push(
    ['insert into dial_lists (tenant_id, id, name) values ($1, $2, $3)', [tenantId, listId, listId]],
    [
      'insert into dial_numbers (tenant_id, id, list_id, number, name) values ($1, $2, $3, $4, $5)',
      [tenantId, dialledId, listId, number, name],
    ],
    [
      "insert into imports (tenant_id, id, user_id, job_id, kind, state, file_name, bytes, path) values ($1, $2, $3, $2, 'dial-numbers', 'done', '', 1, $4)",
      [tenantId, importId, administrator.userId, fileName(tenantId, 'imports', importId)],
    ],
    [
      "insert into import_changes (tenant_id, import_id, line, record_id, before, version) values ($1, $2, 2, $3, jsonb_build_object('name', $4::text), 1)",
      [tenantId, importId, dialledId, name],
    ],
    [
      "insert into webhooks (tenant_id, id, url, events, secret, is_enabled) values ($1, $2, 'https://crm.example', '{}', '', false)",
      [tenantId, webhookId],
    ],
    [
      `insert into webhook_deliveries (tenant_id, id, webhook_id, event, record_id, payload)
      select $1::uuid, $2::uuid, $3::uuid, 'missed-call.closed', id, jsonb_build_object('number', number) from missed_calls where tenant_id = $1 and number = $4`,
      [tenantId, deliveryId, webhookId, number],
    ],
    [
      `insert into audit_rows (tenant_id, id, actor_name, action, record_type, record_id, record_name)
      select $1::uuid, $2::uuid, 'x', 'missed-call.close', 'missed-call', id, number from missed_calls where tenant_id = $1 and number = $3`,
      [tenantId, newId(), number],
    ],
  );
  for (const [text, row] of values) await asOwner(text, row);
  await asOwner('update calls set ended_at = now() where ended_at is null');
  await asOwner("update local_recordings set path = $1 where path = 'x'", [fileName(tenantId, 'local', newId())]);
  await ask('POST', '/customers/changes', { selection: { ids: [customer.id] }, change: { stage: 'lead' } });
  for (const act of ['lock', 'unlock'])
    expect(await ask<BulkReply>('POST', '/customers/locks', { selection: { ids: [customer.id] }, act })).toMatchObject({
      done: 1,
    });
  await withRecordsThatAreGone(customer.id, name);
  return {
    customer,
    words: [name, customer.phone, ...customer.numbers.map((one) => one.number)],
    files: [sound, attached],
  };
}

describe('[C1] [P4] what is kept of one person', () => {
  test('is spoken for by a slice, in every table with the id of a customer, or of a record of theirs, or with a number', async () => {
    /** Tables that keep such columns for another reason. */
    const others: Readonly<Record<string, string>> = {
      agent_groups: 'a number of the company',
      agent_states: 'figures of agents',
      agents: 'the phone of an agent',
      blacklist_entries: 'with whom the company wants no calls: it is kept for the sake of who is not to be called',
      bahu_migrations: 'of the program',
      bulk_targets: 'ids for as long as a job runs',
      call_segments: 'figures of calls',
      call_wrap_ups: 'codes, without a word of anybody',
      caller_ids: 'a number of the company',
      desk_phones: 'the phone of an agent',
      did_numbers: 'a number of the company',
      erasures: 'the certificate: the id alone, once it has ended',
      idempotent_requests: 'answers, for a day',
      leg_quality: 'figures of calls',
      menus: 'a number of the company',
      queues: 'a number of the company',
      roles: 'whether they see numbers',
      screened_calls: 'ids of calls',
      script_runs: 'which script a call had',
      scripts: 'the number of a version',
      script_versions: 'the number of a version',
      todo_reads: 'who has read what, by ids',
      todo_notices: 'who was told of what, by ids',
      trunks: 'a number of the company',
      wrap_up_choices: 'codes, without a word of anybody',
    };
    const rows = await asOwner<{ name: string }>(`
      select distinct c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'kept') and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
        and a.attname ~ '(^|_)(customer_id|record_id|call_id|merged_id|number|numbers|phone|caller_name|record_name)$'`);
    const known = new Set([...ofPerson.map(({ table }) => table.replace('kept.', '')), ...Object.keys(others)]);
    const unknown = rows.map(({ name }) => name).filter((name) => !known.has(name));
    expect(unknown, 'a table of which no slice says what it keeps of a person (`ofPerson`)').toEqual([]);
  });

  test('is erased everywhere, with the files, and calls stay as figures; the certificate says how much and nothing of whom', async () => {
    const { customer, words, files } = await somebody('甄无影');
    await ask('DELETE', `/customers/${(await somebody('别的人')).customer.id}`);
    expect((await tablesWith(words)).length).toBeGreaterThanOrEqual(12);
    const before = await asOwner<{ n: number }>('select count(*)::int as n from calls');
    const { erasureId } = await erase(customer.id);
    expect(await certificate(erasureId)).toMatchObject({ endedAt: null });
    await drive.work();
    expect(await tablesWith(words)).toEqual([]);
    for (const file of files) expect(await server.files.size(file)).toBeNull();
    expect(await asOwner<{ n: number }>('select count(*)::int as n from calls')).toEqual(before);
    const found = await certificate(erasureId);
    expect(found).toMatchObject({ customerId: customer.id, reason: '本人申请', endedAt: expect.any(String), files: 3 });
    const counts = Object.fromEntries(found.counts.map(({ table, rows }) => [table, rows]));
    expect(counts).toMatchObject({
      customers: 1,
      deals: 1,
      follow_ups: 1,
      contacts: 1,
      recordings: 1,
      calls: 2,
      voicemails: 1,
    });
    expect((await server.request(administrator, 'GET', `/api/customers/${customer.id}`)).statusCode).toBe(404);
    const left = await rowsOf(await columnsOfCustomers(), customer.id);
    expect([...left.values()].every((count) => count === 0)).toBe(true);
    expect((await tablesWith(['别的人'])).length).toBeGreaterThan(5);
  });

  test('[P4] is told as gone to other systems, also to one that is away until everything is erased', async () => {
    const { customer } = await somebody('甄通知');
    const [webhookId, deliveryId] = [newId(), newId()];
    await asOwner(
      "insert into webhooks (tenant_id, id, url, events, secret, is_enabled) values ($1, $2, 'https://crm.example', '{}', '', false)",
      [tenantId, webhookId],
    );
    const gone = { type: 'customer.deleted', timestamp: '2026-01-01T00:00:00.000Z', data: { id: customer.id } };
    await asOwner(
      `insert into webhook_deliveries (tenant_id, id, webhook_id, event, record_id, payload, last_answer) values ($1, $2, $3, $4, $5, $6, $7)`,
      [tenantId, deliveryId, webhookId, gone.type, customer.id, JSON.stringify(gone), '甄通知？'],
    );
    await erase(customer.id);
    await drive.work();
    expect(await asOwner('select payload, last_answer from webhook_deliveries where id = $1', [deliveryId])).toEqual([
      { payload: gone, last_answer: null },
    ]);
  });

  test('[U3] is given out to nobody who may not open the customer any more when it is made', async () => {
    const customer = await create({ name: '甄移交' }, supervisor);
    const job = await ask<Job>('POST', `/customers/${customer.id}/personal-data`, { language: 'zh' });
    const setScope = (scope: string) =>
      asOwner("update roles set scope = $1 where tenant_id = $2 and code = 'administrator'", [scope, tenantId]);
    await setScope('own');
    await drive.work();
    await setScope('all');
    expect(await ask<Job>('GET', `/jobs/${job.id}`)).toMatchObject({ state: 'failed' });
  });

  test('is erased from the recycle bin as well', async () => {
    const { customer, words } = await somebody('甄回收');
    await ask('DELETE', `/customers/${customer.id}`);
    await erase(customer.id);
    await drive.work();
    expect(await tablesWith(words)).toEqual([]);
  });

  test('is erased to the end whatever cuts it short, and once', async () => {
    const { customer, words, files } = await somebody('甄半途');
    const { erasureId, job } = await erase(customer.id);
    await asOwner(
      `create function failing() returns trigger language plpgsql as $$ begin raise exception 'as a test wants it'; end $$`,
    );
    await asOwner('create trigger failing before delete on voicemails for each row execute function failing()');
    await drive.work().catch(() => undefined);
    expect(await certificate(erasureId)).toMatchObject({ endedAt: null });
    expect((await server.request(administrator, 'DELETE', `/api/jobs/${job.id}`)).json()).toMatchObject({
      code: 'job.ended',
    });
    await asOwner('drop trigger failing on voicemails');
    await drive.work();
    await drive.work();
    expect(await tablesWith(words)).toEqual([]);
    for (const file of files) expect(await server.files.size(file)).toBeNull();
    expect(await certificate(erasureId)).toMatchObject({ endedAt: expect.any(String), files: 3 });
  });

  test('is given out as an archive with a table for each kind and the files, which goes with them', async () => {
    const { customer } = await somebody('甄归档');
    const job = await ask<Job>('POST', `/customers/${customer.id}/personal-data`, { language: 'zh' });
    await drive.work();
    const reply = await server.request(administrator, 'GET', `/api/jobs/${job.id}/file`);
    expect(reply.statusCode, reply.body).toBe(200);
    const names = reply.rawPayload.toString('latin1');
    for (const name of [
      '客户资料.csv',
      '号码.csv',
      '联系人.csv',
      '跟踪记录.csv',
      '通话.csv',
      '签单.csv',
      '录音/',
      '附件/',
      '留言.csv',
      '修改记录.csv',
    ])
      expect(names, name).toContain(Buffer.from(name).toString('latin1'));
    await erase(customer.id);
    await drive.work();
    expect((await server.request(administrator, 'GET', `/api/jobs/${job.id}/file`)).statusCode).toBe(404);
  });

  test('[U1] needs its permissions, one’s own password, and eyes for numbers; a number that is another’s as well stays theirs', async () => {
    const number = nextPhone();
    const one = await create({ phone: number, name: '甄同号' });
    const two = await create({ phone: number, phoneExtension: '800', name: '仍在者' });
    await writeTestCall(server, { number: `+86${number}`, customerId: two.id });
    expect(await refusal(administrator, `/customers/${one.id}/erasure`, { password: 'wrong-horse' })).toBe(
      'session.wrong-password',
    );
    expect(await refusal(supervisor, `/customers/${one.id}/erasure`, { password: testPassword })).toBe('forbidden');
    expect(await refusal(supervisor, `/customers/${one.id}/personal-data`, { language: 'zh' })).toBe('forbidden');
    expect(
      await refusal(server.otherTenant.administrator, `/customers/${one.id}/erasure`, { password: testPassword }),
    ).toBe('not-found');
    const callId = newId();
    await asOwner(
      "insert into calls (tenant_id, id, direction, started_at, number, own_number, customer_id) values ($1, $2, 'inbound', now(), '+8615486999999', '', $3)",
      [tenantId, callId, one.id],
    );
    expect(await refusal(administrator, `/customers/${one.id}/erasure`, { password: testPassword })).toBe(
      'personal-data.in-call',
    );
    await asOwner('update calls set ended_at = now() where id = $1', [callId]);
    await erase(one.id);
    await drive.work();
    expect(await tablesWith(['甄同号'])).toEqual([]);
    expect(await ask<Customer>('GET', `/customers/${two.id}`)).toMatchObject({ phone: number, callCount: 1 });
  });
});
