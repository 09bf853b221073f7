/** What a migration makes of rows that were there before it: the schema as it was, filled by hand, then brought up to date. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from './ids.ts';
import { migrate, type DatabaseUrls } from './migrate.ts';
import { before, fill, openOldDatabase, type OldDatabase, type Run } from './test-old-database.ts';

let database: OldDatabase;
let urls: DatabaseUrls;
let run: Run;
beforeAll(async () => {
  database = await openOldDatabase(30);
  ({ urls, run } = database);
});
afterAll(() => database.close());

describe('a database of before', () => {
  test('[U3] [U5] its queues go to the lowest department of all their members, and calls that nobody took go along', async () => {
    const [own, other] = [await fill(run, '100001'), await fill(run, '100002')];
    const { tenant, agents, departments } = own;
    let number = 900;
    const queue = async (members: readonly string[]) => {
      const id = newId();
      await run("insert into queues (tenant_id, id, name, number, strategy) values ($1, $2, 'q', $3, 'round-robin')", [
        tenant,
        id,
        String(++number),
      ]);
      for (const [position, agent] of members.entries())
        await run('insert into queue_members (tenant_id, queue_id, agent_id, position) values ($1, $2, $3, $4)', [
          tenant,
          id,
          agent,
          position,
        ]);
      return id;
    };
    const call = async (queueId: string, agentId: string | null, departmentId: string | null = null) => {
      const id = newId();
      await run(
        "insert into calls (tenant_id, id, direction, started_at, number, line_number, queue_id, agent_id, department_id) values ($1, $2, 'inbound', now(), '1', '2', $3, $4, $5)",
        [tenant, id, queueId, agentId, departmentId],
      );
      return id;
    };
    const queues = {
      night: await queue([agents.night]),
      sales: await queue([agents.sales, agents.night]),
      both: await queue([agents.sales, agents.support]),
      homeless: await queue([agents.sales, agents.nowhere]),
      empty: await queue([]),
    };
    const calls = {
      missed: await call(queues.sales, null),
      taken: await call(queues.sales, agents.night),
      placed: await call(queues.sales, null, departments.support),
      homeless: await call(queues.homeless, null),
    };
    const others = newId();
    await run("insert into queues (tenant_id, id, name, number, strategy) values ($1, $2, 'q', '901', 'round-robin')", [
      other.tenant,
      others,
    ]);
    await run('insert into queue_members (tenant_id, queue_id, agent_id, position) values ($1, $2, $3, 0)', [
      other.tenant,
      others,
      other.agents.support,
    ]);
    await migrate(urls, await before(31));
    const departmentOf = async (table: string, id: string) =>
      (await run<{ department_id: string | null }>(`select department_id from ${table} where id = $1`, [id]))[0]!
        .department_id;
    const of = async (table: string, ids: Record<string, string>) => {
      const found: Record<string, string | null> = {};
      for (const [key, id] of Object.entries(ids)) found[key] = await departmentOf(table, id);
      return found;
    };
    expect(await of('queues', queues)).toEqual({
      night: departments.night,
      sales: departments.sales,
      both: departments.top,
      homeless: null,
      empty: null,
    });
    expect(await of('calls', calls)).toEqual({
      missed: departments.sales,
      taken: null,
      placed: departments.support,
      homeless: null,
    });
    expect(await departmentOf('queues', others)).toBe(other.departments.support);
  });

  test('[S4] a tenant without a caller ID gets its first number as the standard one, and agents keep only those that there are', async () => {
    const [bare, known] = [await fill(run, '100003'), await fill(run, '100004')];
    const numbers = async (tenant: string, ...list: string[]) => {
      const trunk = newId();
      await run("insert into trunks (tenant_id, id, name, host) values ($1, $2, 't', 'h')", [tenant, trunk]);
      for (const number of list)
        await run('insert into did_numbers (tenant_id, id, trunk_id, number) values ($1, $2, $3, $4)', [
          tenant,
          newId(),
          trunk,
          number,
        ]);
    };
    await numbers(bare.tenant, '+8675588880002', '+8675588880001');
    await numbers(known.tenant, '+8675588880003');
    await run("insert into caller_ids (tenant_id, id, number, is_standard) values ($1, $2, '+8675588880009', true)", [
      known.tenant,
      newId(),
    ]);
    const show = (agent: string, callerId: string, transferId: string) =>
      run('update agents set caller_id = $2, transfer_caller_id = $3 where id = $1', [agent, callerId, transferId]);
    await show(known.agents.sales, '+8675588880009', '+8675588880008');
    await show(known.agents.night, '+8675588880007', '+8675588880009');
    // It is there, but another tenant's.
    await show(bare.agents.sales, '+8675588880009', '+8675588880001');
    await migrate(urls, await before(37));
    const ids = await run<{ tenant_id: string; number: string; is_standard: boolean }>(
      'select tenant_id, number, is_standard from caller_ids where tenant_id = any($1) order by number',
      [[bare.tenant, known.tenant]],
    );
    expect(ids).toEqual([
      { tenant_id: bare.tenant, number: '+8675588880001', is_standard: true },
      { tenant_id: known.tenant, number: '+8675588880009', is_standard: true },
    ]);
    const shown = async (id: string) =>
      (
        await run<{ caller_id: string | null; transfer_caller_id: string | null }>(
          'select caller_id, transfer_caller_id from agents where id = $1',
          [id],
        )
      )[0];
    expect(await shown(known.agents.sales)).toEqual({ caller_id: '+8675588880009', transfer_caller_id: null });
    expect(await shown(known.agents.night)).toEqual({ caller_id: null, transfer_caller_id: '+8675588880009' });
    expect(await shown(bare.agents.sales)).toEqual({ caller_id: null, transfer_caller_id: '+8675588880001' });
    const policies = await run<{ relname: string; relforcerowsecurity: boolean }>(
      "select relname, relforcerowsecurity from pg_class where relname in ('agents', 'caller_ids', 'did_numbers') order by 1",
    );
    expect(policies.map(({ relforcerowsecurity }) => relforcerowsecurity)).toEqual([true, true, true]);
  });

  test('[U1] its names that hold a number stand in the order by one digit for it', async () => {
    const { tenant } = await fill(run, '100005');
    const names = ['张154(7326)9981', '张154\u20097326\u20099981', '张１５４＿７３２６＿９９８１', '张三 801'];
    for (const [i, words] of names.entries()) {
      await run('insert into customers (tenant_id, id, name, phone) values ($1, $2, $3, $4)', [
        tenant,
        newId(),
        words,
        `+861540000000${i}`,
      ]);
    }
    await migrate(urls, await before(38));
    const rows = await run<{ name_order: string }>(
      'select name_order from customers where tenant_id = $1 order by phone',
      [tenant],
    );
    expect(rows.map((row) => row.name_order)).toEqual(['张0', '张0', '张0', '张三 801']);
  });
});
