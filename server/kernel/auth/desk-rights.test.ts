import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSmallTenant, type SmallTenant } from '@bahu/e2e/support/small-tenant.ts';
import { newId } from '../ids.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { mayUseDesk } from './desk-rights.ts';

let database: TestDatabase;
let tenant: SmallTenant;
const sessionId = newId();
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await createSmallTenant((text, values) => database.asOwner(text, values), 'x', { agents: 1, trunk: { host: '203.0.113.5', port: 5060 } });
  await database.db.tenant(tenant.tenantId, (tx) => tx.insertInto('sessions').values({
    tenantId: tenant.tenantId, id: sessionId, userId: tenant.agents[0]!.userId, tokenHash: Buffer.from('x'), address: '', device: '', expiresAt: new Date(Date.now() + 60_000),
  }).execute());
});
afterAll(() => database.drop());

const may = (session: string): Promise<boolean> => database.db.tenant(tenant.tenantId, (tx) => mayUseDesk(tx, tenant.tenantId, session));

test('[U1] [A2.3] a softphone is kept as long as the role has a desk, and by nobody without a session', async () => {
  expect(await may(sessionId)).toBe(true);
  expect(await may(newId())).toBe(false);
  await database.asOwner(`update roles set permissions = array_remove(permissions, 'desk.use') where tenant_id = $1`, [tenant.tenantId]);
  expect(await may(sessionId)).toBe(false);
});
