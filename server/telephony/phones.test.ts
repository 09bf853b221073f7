import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { TestCallControl } from '@bahu/domain/callcontrol/test-callcontrol.ts';
import { simulatedAgent } from '@bahu/domain/simulation/simulation.ts';
import { newId } from '../kernel/ids.ts';
import { createLog } from '../kernel/log.ts';
import { useVaultKeys } from '../kernel/vault.ts';
import { createTestDatabase, type TestDatabase } from '../kernel/test-database.ts';
import { AgentPhones } from './agent-phones.ts';
import { AriError, type AriClient } from './ari/client.ts';
import { ContactWatch } from './contact-watch.ts';
import { Registry } from './engine/registry.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';
import { Phones, removeUnknownEndpoints } from './phones.ts';

vi.mock('node:dns/promises', () => ({ lookup: async () => [{ address: '203.0.113.5' }] }));

let database: TestDatabase;
interface Field {
  attribute: string;
  value: string;
}
const told: { method: string; path: string; match: string | undefined }[] = [];
/** A media server that knows nothing and notes what it is told. */
const ari = {
  request: async (method: string, path: string, _query?: unknown, body?: { fields: Field[] }) => {
    if (method === 'GET') throw new AriError(404, path, 'unknown');
    const match = body?.fields.find(({ attribute }) => attribute === 'match')?.value;
    told.push({ method, path: path.replace('/asterisk/config/dynamic/res_pjsip/', ''), match });
  },
} as unknown as AriClient;
const watch = new ContactWatch({ ari, log: createLog('silent') });
beforeAll(async () => {
  useVaultKeys(['key']);
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
  const phones = new Phones({ db: database.db, ari, contacts: watch, mediaAddress: null, log: createLog('silent') });
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
    `agent-${known}`,
    `agent-${gone}`,
    `trunk-${known}`,
    `trunk-${gone}`,
    'somebody',
    `agent-${gone}-x`,
  ].map(endpoint);
  expect(await removeUnknownEndpoints(ari, endpoints, (_kind, id) => id === known)).toBe(2);
  expect(told.map(({ method, path }) => `${method} ${path}`)).toEqual([
    ...['endpoint', 'aor', 'auth'].map((type) => `DELETE ${type}/agent-${gone}`),
    ...['registration', 'identify', 'endpoint', 'aor', 'auth'].map((type) => `DELETE ${type}/trunk-${gone}`),
    `DELETE aor/trunk-${gone}-probe`,
  ]);
});

test('[P2] an agent and a trunk with one id are asked for apart', async () => {
  const id = newId();
  const endpoints = [`agent-${id}`, `trunk-${id}`].map(endpoint);
  expect(await removeUnknownEndpoints(ari, endpoints, (kind) => kind === 'agent')).toBe(1);
  expect(told.every(({ path }) => path.includes('trunk-'))).toBe(true);
});

/** An agent of the tenant, with a way to sign in: the id of a new session. */
async function agentOf(tenantId: string): Promise<{ agentId: string; session: () => Promise<string> }> {
  const [agentId, roleId] = [newId(), newId()];
  const role =
    "insert into roles (tenant_id, id, code, name, scope, permissions, masks_numbers) values ($1, $2, 'a', 'a', 'own', '{}', false)";
  await database.asOwner(role, [tenantId, roleId]);
  const user = "insert into users (tenant_id, id, role_id, name, password_hash) values ($1, $2, $3, 'u', '')";
  await database.asOwner(user, [tenantId, agentId, roleId]);
  const agent = "insert into agents (tenant_id, id, extension) values ($1, $2, '401')";
  await database.asOwner(agent, [tenantId, agentId]);
  const session = async (): Promise<string> => {
    const id = newId();
    const row = `insert into sessions (tenant_id, id, user_id, token_hash, address, device, expires_at)
      values ($1, $2::uuid, $3, $2::text::bytea, '', '', now() + interval '1 day')`;
    await database.asOwner(row, [tenantId, id, agentId]);
    return id;
  };
  return { agentId, session };
}

