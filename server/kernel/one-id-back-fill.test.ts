/** Users and agents had an id each, until a migration gave the user the agent's. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSecret } from './auth/second-factor.ts';
import { hashRecoveryCode } from './auth/second-factor.ts';
import { createDb } from './db.ts';
import { newId } from './ids.ts';
import { migrate } from './migrate.ts';
import { fill, openOldDatabase, type OldDatabase } from './test-old-database.ts';
import { places, seal, useVaultKeys } from './vault.ts';
import { factors } from '../slices/people/session/second-factor.ts';

let database: OldDatabase;
beforeAll(async () => {
  useVaultKeys(['key']);
  database = await openOldDatabase(72);
});
afterAll(() => database.close());

interface Person {
  agent: string;
  user: string;
}

/** How often any of the ids stands in each column of the schema, in whatever type: `table.column` → times. */
async function timesIn(ids: readonly string[]): Promise<Map<string, number>> {
  const { run } = database;
  const columns = await run<{ of_table: string; of_column: string }>(
    `select a.attrelid::regclass::text as of_table, quote_ident(a.attname) as of_column from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
       and a.atttypid in ('uuid'::regtype, 'uuid[]'::regtype, 'text'::regtype, 'text[]'::regtype, 'jsonb'::regtype)`,
  );
  const counted = columns.map(
    ({ of_table, of_column }) =>
      `select '${of_table}.${of_column}' as place, sum((length(v) - length(replace(v, id, ''))) / 36)::int as times
       from (select ${of_column}::text as v from ${of_table}) t, unnest($1::text[]) id where v like '%' || id || '%' having count(*) > 0`,
  );
  const rows = await run<{ place: string; times: number }>(counted.join(' union all '), [ids]);
  return new Map(rows.map(({ place, times }) => [place, times]));
}

/** Puts the ids of a user, and those of the agent that they are, wherever the application writes them. */
async function fillAll(tenant: string, { user, agent }: Person, other: Person): Promise<void> {
  const { run } = database;
  const id = newId();
  const json = JSON.stringify({ userId: user, agentId: agent, list: [user, other.user] });
  const into = (table: string, values: Record<string, unknown>) =>
    run(
      `insert into ${table} (tenant_id, ${Object.keys(values).join()}) values ($1, ${Object.keys(values)
        .map((_, i) => `$${i + 2}`)
        .join()})`,
      [tenant, ...Object.values(values)],
    );
  await run('update users set superior_id = $1 where id = $2', [other.user, user]);
  await run('update departments set head_id = $1 where tenant_id = $2', [user, tenant]);
  await into('sessions', { id, user_id: user, token_hash: id, address: '', device: '', expires_at: '2100-01-01' });
  await into('sign_ins', { id, user_id: user, account: '800', address: '', device: '', result: 'ok' });
  await into('sign_in_tries', { account: user, network: '*' });
  await into('audit_rows', {
    id,
    actor_id: user,
    actor_name: 'x',
    action: 'user.change',
    record_type: 'user',
    record_id: other.user,
    before: json,
    after: json,
  });
  await into('list_layouts', { user_id: user, list: 'calls' });
  await into('list_views', { id, user_id: user, list: 'audit', name: 'x', search: JSON.stringify({ actor: user }) });
  await into('background_jobs', {
    id,
    user_id: user,
    kind: 'import',
    subject: 'users',
    step: '',
    file_name: 'x',
    starter: json,
    input: json,
    result: json,
    reach: json,
    state: 'done',
  });
  await into('imports', {
    id,
    user_id: user,
    job_id: id,
    kind: 'users',
    state: 'done',
    file_name: 'x',
    bytes: 1,
    path: 'x',
  });
  await into('import_mappings', { user_id: user, kind: 'users', heads: 'x', mapping: '[]' });
  await into('import_rows', {
    import_id: id,
    line: 1,
    state: 'update',
    key: '800',
    record_id: user,
    cells: '',
    data: json,
  });
  await into('import_changes', { import_id: id, line: 1, record_id: user, before: json, version: 1 });
  await into('idempotent_requests', {
    holder_id: user,
    key: 'x',
    request_hash: 'x',
    attempt_id: id,
    body: json,
    reach: json,
    expires_at: '2100-01-01',
  });
  await into('webhooks', { id, owner_id: user, url: 'https://x', events: '{}', secret: 'x' });
  await into('webhook_deliveries', { id, webhook_id: id, event: 'user.deleted', record_id: user, payload: json });
  await into('announcements', {
    id,
    author_id: user,
    audience: 'people',
    level: 'normal',
    title: 'x',
    body: 'x',
    user_ids: [other.user, id, user],
  });
  await into('todo_reads', { kind: 'announcement', record_id: id, user_id: user });
  await into('outbox', { id, kind: 'x', payload: json });
  // Somebody who talks while the program is replaced.
  const call = newId();
  await into('live_state', {
    kind: 'agent',
    id: agent,
    state: JSON.stringify({ id: agent, userId: user, callId: call }),
  });
  await into('live_state', { kind: 'call', id: call, state: JSON.stringify({ agentId: agent }) });
  await into('call_events', {
    call_id: call,
    seq: 1,
    at: new Date(),
    type: 'answered',
    data: `{"agentId":"${agent}"}`,
  });
  await into('customers', { id, name: 'x', phone: '+8613900000001', owner_id: agent });
}

