import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LinkedPage, PlacedPage } from '@bahu/contract/linked-pages.ts';
import { framePath, goPath, type LinkedSubject } from '@bahu/contract/linked-page-paths.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
let customerId: string;
let callId: string;
const phone = '13900000001';
beforeAll(async () => {
  server = await createTestServer();
  const { agent, id } = server.tenant;
  await masking(false);
  const made = await as(agent, 'POST', '/customers', { name: '林晓梅 & Söhne', phone });
  expect(made.statusCode, made.body).toBe(200);
  customerId = made.json<{ id: string }>().id;
  callId = newId();
  await server.database.asOwner(
    `insert into calls (tenant_id, id, direction, started_at, number, own_number, agent_id, customer_id, outcome)
     values ($1, $2, 'inbound', now(), '+8613900000001', '+8675500000000', $3, $4, 'connected')`,
    [id, callId, agent.userId, customerId],
  );
});
afterAll(() => server.stop());

const as = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
let made = 0;
async function add(values: Partial<LinkedPage> = {}): Promise<LinkedPage> {
  made += 1;
  const body = { name: `页面${made}`, url: template, place: 'customer', ...values };
  const reply = await as(server.tenant.administrator, 'POST', '/linked-pages', body);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<LinkedPage>();
}
const template =
  'https://erp.example.com:8443/crm/{number}?d={direction}&call={call}&x={extension}&c={customer}&n={customerName}';
const secretOf = async ({ id }: LinkedPage): Promise<string> =>
  (await as(server.tenant.administrator, 'POST', `/linked-pages/${id}/secret`)).json<{ secret: string }>().secret;
/** Where a page leads somebody. */
async function addressOf(user: TestUser, { id }: LinkedPage, subject: LinkedSubject): Promise<URL> {
  const reply = await server.request(user, 'GET', goPath(id, subject));
  expect(reply.statusCode, reply.body).toBe(302);
  expect(reply.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
  return new URL(reply.headers.location!);
}
const masking = (isMasking: boolean) =>
  server.database
    .asOwner("update roles set masks_numbers = $1 where tenant_id = $2 and code = 'agent'", [
      isMasking,
      server.tenant.id,
    ])
    .then(() => server.sessions.refreshTenant(server.tenant.id));

describe('a linked page', () => {
  test('[A3] is opened with number, agent, call, direction and customer', async () => {
    const url = await addressOf(server.tenant.agent, await add(), { callId });
    expect([url.origin, url.pathname]).toEqual(['https://erp.example.com:8443', `/crm/${phone}`]);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      d: 'inbound',
      call: callId,
      x: '802',
      c: customerId,
      n: '林晓梅 & Söhne',
    });
  });

  test('[A3] [U1] has for a number that is masked a key, which who has the secret and the number makes too', async () => {
    const page = await add({ url: 'https://erp.example.com/{numberKey}?n={number}' });
    const none = await addressOf(server.tenant.agent, page, { callId });
    expect(none.pathname).toBe('/');
    const secret = await secretOf(page);
    const key = createHmac('sha256', secret).update('number\n+8613900000001').digest('hex');
    await masking(true);
    const [ofCall, ofCustomer] = [
      await addressOf(server.tenant.agent, page, { callId }),
      await addressOf(server.tenant.agent, page, { customerId }),
    ];
    await masking(false);
    expect([ofCall.pathname, ofCustomer.pathname]).toEqual([`/${key}`, `/${key}`]);
    expect([ofCall.searchParams.get('n'), ofCustomer.searchParams.get('n')]).toEqual(['', '']);
    const fresh = await secretOf(page);
    const both = (await addressOf(server.tenant.agent, page, { callId })).pathname;
    expect(both).toBe(`/${createHmac('sha256', fresh).update('number\n+8613900000001').digest('hex')}.${key}`);
  });

  test('[A3] about a customer without a call has their number and no call', async () => {
    const url = await addressOf(server.tenant.agent, await add(), { customerId });
    expect([url.pathname, url.searchParams.get('d'), url.searchParams.get('c')]).toEqual([
      `/crm/${phone}`,
      '',
      customerId,
    ]);
  });

  test('[A3] [U1] gives nobody’s number to a reader who sees numbers masked', async () => {
    const page = await add();
    await masking(true);
    const url = await addressOf(server.tenant.agent, page, { callId });
    await masking(false);
    expect(url.href).not.toContain('139');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ call: callId, c: customerId });
  });

  test('[A3] [U1] says nothing of calls of others to who reads no calls, however wide their scope', async () => {
    const { id, supervisor, agent } = server.tenant;
    const page = await add();
    const setRight = async (change: 'array_append' | 'array_remove', role: 'supervisor' | 'agent') => {
      await server.database.asOwner(
        `update roles set permissions = ${change}(permissions, 'call.read') where tenant_id = $1 and code = $2`,
        [id, role],
      );
      await server.sessions.refreshTenant(id);
    };
    await server.database.asOwner("update roles set scope = 'all' where tenant_id = $1 and code = 'supervisor'", [id]);
    for (const role of ['supervisor', 'agent'] as const) await setRight('array_remove', role);
    const [others, own] = [await addressOf(supervisor, page, { callId }), await addressOf(agent, page, { callId })];
    for (const role of ['supervisor', 'agent'] as const) await setRight('array_append', role);
    expect([others.pathname, others.searchParams.get('call')]).toEqual(['/crm/', '']);
    expect([own.pathname, own.searchParams.get('call')]).toEqual([`/crm/${phone}`, callId]);
  });

  test('[A3] [U1] [P2] says nothing of what its reader may not open, in the company and in another', async () => {
    const page = await add();
    const empty = { d: '', call: '', c: '', n: '' };
    const url = await addressOf(server.tenant.stranger, page, { callId, customerId });
    expect([url.pathname, Object.fromEntries(url.searchParams)]).toMatchObject(['/crm/', empty]);
    const { administrator } = server.otherTenant;
    expect((await server.request(administrator, 'GET', goPath(page.id, { callId }))).statusCode).toBe(404);
    expect((await server.request(administrator, 'GET', framePath(page.id, {}))).statusCode).toBe(404);
    expect((await server.request(null as never, 'GET', goPath(page.id, {}))).statusCode).toBe(401);
  });

  test('[A3] that is switched off is opened by nobody and shown to nobody', async () => {
    const page = await add({ isEnabled: false });
    expect((await server.request(server.tenant.agent, 'GET', goPath(page.id, {}))).statusCode).toBe(404);
    const { items } = (await as(server.tenant.agent, 'GET', '/placed-linked-pages')).json<{ items: PlacedPage[] }>();
    expect(items.map(({ id }) => id)).not.toContain(page.id);
  });

  test('[A3] is named to agents by place and position, without its address', async () => {
    const [last, first] = [await add({ place: 'menu', position: 2 }), await add({ place: 'menu', position: 1 })];
    const { items } = (await as(server.tenant.agent, 'GET', '/placed-linked-pages')).json<{ items: PlacedPage[] }>();
    expect(items.filter(({ place }) => place === 'menu').map(({ id }) => id)).toEqual([first.id, last.id]);
    expect(JSON.stringify(items)).not.toContain('example.com');
    expect((await as(server.tenant.agent, 'GET', `/linked-pages/${first.id}`)).statusCode).toBe(403);
  });
});