test.each([
  ['has read what it was, and has not come to it', 'trunk'],
  ['is being told what it was', 'agent'],
])(
  '[A2.10] credentials that are issued while a media server that started anew %s are those that count',
  async (_when, what) => {
    const { tenantId } = await tenantAt(
      what === 'trunk' ? '100033' : '100034',
      `198.51.100.${what === 'trunk' ? 3 : 4}`,
      5060,
    );
    const { agentId, session } = await agentOf(tenantId);
    const passwords = new Map<string, string>();
    let isReached = (): void => undefined;
    let isOpen: Promise<void> | null = null;
    const media = {
      request: async (method: string, path: string, _query?: unknown, body?: { fields: Field[] }) => {
        if (isOpen !== null && path.includes(`endpoint/${what}-`)) {
          isReached();
          await isOpen;
        }
        if (method === 'GET') throw new AriError(404, path, 'unknown');
        const password = body?.fields.find(({ attribute }) => attribute === 'password')?.value;
        if (password !== undefined) passwords.set(path.split('/').at(-1)!, password);
      },
    } as unknown as AriClient;
    const phones = new Phones({
      db: database.db,
      ari: media,
      contacts: new ContactWatch({ ari: media, log: createLog('silent') }),
      mediaAddress: null,
      log: createLog('silent'),
    });
    await phones.issue(tenantId, agentId, await session(), 'desk');
    const latter = await session();
    const reached = new Promise<void>((resolve) => (isReached = resolve));
    let open = (): void => undefined;
    isOpen = new Promise((resolve) => (open = resolve));
    const all = phones.pushAll(tenantId);
    await reached;
    isOpen = null;
    const issuing = phones.issue(tenantId, agentId, latter, 'desk');
    await Promise.race([issuing, sleep(200)]);
    open();
    await all;
    const { username, password } = await issuing;
    expect(passwords.get(username)).toBe(password);
  },
);

test('[A2.6] the calls learn of which kind the phone is that an agent gets', async () => {
  const { tenantId } = await tenantAt('100036', '198.51.100.6', 5060);
  const { agentId, session } = await agentOf(tenantId);
  const control = new TestCallControl();
  control.apply({ type: 'agent-saved', agent: simulatedAgent(0, { id: agentId }) });
  const log = createLog('silent');
  const phones = new Phones({ db: database.db, ari, contacts: watch, mediaAddress: null, log });
  const agents = new AgentPhones({
    db: database.db,
    log,
    registry: new Registry(),
    phonesOf: () => phones,
    engineOf: () => ({ handle: async (event: Event) => void control.apply(event) }) as unknown as TenantEngine,
  });
  const kinds: boolean[] = [];
  for (const kind of ['desk', 'browser'] as const) {
    await agents.issuePhone(tenantId, agentId, await session(), kind);
    kinds.push(control.state.agents.get(agentId)!.hasDeskPhone);
  }
  expect(kinds).toEqual([true, false]);
});

test('[A1.2] a session that ends takes its own credentials away, and not those of the session that took the phone over', async () => {
  const { tenantId } = await tenantAt('100035', '198.51.100.5', 5060);
  const { agentId, session } = await agentOf(tenantId);
  const phones = new Phones({ db: database.db, ari, contacts: watch, mediaAddress: null, log: createLog('silent') });
  const [former, latter] = [await session(), await session()];
  await phones.issue(tenantId, agentId, former, 'desk');
  await phones.issue(tenantId, agentId, latter, 'desk');
  told.length = 0;
  await phones.remove(tenantId, agentId, former);
  expect(told).toEqual([]);
  await phones.remove(tenantId, agentId, latter);
  expect(told.map(({ method, path }) => `${method} ${path}`)).toEqual(
    ['endpoint', 'aor', 'auth'].map((type) => `DELETE ${type}/agent-${agentId}`),
  );
});