test('[U2] users take the ids of their agents in every place, and no row and no mention is lost', async () => {
  const { run, urls } = database;
  const { tenant } = await fill(run, '100072');
  const people = await run<Person>('select id as agent, user_id as user from agents');
  const [users, agents] = [people.map(({ user }) => user), people.map(({ agent }) => agent)];
  const secret = await withFactor(tenant, people[0]!);
  await fillAll(tenant, people[0]!, people[1]!);
  const [ofUsers, ofAgents] = [await timesIn(users), await timesIn(agents)];

  await migrate(urls);

  const gone = ['agents.user_id', 'live_state.state'];
  expect([...(await timesIn(users)).keys()], 'what was sealed for the id of before').toEqual([
    'second_factors.sealed_for',
  ]);
  // What came later counts the customer of this owner (0240).
  const expected = new Map([...ofAgents, ['customer_counts.owner_id', 1]]);
  for (const [place, times] of ofUsers)
    if (!gone.includes(place)) expected.set(place, (expected.get(place) ?? 0) + times);
  expect(await timesIn(agents)).toEqual(expected);
  expect(await run('select user_ids from announcements')).toEqual([
    { user_ids: [agents[1], expect.anything(), agents[0]] },
  ]);
  expect(await run("select state from live_state where kind = 'agent'")).toEqual([
    { state: { id: agents[0], callId: expect.anything() } },
  ]);
  expect(await run('select count(*)::int as n from users u join agents a using (tenant_id, id)')).toEqual([
    { n: people.length },
  ]);
  await secret.stillOpens();
});

/** A confirmed second factor with one recovery code, made for the id of before. */
async function withFactor(tenant: string, { user, agent }: Person): Promise<{ stillOpens(): Promise<void> }> {
  const { secret } = newSecret('Bahu', '800');
  await database.run(
    'insert into second_factors (tenant_id, user_id, secret, confirmed_at, recovery_hashes) values ($1, $2, $3, now(), $4)',
    [tenant, user, seal(secret, places.secondFactor(user)), [hashRecoveryCode(user, 'abcd-efgh')]],
  );
  return {
    stillOpens: async () => {
      const db = createDb(database.urls.app, { connections: 1, statementMs: 20_000 });
      try {
        const tried = await db.tenant(tenant, async (tx) => [
          await factors.use(tx, agent, 'wrong'),
          await factors.use(tx, agent, 'ABCD efgh'),
          await factors.use(tx, agent, 'abcd-efgh'),
        ]);
        expect(tried, 'a recovery code counts once').toEqual([false, true, false]);
      } finally {
        await db.close();
      }
    },
  };
}
