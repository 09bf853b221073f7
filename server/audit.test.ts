/** Every route that changes something leaves a row in the audit log, or stands below with the reason why it need not. */
import type { InjectOptions } from 'fastify';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditActions } from '@bahu/contract/audit.ts';
import { contract } from './slices/together.ts';
import type { Import } from '@bahu/contract/imports.ts';
import type { Route } from '@bahu/contract/route.ts';
import { driveOf, type Drive } from './test-transfers.ts';
import { TestCalls } from './test-calls.ts';
import { walks } from './test-walks.ts';
import { createTestServer, testPassword, type TestServer, type TestUser } from './test-server.ts';

type Answer = Record<string, unknown>;
/** What earlier steps answered, by the name of their route. */
type Known = (name: string, ...keys: string[]) => string;
interface Step {
  route: string;
  id?: (known: Known) => string;
  body?: (known: Known) => object;
  as?: 'agent' | 'stranger' | 'leader';
  /** What a worker or an upload must have done before. */
  before?: () => Promise<unknown>;
}

const routes = new Map<string, Route>(
  Object.entries(contract).flatMap(([slice, table]) =>
    Object.entries(table).map(([name, route]) => [`${slice}.${name}`, route as Route] as const),
  ),
);

/** Routes that change nothing which the log of a tenant has to tell, each with the reason. */
const excused: Readonly<Record<string, string>> = {
  'session.signIn': 'stands in the login log with its result, address and device',
  'session.signOut': 'stands in the login log as the end of its sign-in',
  'session.signOutElsewhere': 'stands in the login log as the end of each sign-in',
  'session.endSession': 'stands in the login log as the end of its sign-in',
  'session.startSecondFactor': 'nothing holds until it was confirmed, which is a row',
  'desk.softphone': 'issues a phone for the session; who was signed in stands in the login log',
  'desk.setState': 'is a fact of the agent’s states',
  'desk.finishWrapUp': 'is a fact of the agent’s states',
  'desk.extendWrapUp': 'is a fact of the agent’s states',
  'desk.placeCall': 'is a call record',
  'desk.hold': 'is an event of the call',
  'desk.resume': 'is an event of the call',
  'desk.sendDigits': 'is an event of the call',
  'desk.consult': 'is an event of the call',
  'desk.stopConsult': 'is an event of the call',
  'desk.transfer': 'is an event of the call',
  'desk.completeTransfer': 'is an event of the call',
  'desk.swap': 'is an event of the call',
  'desk.merge': 'is an event of the call',
  'desk.dropParty': 'is an event of the call',
  'desk.pickUp': 'is an event of the call',
  'desk.park': 'is an event of the call',
  'desk.fetch': 'is an event of the call',
  'desk.switchCall': 'is an event of the call',
  'desk.hangUp': 'is an event of the call',
  'desk.demoCall': 'is a call record',
  'customers.addFollowUp': 'is itself a row with author and time that nobody can change',
  'fields.misfits': 'asks what a change would do, and does nothing',
  'views.arrange': 'the columns of one’s own list concern nobody else',
  ...(Object.assign({}, ...walks.map((walk) => walk.excused)) as Record<string, string>),
};
let server: TestServer;
let drive: Drive;
const calls = new TestCalls();
const talk = async () => void calls.talk(server.tenant.agent);
const answers = new Map<string, Answer>();
const known: Known = (name, ...keys) => {
  const found = keys.reduce<unknown>((value, key) => (value as Answer)[key], answers.get(name));
  if (typeof found !== 'string') throw new Error(`${name} answered no ${keys.join('.')}`);
  return found;
};
/** Files that were uploaded for an import: one to write and to take back, one to give up. */
const uploads: Import[] = [];
const upload = async (phone: string) =>
  void uploads.push(await drive.upload(server.tenant.administrator, `姓名,电话\n冯小白,${phone}\n`));
const version = (name: string): number => answers.get(name)!['version'] as number;
beforeAll(async () => {
  server = await createTestServer({ toPrivate: true, desk: calls.desk });
  calls.add(server.tenant.agent, server.tenant.administrator);
  drive = driveOf(server);
});
afterAll(() => server.stop());

const factorCode = (): string =>
  new TOTP({ secret: Secret.fromBase32(known('session.startSecondFactor', 'secret')) }).generate();
