/** A tenant with a record of every kind, made through its own routes where there are any. */
import { fileName } from '../kernel/files.ts';
import { newId } from '../kernel/ids.ts';
import { writeWaveform } from '../slices/work/recordings/index.ts';
import { driveOf } from '../test-transfers.ts';
import { walks } from '../test-walks.ts';
import type { TestServer, TestTenant } from '../test-server.ts';

export interface FilledTenant {
  /** Ids of records, one or more of every table that has ids. */
  readonly ids: readonly string[];
  /** The same, table by table. */
  readonly kinds: readonly (readonly string[])[];
}

/** Fills a tenant; every name in it contains `name`, so that one can look for it. */
export async function fillTenant(server: TestServer, tenant: TestTenant, name: string): Promise<FilledTenant> {
  await makeRecords(server, tenant, name);
  await importRows(server, tenant, name);
  await writeCalls(server, tenant, name);
  return readTenant(server, tenant.id);
}

async function makeRecords(server: TestServer, tenant: TestTenant, name: string): Promise<void> {
  const { administrator } = tenant;
  const make = async (path: string, body: object): Promise<void> => {
    const reply = await server.request(administrator, 'POST', `/api${path}`, body);
    if (reply.statusCode !== 200) throw new Error(`${path}: ${reply.statusCode} ${reply.body}`);
  };
  await make('/customers', { name, phone: '15400000042', company: name });
  await make('/roles', {
    name,
    code: 'secret',
    description: name,
    scope: 'own',
    scopes: {},
    permissions: ['desk.use'],
    masksNumbers: true,
    autoAnswerSeconds: 0,
  });
  await make('/departments', { name, parentId: null, code: 'SECRET', headId: null });
  await make('/agent-groups', { name, order: 'sequential', note: name, memberIds: [tenant.agent.agentId] });
  await make('/caller-ids', { number: '075580000001', note: name });
  for (const { records } of walks) for (const [path, body] of records?.(name) ?? []) await make(path, body);
  await make('/api-keys', { name, permissions: ['customer.read'] });
  await make('/webhooks', { url: 'https://notices.example/bahu', events: ['customer.created'], note: name });
  await make('/lists/customers/views', { name, search: { stage: 'lead' }, isShared: true });
  await make('/exports', { kind: 'customers', format: 'csv', filter: { search: name }, language: 'zh-CN' });
}

async function importRows(server: TestServer, { administrator }: TestTenant, name: string): Promise<void> {
  const upload = await server.app.inject({
    method: 'POST',
    url: `/api/imports/file?kind=customers&name=${encodeURIComponent(name)}.csv`,
    payload: Buffer.from(`姓名,电话\n${name},15400000044\n${name},不是号码\n`),
    headers: { cookie: administrator.cookie, 'content-type': 'application/octet-stream' },
  });
  if (upload.statusCode !== 200) throw new Error(`the upload: ${upload.statusCode} ${upload.body}`);
  const drive = driveOf(server);
  await drive.work();
  await drive.map(administrator, await drive.get(administrator, upload.json<{ id: string }>().id));
}

async function putRecording(
  server: TestServer,
  tenantId: string,
  name: string,
): Promise<{ audio: string; peaks: string }> {
  const [audio, peaks] = [
    fileName(tenantId, 'recordings', 'one.wav'),
    fileName(tenantId, 'recordings', 'one.peaks.json'),
  ];
  await server.files.put(audio, Buffer.from(`RIFF ${name}`));
  await writeWaveform(server.files, peaks, { seconds: 1, pointsPerSecond: 1, peaks: [[0.5], [1]] });
  return { audio, peaks };
}

/** What only the engine and its followers write: a call, its events, its recording, and what was noted of it. */
async function writeCalls(server: TestServer, tenant: TestTenant, name: string): Promise<void> {
  const { audio, peaks } = await putRecording(server, tenant.id, name);
  await server.database.db.tenant(tenant.id, async (tx) => {
    const { id: tenantId, agent } = tenant;
    const [customerId, callId, queueId] = [newId(), newId(), newId()];
    await tx
      .updateTable('users')
      .set({ name })
      .where('id', 'in', [tenant.agent.userId, tenant.stranger.userId])
      .execute();
    await tx
      .insertInto('queues')
      .values({ tenantId, id: queueId, name, number: '901', strategy: 'round-robin' })
      .execute();
    await tx
      .insertInto('customers')
      .values({
        tenantId,
        id: customerId,
        name,
        phone: '+8615400000043',
        ownerId: agent.agentId,
        departmentId: tenant.departmentId,
      })
      .execute();
    await tx
      .insertInto('calls')
      .values({
        tenantId,
        id: callId,
        direction: 'inbound',
        startedAt: new Date(),
        number: '+8615400000043',
        ownNumber: '',
        customerId,
        agentId: agent.agentId,
        queueId,
      })
      .execute();
    await tx
      .insertInto('callEvents')
      .values({
        tenantId,
        callId,
        seq: 1,
        at: new Date(),
        type: 'queue-entered',
        data: JSON.stringify({ queueId, position: 1 }),
      })
      .execute();
    await tx
      .insertInto('recordings')
      .values({
        tenantId,
        id: newId(),
        callId,
        source: 's',
        startedAt: new Date(),
        status: 'ready',
        path: audio,
        peaksPath: peaks,
      })
      .execute();
    await tx
      .insertInto('followUps')
      .values({
        tenantId,
        id: newId(),
        customerId,
        agentId: agent.agentId,
        serviceType: 'consult',
        stage: '',
        callState: 'connected',
        currentState: 'open',
        channel: 'phone',
        content: name,
      })
      .execute();
  });
}

/** Up to three ids of every table of a tenant, from the catalogue, so that a table of tomorrow is walked too. */
async function readTenant(server: TestServer, tenantId: string): Promise<FilledTenant> {
  const tables = await server.database.asOwner<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id' join pg_attribute i on i.attrelid = c.oid and i.attname = 'id' and i.atttypid = 'uuid'::regtype
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`);
  const ids = await Promise.all(
    tables.map(({ name }) =>
      server.database.asOwner<{ id: string }>(`select id from ${name} where tenant_id = $1 order by id limit 3`, [
        tenantId,
      ]),
    ),
  );
  const kinds = [[tenantId], ...ids.filter((rows) => rows.length > 0).map((rows) => rows.map((row) => row.id))];
  return { ids: kinds.flat(), kinds };
}

/** A fingerprint of all that a tenant owns, but of what its own sign-ins leave behind. */
export async function fingerprintOf(server: TestServer, tenantId: string): Promise<Record<string, string | null>> {
  const tables = await server.database.asOwner<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname not in ('sessions', 'sign_ins', 'sign_in_tries')`);
  const prints = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await server.database.asOwner<{ print: string | null }>(
        `select md5(string_agg(t::text, ',' order by t::text)) as print from ${name} t where tenant_id = $1`,
        [tenantId],
      );
      return [name, row!.print] as const;
    }),
  );
  return Object.fromEntries(prints);
}
