/** What may not be read may not be found out on the desk while a call is up, from what was answered before, and by importing. */
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { DeskState, LiveCall, LiveParty } from '@bahu/contract/realtime.ts';
import { transferJobs } from './test-jobs.ts';
import { newId } from './kernel/ids.ts';
import { createLog } from './kernel/log.ts';
import { connectReader } from './realtime/test-reader.ts';
import { canary, hidden, openCanary } from './test-canary.ts';
import type { TestUser } from './test-server.ts';
import { driveOf } from './test-transfers.ts';

const { server, mine, ask, setRole } = await openCanary();
let free = 15480000000;
const nextFree = (): string => String(free++);

describe('[U1] the desk and the call that pops up on it', () => {
  const at = '2026-11-22T08:00:00.000Z';
  const party = (kind: LiveParty['kind'], number: string, name: string | null): LiveParty => ({
    partyId: kind,
    kind,
    agentId: null,
    name,
    number,
    state: 'talking',
    since: at,
    isOwn: false,
    room: 'main',
    hears: [],
  });
  const ringing = ({ userId: agentId }: TestUser): DeskState => ({
    agentId,
    state: 'ringing',
    pause: null,
    nextPause: null,
    setFor: null,
    chosen: 'ready',
    since: at,
    wrapUpEndsAt: null,
    wrapUpCallId: null,
    isPhoneRegistered: true,
    queueIds: [],
    signedOutQueueIds: [],
    softphoneSessionId: null,
    hasDeskPhone: false,
    mayPop: true,
    second: held(agentId),
    today: { answered: 0, placed: 0 },
    call: held(agentId),
  });
  const held = (agentId: string): LiveCall => ({
    callId: newId(),
    legId: newId(),
    direction: 'inbound',
    phase: 'ringing',
    number: `+86${canary}`,
    numberShown: '+8675588880000',
    customerId: mine,
    customerName: `张${canary}`,
    queueName: null,
    menuKeys: '',
    startedAt: at,
    answeredAt: null,
    waitedSeconds: 0,
    isRecorded: false,
    isFarSilent: false,
    isOverPermanent: false,
    isOwnSilent: false,
    outcome: null,
    supervisedBy: [],
    supervising: null,
    isOwner: true,
    offeredBy: null,
    parties: [
      party('customer', `+86${canary}`, `张${canary}`),
      party('external', `+86${canary}`, null),
      { ...party('agent', '802', '林晓雯'), agentId, isOwn: true },
    ],
  });

  test('[U1] are masked for whoever watched before the call came and for whoever opens the page during it', async () => {
    const { tenant, hub, app } = server;
    await app.listen({ host: '127.0.0.1', port: 0 });
    const address = `127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    const seen = async (user: TestUser, publishes: boolean): Promise<string> => {
      const reader = await connectReader(address, user);
      reader.send({ subscribe: ['desk'] });
      await reader.settled();
      if (publishes) hub.publishDesk(tenant.id, user.userId, ringing(user));
      const frame = (await reader.settled()).at(-1);
      reader.socket.terminate();
      expect(frame).toMatchObject({ topic: 'desk', value: { call: { numberShown: '075588880000' } } });
      return JSON.stringify(frame);
    };
    for (const publishes of [true, false]) {
      const masked = await seen(tenant.agent, publishes);
      expect(masked).not.toMatch(hidden);
      expect(masked).toContain('"154****9981"');
      expect(masked).toContain('"张154****9981"');
      expect(await seen(tenant.administrator, publishes)).toContain(`"${canary}"`);
    }
  });
});

describe('[U1] what was answered before numbers were hidden', () => {
  test('[U1] is not answered again for the same key, neither in a session nor to a program', async () => {
    const { supervisor } = server.tenant;
    const secret = (
      await ask(server.tenant.administrator, 'POST', '/api-keys', {
        name: 'x',
        permissions: ['customer.read', 'customer.create'],
      })
    ).json<{ secret: string }>().secret;
    const body = { name: '重放', phone: nextFree() };
    const again = () => ask(supervisor, 'POST', '/customers', body, { 'idempotency-key': 'replay-1' });
    const first = await again();
    expect([first.body.includes(body.phone), (await again()).headers['idempotency-replayed']]).toEqual([true, 'true']);
    await setRole('supervisor', 'masks_numbers = true');
    const later = await again();
    expect([later.statusCode, later.json<{ code: string }>().code, later.body.includes(body.phone)]).toEqual([
      409,
      'idempotency.rights-changed',
      false,
    ]);
    await setRole('supervisor', "masks_numbers = false, scope = 'own'");
    expect((await again()).json()).toMatchObject({ code: 'idempotency.rights-changed' });
    await setRole('supervisor', "scope = 'department'");
    expect((await again()).body).toBe(first.body);
    const other = await server.app.inject({
      method: 'POST',
      url: '/v1/customers',
      payload: body,
      headers: { authorization: `Bearer ${secret}`, 'idempotency-key': 'replay-1' },
    });
    expect(other.json()).toMatchObject({ code: 'customer.phone-taken-by' });
  });

  test('[U1] as a file cannot be fetched any more', async () => {
    const { supervisor } = server.tenant;
    const { job, bytes } = await driveOf(server).exportFile(supervisor, { kind: 'customers' });
    expect(bytes.toString()).toContain(canary);
    await setRole('supervisor', 'masks_numbers = true');
    expect((await ask(supervisor, 'GET', `/jobs/${job.id}/file`)).json()).toMatchObject({ code: 'forbidden' });
    await setRole('supervisor', 'masks_numbers = false');
    expect((await ask(supervisor, 'GET', `/jobs/${job.id}/file`)).statusCode).toBe(200);
  });
});

describe('[U1] [C4] importing', () => {
  test('[U1] [C4] customers is refused at each step to who may not see their numbers: rows that exist would tell whose they are', async () => {
    const { supervisor } = server.tenant;
    const drive = driveOf(server);
    const found = await drive.upload(supervisor, `姓名,电话\n甲,${canary}\n乙,15400007777\n`);
    await setRole('supervisor', 'masks_numbers = true');
    const upload = await server.app.inject({
      method: 'POST',
      url: '/api/imports/file?kind=customers&name=a.csv',
      headers: { cookie: supervisor.cookie, 'content-type': 'application/octet-stream' },
      payload: `姓名,电话\n甲,${canary}\n`,
    });
    const steps = [
      upload,
      await ask(supervisor, 'GET', `/imports/${found.id}`),
      await ask(supervisor, 'GET', `/imports/${found.id}/rows`),
      await ask(supervisor, 'PUT', `/imports/${found.id}/mapping`, { mapping: found.mapping, onExisting: 'skip' }),
      await ask(supervisor, 'POST', `/imports/${found.id}/apply`),
    ];
    for (const reply of steps)
      expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([403, 'import.numbers-hidden']);
    expect((await ask(supervisor, 'GET', `/jobs/${found.jobId}/errors`)).statusCode).toBe(403);
    await setRole('supervisor', 'masks_numbers = false');
  });

  test('[U1] [C4] that is under way when numbers are hidden ends, and tells nothing of rows that exist', async () => {
    const { supervisor, id: tenantId } = server.tenant;
    const drive = driveOf(server);
    const found = await drive.upload(supervisor, `姓名,电话\n甲,${canary}\n乙,15400007778\n`);
    await ask(supervisor, 'PUT', `/imports/${found.id}/mapping`, { mapping: found.mapping, onExisting: 'skip' });
    await setRole('supervisor', 'masks_numbers = true');
    const [job] = await server.database.asOwner<{ id: string }>(
      "select id from background_jobs where import_id = $1 and step = 'import.check'",
      [found.id],
    );
    await transferJobs({ ...server, db: server.database.db }).handle(
      { jobId: job!.id },
      { tenantId, attempt: 1, log: createLog('silent'), tenant: (work) => server.database.db.tenant(tenantId, work) },
    );
    await setRole('supervisor', 'masks_numbers = false');
    expect(await drive.get(supervisor, found.id)).toMatchObject({
      state: 'failed',
      error: { code: 'import.numbers-hidden' },
      counts: null,
    });
  });
});
