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
  expect(await removeUnknownEndpoints(ari, endpoints, (kind) => kind === 'browser')).toBe(1);
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
    await phones.issue(tenantId, agentId, await session());
    const latter = await session();
    const reached = new Promise<void>((resolve) => (isReached = resolve));
    let open = (): void => undefined;
    isOpen = new Promise((resolve) => (open = resolve));
    const all = phones.pushAll(tenantId);
    await reached;
    isOpen = null;
    const issuing = phones.issue(tenantId, agentId, latter);
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
    engineOf: () =>
      ({
        current: control.state,
        handle: async (event: Event) => void control.apply(event),
      }) as unknown as TenantEngine,
  });
  const hasDeskPhone = () => control.state.agents.get(agentId)!.hasDeskPhone;
  await agents.useDeskPhone(tenantId, agentId, await session());
  expect(hasDeskPhone()).toBe(true);
  await agents.issuePhone(tenantId, agentId, await session());
  expect(hasDeskPhone()).toBe(false);
});

/** Gives the agent a desk phone; returns what the media server is told of it. */
async function deskPhoneOf(tenantId: string, agentId: string, secret: string): Promise<void> {
  const row = `insert into desk_phones (tenant_id, agent_id, secret) values ($1, $2, $3)
    on conflict (tenant_id, agent_id) do update set secret = excluded.secret`;
  await database.asOwner(row, [tenantId, agentId, secret]);
}
const toldOf = (agentId: string): string[] =>
  told.filter(({ path }) => path.includes(agentId)).map(({ method, path }) => `${method} ${path}`);

test('[A1.2] [A2.9] the media server knows a desk phone while its agent may use one, and refuses it from the moment when they may not', async () => {
  const { tenantId } = await tenantAt('100037', '198.51.100.7', 5060);
  const { agentId } = await agentOf(tenantId);
  const phones = new Phones({ db: database.db, ari, contacts: watch, mediaAddress: null, log: createLog('silent') });
  const follow = async (isNew: boolean): Promise<string[]> => {
    told.length = 0;
    await phones.followDesk(tenantId, agentId, { isNew });
    return toldOf(agentId);
  };
  const types = ['endpoint', 'aor', 'auth'];
  const gone = types.map((type) => `DELETE ${type}/desk-${agentId}`);
  expect(await follow(false)).toEqual(gone);
  await deskPhoneOf(tenantId, agentId, 'first');
  const made = ['auth', 'aor', 'endpoint'].map((type) => `PUT ${type}/desk-${agentId}`);
  expect((await follow(true)).filter((one) => one.startsWith('PUT'))).toEqual(made);
  for (const [change, expected] of [
    ["sign_in_method = 'web'", gone],
    ["sign_in_method = 'app'", gone],
    ["sign_in_method = 'desk-phone'", made],
    ["sign_in_method = 'any', is_enabled = false", gone],
  ] as const) {
    await database.asOwner(`update users set ${change} where id = $1`, [agentId]);
    const heard = await follow(false);
    expect(
      heard.filter((one) => one.startsWith('PUT')),
      change,
    ).toEqual(expected === made ? made : []);
    if (expected === gone) expect(heard, change).toEqual(gone);
    expect((await phones.withDesk(tenantId)).includes(agentId), change).toBe(expected === made);
  }
});

test('[A2.9] the desk phone of an agent is known again after a restart of the media server, beside what a page has', async () => {
  const { tenantId } = await tenantAt('100038', '198.51.100.8', 5060);
  const { agentId, session } = await agentOf(tenantId);
  const phones = new Phones({ db: database.db, ari, contacts: watch, mediaAddress: null, log: createLog('silent') });
  await deskPhoneOf(tenantId, agentId, 'first');
  await phones.issue(tenantId, agentId, await session());
  told.length = 0;
  await phones.pushAll(tenantId);
  const endpoints = toldOf(agentId).filter((one) => one.startsWith('PUT endpoint'));
  expect(endpoints.toSorted()).toEqual([`PUT endpoint/agent-${agentId}`, `PUT endpoint/desk-${agentId}`]);
  await phones.useDesk(tenantId, agentId, await session());
  told.length = 0;
  await phones.pushAll(tenantId);
  expect(toldOf(agentId).filter((one) => one.startsWith('PUT endpoint'))).toEqual([`PUT endpoint/desk-${agentId}`]);
});

test('[A1.2] a session that ends takes its own credentials away, and not those of the session that took the phone over', async () => {
  const { tenantId } = await tenantAt('100035', '198.51.100.5', 5060);
  const { agentId, session } = await agentOf(tenantId);
  const phones = new Phones({ db: database.db, ari, contacts: watch, mediaAddress: null, log: createLog('silent') });
  const [former, latter] = [await session(), await session()];
  await phones.issue(tenantId, agentId, former);
  await phones.issue(tenantId, agentId, latter);
  told.length = 0;
  await phones.remove(tenantId, agentId, former);
  expect(told).toEqual([]);
  await phones.remove(tenantId, agentId, latter);
  expect(told.map(({ method, path }) => `${method} ${path}`)).toEqual(
    ['endpoint', 'aor', 'auth'].map((type) => `DELETE ${type}/agent-${agentId}`),
  );
});

test('[A1.2] credentials whose session ends while the media server cannot be told are forgotten later, which is noted and said, unless they were issued again', async () => {
  const { tenantId } = await tenantAt('100039', '198.51.100.9', 5060);
  const { agentId, session } = await agentOf(tenantId);
  const said: string[] = [];
  let isAway = false;
  const media = {
    request: async (...request: Parameters<typeof ari.request>) => {
      if (isAway) throw new Error('the media server is away');
      return ari.request(...request);
    },
  } as unknown as AriClient;
  const log = createLog('warn', { write: (line) => void said.push(line) });
  const phones = new Phones({ db: database.db, ari: media, contacts: watch, mediaAddress: null, log });
  const left = () =>
    database.asOwner<{ payload: object }>(
      "select payload from outbox where tenant_id = $1 and kind = 'softphone.forget' and done_at is null",
      [tenantId],
    );
  const signOut = async (): Promise<void> => {
    const own = await session();
    isAway = false;
    await phones.issue(tenantId, agentId, own);
    isAway = true;
    await phones.remove(tenantId, agentId, own);
  };
  await signOut();
  expect(await left()).toEqual([{ payload: { agentId } }]);
  expect(said.filter((line) => line.includes('still known'))).toHaveLength(1);
  await expect(phones.forget(tenantId, agentId)).rejects.toThrow('away');
  isAway = false;
  told.length = 0;
  await phones.forget(tenantId, agentId);
  const gone = ['endpoint', 'aor', 'auth'].map((type) => `DELETE ${type}/agent-${agentId}`);
  expect(toldOf(agentId)).toEqual(gone);
  // What could be told at once is done.
  const own = await session();
  await phones.issue(tenantId, agentId, own);
  await phones.remove(tenantId, agentId, own);
  expect(await left()).toHaveLength(1);
  await signOut();
  isAway = false;
  await phones.issue(tenantId, agentId, await session());
  told.length = 0;
  await phones.forget(tenantId, agentId);
  expect(toldOf(agentId)).toEqual([]);
  await phones.useDesk(tenantId, agentId, await session());
  told.length = 0;
  await phones.forget(tenantId, agentId);
  expect(toldOf(agentId)).toEqual(gone);
});