/** In this order: later ones change what earlier ones made. */
const steps: readonly Step[] = [
  { route: 'customers.create', body: () => ({ name: '冯小青', phone: '13900000031' }) },
  {
    route: 'customers.change',
    id: (of) => of('customers.create', 'id'),
    body: () => ({ version: version('customers.create'), company: '南山贸易' }),
  },
  { route: 'customers.revealNumber', id: (of) => of('customers.create', 'id') },
  { route: 'customers.addNumber', id: (of) => of('customers.create', 'id'), body: () => ({ phone: '13900000032' }) },
  { route: 'customers.changeNumber', id: (of) => of('customers.create', 'id'), body: () => ({ label: 'work' }) },
  { route: 'customers.revealFurtherNumber', id: (of) => of('customers.create', 'id') },
  { route: 'customers.removeNumber', id: (of) => of('customers.create', 'id') },
  { route: 'views.save', body: () => ({ name: '南山', search: { search: '南山' }, isShared: false }) },
  { route: 'views.remove', id: (of) => of('views.save', 'id') },
  { route: 'exports.start', body: () => ({ kind: 'customers', format: 'csv', filter: {}, language: 'zh-CN' }) },
  { route: 'jobs.cancel', id: (of) => of('exports.start', 'id') },
  {
    route: 'imports.table',
    before: () => upload('13900000032'),
    id: () => uploads[0]!.id,
    body: () => ({ sheet: 0, headLine: 1 }),
  },
  {
    route: 'imports.map',
    before: () => drive.work(),
    id: () => uploads[0]!.id,
    body: () => ({ mapping: ['name', 'phone'], onExisting: 'skip' }),
  },
  { route: 'imports.apply', before: () => drive.work(), id: () => uploads[0]!.id },
  { route: 'imports.undo', before: () => drive.work(), id: () => uploads[0]!.id },
  { route: 'imports.cancel', before: () => upload('13900000033'), id: () => uploads[1]!.id },
  {
    route: 'roles.create',
    body: () => ({ name: '夜班', code: 'night', scope: 'own', permissions: ['desk.use'], masksNumbers: true }),
  },
  {
    route: 'roles.change',
    id: (of) => of('roles.create', 'id'),
    body: () => ({ version: version('roles.create'), description: '夜间' }),
  },
  { route: 'session.viewAs', id: (of) => of('roles.create', 'id') },
  { route: 'session.viewAsMyself' },
  {
    route: 'users.create',
    body: (of) => ({ extension: '850', name: '郑小满', roleId: of('roles.create', 'id'), password: 'right-horse-8' }),
  },
  { route: 'users.change', id: () => createdUser(), body: () => ({ version: 1, name: '郑大满' }) },
  { route: 'users.changeMany', body: () => ({ selection: { ids: [createdUser()] }, change: { isRecorded: false } }) },
  { route: 'users.resetPassword', id: () => createdUser() },
  { route: 'users.resetSecondFactor', id: () => createdUser() },
  { route: 'users.unlock', id: () => createdUser() },
  { route: 'users.signOut', id: () => createdUser() },
  { route: 'users.remove', id: () => createdUser() },
  { route: 'roles.remove', id: (of) => of('roles.create', 'id') },
  { route: 'departments.create', body: () => ({ name: '售前组', parentId: null }) },
  {
    route: 'departments.change',
    id: (of) => of('departments.create', 'id'),
    body: () => ({ version: version('departments.create'), name: '售前一组' }),
  },
  { route: 'departments.remove', id: (of) => of('departments.create', 'id') },
  { route: 'agentGroups.create', body: () => ({ name: '早班', order: 'random' }) },
  {
    route: 'agentGroups.change',
    id: (of) => of('agentGroups.create', 'id'),
    body: () => ({ version: version('agentGroups.create'), name: '晚班' }),
  },
  { route: 'agentGroups.remove', id: (of) => of('agentGroups.create', 'id') },
  {
    route: 'fields.create',
    body: () => ({
      owner: 'customers',
      key: 'hobby',
      type: 'text',
      labels: { zh: '爱好', en: 'Hobby' },
      options: [],
      state: 'all',
      isSearchable: false,
      required: { web: false, mobile: false, pop: false },
      width: 140,
      default: '',
    }),
  },
  {
    route: 'fields.change',
    id: (of) => of('fields.create', 'id'),
    body: () => ({ version: version('fields.create'), width: 200 }),
  },
  { route: 'fields.place', body: () => ({ version: 0, width: 200 }) },
  { route: 'fields.order', body: () => ({ owner: 'customers', ids: [] }) },
  { route: 'callerIds.create', body: () => ({ number: '075588880001', toNumber: '075588880002' }) },
  {
    route: 'callerIds.change',
    id: () => secondNumber().id,
    body: () => ({ version: secondNumber().version, note: '备用' }),
  },
  { route: 'callerIds.remove', id: () => secondNumber().id },
  {
    route: 'tenants.change',
    body: () => ({
      version: 1,
      security: { passwordLength: 8, passwordMixed: false, passwordDays: 0, secondFactor: 'optional' },
    }),
  },
  { route: 'apiKeys.create', body: () => ({ name: '报表', permissions: ['call.read'] }) },
  { route: 'apiKeys.revoke', id: (of) => of('apiKeys.create', 'key', 'id') },
  { route: 'webhooks.create', body: () => ({ url: 'https://example.com/hook', events: ['customer.created'] }) },
  {
    route: 'webhooks.change',
    id: (of) => of('webhooks.create', 'webhook', 'id'),
    body: () => ({ version: 1, note: '客户' }),
  },
  { route: 'webhooks.rotate', id: (of) => of('webhooks.create', 'webhook', 'id') },
  { route: 'webhooks.test', id: (of) => of('webhooks.create', 'webhook', 'id') },
  { route: 'webhooks.replay', id: (of) => of('webhooks.test', 'id') },
  { route: 'webhooks.remove', id: (of) => of('webhooks.create', 'webhook', 'id') },
  { route: 'monitor.listen', before: talk, id: () => server.tenant.agent.agentId },
  { route: 'monitor.whisper', id: () => server.tenant.agent.agentId },
  { route: 'monitor.barge', id: () => server.tenant.agent.agentId },
  { route: 'monitor.stop' },
  { route: 'monitor.hangUp', id: () => server.tenant.agent.agentId, body: () => ({ reason: '客户投诉' }) },
  { route: 'monitor.takeOver', before: talk, id: () => server.tenant.agent.agentId },
  { route: 'monitor.setState', id: () => server.tenant.agent.agentId, body: () => ({ state: 'away' }) },
  { route: 'session.startSecondFactor', as: 'leader', body: () => ({ password: testPassword }) },
  { route: 'session.confirmSecondFactor', as: 'leader', body: () => ({ code: factorCode() }) },
  {
    route: 'session.removeSecondFactor',
    as: 'leader',
    body: () => ({
      password: testPassword,
      code: (answers.get('session.confirmSecondFactor')!['recoveryCodes'] as string[])[0],
    }),
  },
  ...walks.flatMap(({ deeds = [] }) =>
    deeds.map(({ route, idOf, body }): Step => ({
      route,
      ...(idOf !== undefined && { id: (of) => of(idOf, 'id') }),
      ...(body && { body: () => body }),
    })),
  ),
  { route: 'session.changePassword', as: 'stranger', body: () => ({ current: testPassword, next: 'right-horse-9' }) },
];
const createdUser = (): string => (answers.get('users.create')!['items'] as { id: string }[])[0]!.id;
const secondNumber = (): { id: string; version: number } =>
  (answers.get('callerIds.create')!['items'] as { id: string; version: number }[])[1]!;

