import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { newId } from '../kernel/ids.ts';
import { createLog } from '../kernel/log.ts';
import { createTestDatabase, type TestDatabase } from '../kernel/test-database.ts';
import { AriError, type AriClient } from './ari/client.ts';
import { Phones, removeStrangers } from './phones.ts';

vi.mock('node:dns/promises', () => ({ lookup: async () => [{ address: '203.0.113.5' }] }));

let database: TestDatabase;
interface Field { attribute: string; value: string }
const told: { method: string; path: string; match: string | undefined }[] = [];
/** A media server that knows nothing and notes what it is told. */
const ari = {
  request: async (method: string, path: string, _query?: unknown, body?: { fields: Field[] }) => {
    if (method === 'GET') throw new AriError(404, path, 'unknown');
    const match = body?.fields.find(({ attribute }) => attribute === 'match')?.value;
    told.push({ method, path: path.replace('/asterisk/config/dynamic/res_pjsip/', ''), match });
  },
} as unknown as AriClient;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => void told.splice(0));
afterAll(() => database.drop());

/** A tenant with a trunk at this host. */
async function tenantAt(code: string, host: string, port: number): Promise<{ tenantId: string; trunkId: string }> {
  const [tenantId, trunkId] = [newId(), newId()];
  await database.asOwner('insert into tenants (id, code, name) values ($1, $2, $2)', [tenantId, code]);
  const trunk = "insert into trunks (tenant_id, id, name, host, port) values ($1, $2, 't', $3, $4)";
  await database.asOwner(trunk, [tenantId, trunkId, host, port]);
  return { tenantId, trunkId };
}

test('[S1] [P2] a trunk set up by a name and one by its address are told apart by their ports, until one of them is gone', async () => {
  const phones = new Phones({ db: database.db, ari, mediaAddress: null, log: createLog('silent') });
  const named = await tenantAt('100031', 'sip.carrier.example', 5060);
  const numbered = await tenantAt('100032', '203.0.113.5', 5080);
  const matches = async (tenantId: string) => {
    told.length = 0;
    await phones.pushAll(tenantId);
    const matched = told.filter(({ match }) => match);
    return Object.fromEntries(matched.map(({ path, match }) => [path.replace('identify/trunk-', ''), match]));
  };
  expect(await matches(named.tenantId)).toEqual({ [named.trunkId]: 'sip.carrier.example' });
  const both = { [named.trunkId]: '203.0.113.5:5060', [numbered.trunkId]: '203.0.113.5:5080' };
  expect(await matches(numbered.tenantId)).toEqual(both);
  await database.asOwner('update trunks set is_enabled = false where id = $1', [numbered.trunkId]);
  expect(await matches(numbered.tenantId)).toEqual({ [named.trunkId]: 'sip.carrier.example' });
});

const endpoint = (resource: string) => ({ technology: 'PJSIP', resource, state: 'online', channel_ids: [] });

test('[P2] endpoints that no tenant has are taken out of the media server, with all that belongs to them, and no others', async () => {
  const [known, gone] = [newId(), newId()];
  const endpoints = [
    `agent-${known}`, `agent-${gone}`, `trunk-${known}`, `trunk-${gone}`, 'somebody', `agent-${gone}-x`,
  ].map(endpoint);
  expect(await removeStrangers(ari, endpoints, (_kind, id) => id === known)).toBe(2);
  expect(told.map(({ method, path }) => `${method} ${path}`)).toEqual([
    ...['endpoint', 'aor', 'auth'].map((type) => `DELETE ${type}/agent-${gone}`),
    ...['registration', 'identify', 'endpoint', 'aor', 'auth'].map((type) => `DELETE ${type}/trunk-${gone}`),
    `DELETE aor/trunk-${gone}-probe`,
  ]);
});

test('[P2] an agent and a trunk with one id are asked for apart', async () => {
  const id = newId();
  const endpoints = [`agent-${id}`, `trunk-${id}`].map(endpoint);
  expect(await removeStrangers(ari, endpoints, (kind) => kind === 'agent')).toBe(1);
  expect(told.every(({ path }) => path.includes('trunk-'))).toBe(true);
});
