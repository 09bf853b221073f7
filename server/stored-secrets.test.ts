/** What a copy of the database gives away: every secret that a route makes is made here, and then looked for in every table. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OwnPhone } from '@bahu/contract/desk.ts';
import { createLog } from './kernel/log.ts';
import { sealedColumns } from './kernel/vault.ts';
import { deskWithoutEngine } from './compose/origin.ts';
import type { DeskPhones } from './slices/people/desk-phones/index.ts';
import { createTestOperator, operatorPassword } from './slices/platform/operator/test-operator.ts';
import { AriError, type AriClient } from './telephony/ari/client.ts';
import { ContactWatch } from './telephony/contact-watch.ts';
import { Phones } from './telephony/phones.ts';
import { createTestServer, testPassword, type TestServer } from './test-server.ts';

/** Read from the database, but set by no route yet. */
const withoutRoute = ['trunks.secret'];
/** A media server that knows nothing. */
const ari = {
  request: async (method: string, path: string) => {
    if (method === 'GET') throw new AriError(404, path, 'unknown');
  },
} as unknown as AriClient;

const log = createLog('silent');
let server: TestServer;
let phones: Phones;
/** What the routes answered, the only time that it is shown. */
const given: string[] = [];

beforeAll(async () => {
  const softphones = {
    issuePhone: (...phone: Parameters<Phones['issue']>) => phones.issue(...phone),
    useDeskPhone: deskWithoutEngine.softphones.useDeskPhone,
  };
  const deskPhones: DeskPhones = {
    ...deskWithoutEngine.deskPhones,
    deskPhoneChanged: async (...changed) => void (await phones.followDesk(...changed)),
  };
  server = await createTestServer({ desk: { ...deskWithoutEngine, softphones, deskPhones } });
  phones = new Phones({
    db: server.database.db,
    ari,
    contacts: new ContactWatch({ ari, log }),
    mediaAddress: null,
    log,
  });
  const { administrator, agent } = server.tenant;
  let key = 0;
  const keep = async (
    reply: Promise<{ statusCode: number; json(): unknown }>,
    name: string,
  ): Promise<Record<string, unknown>> => {
    const { statusCode, json } = await reply;
    const answer = json() as Record<string, unknown>;
    expect(statusCode, JSON.stringify(answer)).toBe(200);
    given.push(answer[name] as string);
    return answer;
  };
  const post = (user: typeof agent, url: string, body?: object) =>
    server.request(user, 'POST', `/api${url}`, body, { 'idempotency-key': `secret-${key++}` });
  await keep(
    post(administrator, '/webhooks', { url: 'https://crm.example/unchanged', events: ['user.created'] }),
    'secret',
  );
  const rotated = await keep(
    post(administrator, '/webhooks', { url: 'https://crm.example/rotated', events: ['user.created'] }),
    'secret',
  );
  await keep(post(administrator, `/webhooks/${(rotated['webhook'] as { id: string }).id}/secret`), 'secret');
  await keep(post(administrator, '/api-keys', { name: 'crm', permissions: ['customer.read'] }), 'secret');
  const linked = await post(administrator, '/linked-pages', {
    name: '订单',
    url: 'https://erp.example.com/',
    place: 'menu',
  });
  for (let round = 0; round < 2; round++)
    await keep(post(administrator, `/linked-pages/${linked.json<{ id: string }>().id}/secret`), 'secret');
  await keep(post(agent, '/session/second-factor', { password: testPassword }), 'secret');
  for (let round = 0; round < 2; round++) {
    const reply = await post(agent, '/desk/softphone');
    given.push(reply.json<OwnPhone>().access!.password);
    const issued = await keep(post(agent, '/desk/phone'), 'secret');
    given.push((issued['setupPath'] as string).split('.').at(-1)!);
  }
  const operator = await createTestOperator(server, 'keeper');
  await keep(operator.request('POST', '/second-factor', { password: operatorPassword }), 'secret');
});
afterAll(() => server.stop());

test('[P2] every secret that can be read again is stored encrypted from its first moment: at creation, at rotation, when a phone is issued anew', async () => {
  const filled: string[] = [];
  for (const column of sealedColumns) {
    const [table, name] = column.split('.') as [string, string];
    const rows = await server.database.asOwner<{ stored: string }>(
      `select ${name} as stored from ${table} where ${name} is not null`,
    );
    for (const { stored } of rows) expect(stored, column).toMatch(/^enc1:/);
    if (rows.length > 0) filled.push(column);
  }
  expect(filled.toSorted()).toEqual(sealedColumns.filter((column) => !withoutRoute.includes(column)).toSorted());
});

test('[P2] no secret that a route has shown stands in clear in any row of the database', async () => {
  const tables = await server.database.asOwner<{ name: string }>(`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and not exists (select from pg_inherits where inhrelid = format('%I.%I', table_schema, table_name)::regclass)
      and table_schema not in ('pg_catalog', 'information_schema')`);
  const inOne = ({ name }: { name: string }): string =>
    `select '${name}' as name from ${name} as t, unnest($1::text[]) as s where position(s in t::text) > 0`;
  const found = await server.database.asOwner(tables.map(inOne).join(' union '), [given]);
  expect([found, given.length, given.every((secret) => secret.length >= 16)]).toEqual([[], 14, true]);
});