async function countRows(): Promise<number> {
  const [row] = await server.database.asOwner<{ count: string }>(
    'select count(*) from audit_rows where tenant_id = $1',
    [server.tenant.id],
  );
  return Number(row!.count);
}

describe('every deed leaves a row', () => {
  test('[P4] no route that changes something is forgotten', () => {
    const changing = [...routes]
      .filter(
        ([, route]) =>
          route.method !== 'GET' && route.permission !== 'operator' && !route.path.startsWith('/operator/'),
      )
      .map(([name]) => name);
    const spoken = [...steps.map((step) => step.route), ...Object.keys(excused)];
    expect(changing.filter((name) => !spoken.includes(name))).toEqual([]);
    expect(spoken.filter((name) => !changing.includes(name))).toEqual([]);
  });

  test.each(steps)('[P4] $route', async ({ route: name, id, body, as, before: prepare }) => {
    await prepare?.();
    const route = routes.get(name)!;
    const user: TestUser = server.tenant[as ?? 'administrator'];
    const url = `/api${route.path
      .replace(':list', 'customers')
      .replace(':owner', 'customers')
      .replace(':key', 'note')
      .replace(/:id(?!\w)/, id ? id(known) : '')
      .replace(':numberId', () => known('customers.addNumber', 'numbers', '1', 'id'))}`;
    const before = await countRows();
    const reply = await server.request(user, route.method as NonNullable<InjectOptions['method']>, url, body?.(known));
    expect(reply.statusCode, reply.body).toBe(200);
    answers.set(name, reply.json<Answer>());
    if (!(name in excused)) expect(await countRows()).toBeGreaterThan(before);
  });

  test('[P4] no row holds a password, a code or a secret', async () => {
    const rows = await server.database.asOwner<{ before: unknown; after: unknown }>(
      'select before, after from audit_rows',
    );
    const written = JSON.stringify(rows);
    const [secret, webhookSecret] = [known('session.startSecondFactor', 'secret'), known('webhooks.create', 'secret')];
    for (const hidden of [
      testPassword,
      'right-horse',
      secret,
      webhookSecret,
      known('apiKeys.create', 'secret'),
      known('users.resetPassword', 'password'),
      'scrypt',
      '$argon2',
    ])
      expect(written).not.toContain(hidden);
    expect(written).not.toMatch(/"(?:password|passwordHash|secret|tokenHash)":"/);
  });
});

describe('the words of the log', () => {
  /** What is done by no route that changes something; each has its own test there. */
  const elsewhere = [
    'recording.play',
    'recording.download',
    'export.download',
    'session.attack',
    'support.enter',
    'import.start',
    'department.move',
    'call.dial',
  ];

  test('[P4] what the walk has written and what other tests prove are all actions of the contract, and no others', async () => {
    const rows = await server.database.asOwner<{ action: string }>('select distinct action from audit_rows');
    const written = new Set(rows.map(({ action }) => action));
    expect([...written].filter((action) => !(auditActions as readonly string[]).includes(action))).toEqual([]);
    expect(auditActions.filter((action) => !written.has(action) && !elsewhere.includes(action))).toEqual([]);
  });
});
