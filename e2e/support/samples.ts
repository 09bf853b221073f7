/** A record of every kind for the pages to show: what the demo company has not from its start is made here. */
import { newId } from '@bahu/server/kernel/ids.ts';
import type { APIRequestContext, Page } from 'playwright-core';
import type { BackOffice } from './back-office.ts';

/** Ids of one record each. */
export interface Samples {
  tenant: string;
  customer: string;
  /** With whom something was agreed. */
  followedUp: string;
  user: string;
  role: string;
  department: string;
  group: string;
  trunk: string;
  deal: string;
  dialNumber: string;
  callerId: string;
  call: string;
  /** Of a number that belongs to no customer. */
  strangerCall: string;
  /** Made on another device, with a local recording. */
  localCall: string;
  missedCall: string;
  voicemail: string;
  apiKey: string;
  webhook: string;
  /** Of the menu, with a secret. */
  linkedPage: string;
  delivery: string;
  auditEntry: string;
  /** Of customers, with a cascading list. */
  field: string;
  /** Customers whose columns are to be named, whose rows are to be looked at, and that are in. */
  importColumns: string;
  importPreview: string;
  importResult: string;
}

interface Row {
  id: string;
  isStandard?: boolean;
  state?: string;
  extension?: string;
  code?: string;
  key?: string;
  mapping?: unknown;
}

/** `page` is the company's administrator, signed in. */
export async function makeSamples(office: BackOffice, page: Page): Promise<Samples> {
  const ask = askOf(page.request, office.url);
  const first = async (path: string, fits: (row: Row) => boolean = () => true): Promise<string> =>
    (await ask<{ items: Row[] }>('GET', path)).items.find(fits)!.id;
  const [tenant] = await office.sql<{ id: string }>("select id from tenants where code = '100001'");
  const customer = await first('/customers?limit=1');
  const [followedUp] = await office.sql<{ id: string }>(
    'select customer_id as id from follow_ups where tenant_id = $1 order by id limit 1',
    [tenant!.id],
  );
  const [call, strangerCall] = await insertCalls(office, tenant!.id, customer);
  const { key } = await ask<{ key: Row }>('POST', '/api-keys', {
    name: '数据看板',
    permissions: ['customer.read', 'call.read'],
  });
  const { webhook } = await ask<{ webhook: Row }>('POST', '/webhooks', {
    url: 'https://127.0.0.1:9/hook',
    events: ['customer.changed', 'call.ended'],
    note: '工单系统',
  });
  await ask('POST', `/webhooks/${webhook.id}/test`);
  const linkedPage = await ask<Row>('POST', '/linked-pages', {
    name: '订单系统',
    url: 'https://erp.example.com/orders?phone={number}',
    place: 'menu',
  });
  await ask('POST', `/linked-pages/${linkedPage.id}/secret`);
  const { id: callerId } = (
    await ask<{ items: Row[] }>('POST', '/caller-ids', { number: '075588880001', note: '备用' })
  ).items[0]!;
  return {
    tenant: tenant!.id,
    customer,
    call: call!,
    strangerCall: strangerCall!,
    localCall: await first('/calls?elsewhere=true&limit=1'),
    missedCall: await first('/missed-calls?limit=1'),
    voicemail: await first('/voicemails?limit=1'),
    apiKey: key.id,
    webhook: webhook.id,
    linkedPage: linkedPage.id,
    callerId,
    delivery: await first('/webhook-deliveries?limit=1'),
    user: await first('/users?limit=20', ({ extension }) => extension === '802'),
    role: await first('/roles', ({ code }) => code === 'leader'),
    department: await first('/departments'),
    group: await first('/agent-groups?limit=1'),
    followedUp: followedUp!.id,
    trunk: await first('/trunks?limit=1'),
    deal: await first('/deals?limit=1'),
    dialNumber: await first('/dial-numbers?limit=1'),
    auditEntry: await first('/audit?limit=1'),
    field: await first('/fields?owner=customers', ({ key }) => key === 'region'),
    ...(await makeImports(ask, office, page)),
  };
}

type Ask = <T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => Promise<T>;

