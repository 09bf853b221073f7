import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen, publish } from './domain-events.ts';
import { newId } from './ids.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
const tenantId = newId();
beforeAll(async () => {
  database = await createTestDatabase();
  await database.asOwner("insert into tenants (id, code, name) values ($1, '100001', 'A')", [tenantId]);
});
afterAll(() => database.drop());

const moved = { agentIds: [], departmentId: null };
const trunks = () => database.asOwner<{ name: string }>('select name from trunks order by name');

test('[P2] an event that nobody listens to is refused, so that nothing is lost in silence', async () => {
  await expect(database.db.tenant(tenantId, (tx) => publish(tx, 'agent.moved', moved))).rejects.toThrow(
    'nobody listens to agent.moved',
  );
});

test('[P2] what follows from an event is stored with its cause, and undone with it when somebody who listens fails', async () => {
  let fails = false;
  const follower = {
    'agent.moved': async (
      ...[tx, { departmentId }]: [Parameters<typeof publish>[0], { departmentId: string | null }]
    ) => {
      await tx
        .insertInto('trunks')
        .values({ tenantId, id: newId(), name: `follows ${departmentId}`, host: `${newId()}.example` })
        .execute();
      if (fails) throw new Error('no');
    },
  };
  listen(follower);
  listen(follower);
  const act = () =>
    database.db.tenant(tenantId, async (tx) => {
      await tx
        .insertInto('trunks')
        .values({ tenantId, id: newId(), name: 'cause', host: `${newId()}.example` })
        .execute();
      await publish(tx, 'agent.moved', moved);
    });
  await act();
  expect((await trunks()).map(({ name }) => name)).toEqual(['cause', 'follows null']);
  fails = true;
  await expect(act()).rejects.toThrow('no');
  expect(await trunks()).toHaveLength(2);
});
