import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { mayUseDesk } from './desk-rights.ts';

let database: TestDatabase;
const [tenantId, roleId, userId, sessionId] = [newId(), newId(), newId(), newId()];
beforeAll(async () => {
  database = await createTestDatabase();
  await database.asOwner("insert into tenants (id, code, name) values ($1, '200009', 'A')", [tenantId]);
  await database.asOwner(
    "insert into roles (tenant_id, id, code, name, scope, permissions, masks_numbers) values ($1, $2, 'agent', '坐席', 'own', array['desk.use', 'call.read'], false)",
    [tenantId, roleId],
  );
  await database.asOwner(
    "insert into users (tenant_id, id, role_id, name, password_hash) values ($1, $2, $3, '王芳', 'x')",
    [tenantId, userId, roleId],
  );
  await database.asOwner("insert into agents (tenant_id, id, extension) values ($1, $2, '400')", [tenantId, userId]);
  await database.db.tenant(tenantId, (tx) =>
    tx
      .insertInto('sessions')
      .values({
        tenantId,
        id: sessionId,
        userId,
        tokenHash: Buffer.from('x'),
        address: '',
        device: '',
        expiresAt: new Date(Date.now() + 60_000),
      })
      .execute(),
  );
});
afterAll(() => database.drop());

const may = (session: string): Promise<boolean> =>
  database.db.tenant(tenantId, (tx) => mayUseDesk(tx, tenantId, session));

test('[U1] [A2.3] a softphone is kept as long as the role has a desk, and by nobody without a session', async () => {
  expect(await may(sessionId)).toBe(true);
  expect(await may(newId())).toBe(false);
  await database.asOwner(`update roles set permissions = array_remove(permissions, 'desk.use') where tenant_id = $1`, [
    tenantId,
  ]);
  expect(await may(sessionId)).toBe(false);
});