const askOf =
  (request: APIRequestContext, url: string): Ask =>
  async <T>(method: string, path: string, body?: object) => {
    const reply = await request.fetch(`${url}/api${path}`, {
      method,
      headers: { origin: url },
      ...(body && { data: body }),
    });
    if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`);
    return (await reply.json()) as T;
  };

/** One that was taken, and one that rang at two agents before its caller gave up. */
async function insertCalls(office: BackOffice, tenantId: string, customerId: string): Promise<string[]> {
  const agents = await office.sql<{ id: string; extension: string }>(
    'select id, extension from agents where tenant_id = $1 order by extension',
    [tenantId],
  );
  const [queue] = await office.sql<{ id: string }>('select id from queues where tenant_id = $1 order by number', [
    tenantId,
  ]);
  const insert = async (
    minutesAgo: number,
    number: string,
    values: { customer: string | null; agent: string | null; outcome: string; talk: number },
    legs: readonly string[],
  ): Promise<string> => {
    const start = Date.now() - minutesAgo * 60_000;
    const id = newId(start);
    const at = (seconds: number): Date => new Date(start + seconds * 1000);
    await office.sql(
      `insert into calls (tenant_id, id, direction, started_at, answered_at, ended_at, number, own_number, customer_id, agent_id, queue_id, wait_seconds, talk_seconds, outcome, hangup_side, cause)
       values ($1, $2, 'inbound', $3, $4, $5, $6, '+864000000800', $7, $8, $9, 12, $10, $11, 'other', 16)`,
      [
        tenantId,
        id,
        at(0),
        values.talk ? at(12) : null,
        at(12 + values.talk),
        number,
        values.customer,
        values.agent,
        queue!.id,
        values.talk,
        values.outcome,
      ],
    );
    const events = [
      ['started', { direction: 'inbound', number, line: '+864000000800' }],
      ['ended', { outcome: values.outcome, side: 'other', cause: 16 }],
    ] as const;
    for (const [seq, [type, data]] of events.entries())
      await office.sql(
        'insert into call_events (tenant_id, call_id, seq, at, type, data) values ($1, $2, $3, $4, $5, $6)',
        [tenantId, id, seq + 1, at(seq * 6), type, data],
      );
    for (const [i, agentId] of legs.entries()) {
      await office.sql(
        `insert into call_legs (tenant_id, call_id, id, role, agent_id, number, started_at, ringing_at, answered_at, ended_at, outcome) values ($1, $2, $3, 'agent', $4, $5, $6, $6, $7, $8, $9)`,
        [
          tenantId,
          id,
          `${id}.${i + 1}`,
          agentId,
          '800',
          at(6 + i),
          agentId === values.agent ? at(12) : null,
          at(12 + values.talk),
          agentId === values.agent ? 'connected' : 'no-answer',
        ],
      );
    }
    return id;
  };
  const [own, other] = [agents[0]!.id, agents[1]!.id];
  return [
    await insert(30, '+8615410000042', { customer: customerId, agent: own, outcome: 'connected', talk: 95 }, [own]),
    await insert(20, '+8613900001234', { customer: null, agent: null, outcome: 'abandoned-queue', talk: 0 }, [
      other,
      own,
    ]),
  ];
}

/** Three files of customers, each left at another step. One row of each is wrong. Their rows are no data of the database yet, so they are not Chinese. */
async function makeImports(
  ask: Ask,
  office: BackOffice,
  page: Page,
): Promise<Pick<Samples, 'importColumns' | 'importPreview' | 'importResult'>> {
  const rows = (tail: number): string =>
    [
      'Name,Phone,Company,Note',
      ...[1, 2, 3].map((i) => `Li ${i}${tail},1542200${tail}${i}1,Yunfan Trading,`),
      'Wrong row,12,,',
    ].join('\r\n');
  const reach = async (id: string, states: readonly string[]): Promise<Row> => {
    for (;;) {
      const found = await ask<Row>('GET', `/imports/${id}`);
      if (states.includes(found.state!)) return found;
      await page.waitForTimeout(100);
    }
  };
  const upload = async (tail: number): Promise<Row> => {
    const reply = await page.request.post(
      `${office.url}/api/imports/file?kind=customers&name=${encodeURIComponent('客户.csv')}`,
      { headers: { origin: office.url, 'content-type': 'application/octet-stream' }, data: Buffer.from(rows(tail)) },
    );
    return reach(((await reply.json()) as Row).id, ['mapping']);
  };
  const check = async (found: Row): Promise<string> => {
    await ask('PUT', `/imports/${found.id}/mapping`, { mapping: found.mapping, onExisting: 'skip' });
    return (await reach(found.id, ['ready'])).id;
  };
  const [columns, preview, result] = [
    (await upload(10)).id,
    await check(await upload(20)),
    await check(await upload(30)),
  ];
  await ask('POST', `/imports/${result}/apply`);
  await reach(result, ['applied']);
  return { importColumns: columns, importPreview: preview, importResult: result };
}