describe('the signature of a linked page', () => {
  /** What docs/api.md tells a receiver to do, by means of Node alone. */
  function isGenuine(address: string, secret: string): boolean {
    const { pathname, searchParams } = new URL(address);
    const given = searchParams.get('signature')!.split('.');
    searchParams.delete('signature');
    const encode = (text: string) =>
      encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
    const query = [...searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
    const expected = createHmac('sha256', secret)
      .update(`${pathname}\n${query.join('&')}`)
      .digest('hex');
    return given.includes(expected);
  }

  test('[A3] is by a secret that is shown once, over path, values and time', async () => {
    const page = await add();
    expect(page.isSigned).toBe(false);
    const secret = await secretOf(page);
    const { href, searchParams } = await addressOf(server.tenant.agent, page, { callId });
    expect(isGenuine(href, secret)).toBe(true);
    expect(Math.abs(Number(searchParams.get('signed_at')) - Date.now() / 1000)).toBeLessThan(60);
    for (const [from, to] of [
      [phone, '13900000002'],
      ['d=inbound', 'd=outbound'],
      ['signed_at=1', 'signed_at=2'],
      ['/crm/', '/erp/'],
    ] as const)
      expect(isGenuine(href.replace(from, to), secret), from).toBe(false);
    expect(isGenuine(href, `${secret}x`)).toBe(false);
    const seen = (await as(server.tenant.administrator, 'GET', `/linked-pages/${page.id}`)).body;
    expect(seen).toContain('"isSigned":true');
    expect(seen).not.toContain(secret);
    const [row] = await server.database.asOwner<{ secret: string }>('select secret from linked_pages where id = $1', [
      page.id,
    ]);
    expect(row!.secret).toMatch(/^enc1:/);
  });

  test('[A3] is by the old secret too for a day after a new one was made', async () => {
    const page = await add();
    const [old, fresh] = [await secretOf(page), await secretOf(page)];
    const both = await addressOf(server.tenant.agent, page, { callId });
    expect([isGenuine(both.href, old), isGenuine(both.href, fresh)]).toEqual([true, true]);
    await server.database.asOwner(
      "update linked_pages set old_secret_until = now() - interval '1 second' where id = $1",
      [page.id],
    );
    const later = await addressOf(server.tenant.agent, page, { callId });
    expect([isGenuine(later.href, old), isGenuine(later.href, fresh)]).toEqual([false, true]);
  });

  test('[A3] stands in the example of the form as well', async () => {
    const page = await add();
    const secret = await secretOf(page);
    const reply = await as(server.tenant.administrator, 'GET', `/linked-pages/${page.id}/example`);
    expect(isGenuine(reply.json<{ address: string }>().address, secret)).toBe(true);
  });
});

describe('the document around a linked page', () => {
  test('[A3] lets one origin be framed, without script, referrer or our origin, and only by ourselves', async () => {
    const page = await add({ url: 'https://erp.example.com:8443/?a=1&n={customerName}&q=%22%3E%3Cscript%3E' });
    const reply = await server.request(server.tenant.agent, 'GET', framePath(page.id, { callId }));
    expect(reply.statusCode).toBe(200);
    expect(reply.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-src https://erp.example.com:8443; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    const [, sandbox] = /sandbox="([^"]*)"/.exec(reply.body)!;
    expect(sandbox!.split(' ').toSorted()).toEqual(['allow-forms', 'allow-popups', 'allow-scripts']);
    expect(reply.body).toContain('referrerpolicy="no-referrer"');
    expect(reply.body).not.toContain('<script');
    expect(reply.body.match(/<iframe/g)).toHaveLength(1);
  });

  test('[A3] leaves the policy of the product closed: frames of ourselves alone', async () => {
    const reply = await server.request(server.tenant.agent, 'GET', '/api/placed-linked-pages');
    expect(reply.headers['content-security-policy']).toContain("frame-src 'self';");
    expect(reply.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  test('[A3] is refused for an address, a call and a customer that are none', async () => {
    const { agent } = server.tenant;
    const page = await add();
    for (const url of [
      '/api/linked-pages/x/frame',
      `/api/linked-pages/${newId()}/frame`,
      `/api/linked-pages/${newId()}/go`,
    ])
      expect((await server.request(agent, 'GET', url)).statusCode).toBe(404);
    const odd = await server.request(agent, 'GET', `/api/linked-pages/${page.id}/frame?call=javascript:alert(1)`);
    expect(odd.json()).toMatchObject({ code: 'input.invalid' });
  });
});

describe('an address of a linked page', () => {
  test.each([
    ['scheme', 'javascript:alert(1)'],
    ['scheme', '//erp.example.com'],
    ['credentials', 'https://a@erp.example.com/'],
    ['characters', 'https://erp.example.com/\n'],
    ['characters', 'https://еrp.example.com/'],
    ['loopback', 'http://127.0.0.1:8800/api/session'],
    ['variable-place', 'https://{number}.example.com/'],
  ])('[A3] with the fault %s is not kept: %j', async (rule, url) => {
    const body = { name: '坏地址', url, place: 'menu' };
    const reply = await as(server.tenant.administrator, 'POST', '/linked-pages', body);
    expect(reply.json()).toMatchObject({ code: 'linked-page.address', fields: [{ path: 'url', rule }] });
    const page = await add();
    const changed = await as(server.tenant.administrator, 'PATCH', `/linked-pages/${page.id}`, { version: 1, url });
    expect(changed.json()).toMatchObject({ code: 'linked-page.address' });
  });

  test('[A3] is as long as the contract lets it, and a company has so many pages and no two of a name', async () => {
    const { administrator } = server.tenant;
    const url = `https://erp.example.com/${'a'.repeat(1000)}`;
    expect((await as(administrator, 'POST', '/linked-pages', { name: 'x', url, place: 'menu' })).statusCode).toBe(400);
    const { name } = await add();
    const twice = await as(administrator, 'POST', '/linked-pages', { name, url: template, place: 'menu' });
    expect(twice.json()).toMatchObject({ code: 'linked-page.name-taken', fields: [{ path: 'name' }] });
    await server.database.asOwner(
      `insert into linked_pages (tenant_id, id, name, url, place)
       select $1, gen_random_uuid(), 'n' || n, 'https://a.example', 'menu' from generate_series(1, 50) n`,
      [server.tenant.id],
    );
    const full = await as(administrator, 'POST', '/linked-pages', { name: '满', url: template, place: 'menu' });
    expect(full.json()).toMatchObject({ code: 'linked-page.too-many' });
  });
});
