/** By which trunk the connections of earlier calls went: what is known of it, and nothing that is not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from './ids.ts';
import { migrate } from './migrate.ts';
import { fill, openOldDatabase, type OldDatabase } from './test-old-database.ts';

let database: OldDatabase;
beforeAll(async () => {
  database = await openOldDatabase(92);
});
afterAll(() => database.close());

test('[S1] the party of a call went by the trunk of the call; of agents, and of others who were called in, none is named', async () => {
  const { run, urls } = database;
  const { tenant } = await fill(run, '100010');
  const [call, trunk] = [newId(), newId()];
  await run("insert into trunks (tenant_id, id, name, host) values ($1, $2, 'T', '127.0.0.1')", [tenant, trunk]);
  await run(
    `insert into calls (tenant_id, id, direction, started_at, ended_at, number, line_number, outcome, trunk_id)
      values ($1, $2, 'inbound', now(), now(), '+8613900000001', '1', 'connected', $3)`,
    [tenant, call, trunk],
  );
  for (const [id, role, number] of [
    ['a', 'customer', '+8613900000001'],
    ['b', 'agent', '801'],
    ['c', 'customer', '+8613900000002'],
  ])
    await run(
      'insert into call_legs (tenant_id, call_id, id, role, number, started_at) values ($1, $2, $3, $4, $5, now())',
      [tenant, call, id, role, number],
    );

  await migrate(urls);

  expect(await run('select id, trunk_id from call_legs where call_id = $1 order by id', [call])).toEqual([
    { id: 'a', trunk_id: trunk },
    { id: 'b', trunk_id: null },
    { id: 'c', trunk_id: null },
  ]);
});
