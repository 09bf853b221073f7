import { sql } from 'kysely';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OperatorMe } from '@bahu/contract/operator.ts';
import { operatorCookie } from '../../../kernel/auth/operators.ts';
import { sessionCookie } from '../../../kernel/http/access.ts';
import { createTestServer, testPassword, type TestServer } from '../../../test-server.ts';
import { asOperator, createTestOperator, operatorPassword, signIn, type TestOperator } from './test-operator.ts';

let server: TestServer;
let operator: TestOperator;
beforeAll(async () => {
  server = await createTestServer();
  operator = await createTestOperator(server, 'ops');
});
afterAll(() => server.stop());

/** Each test comes from an address of its own, so that the throttle of one is not felt by the next. */
let address = 0;
beforeEach(() => {
  address++;
});
const enter = (loginName: string, password: string) => signIn(server, loginName, password, `192.0.2.${address}`);
const codeOf = (reply: LightMyRequestResponse) => reply.json<{ code?: string }>().code;

describe("an operator's sign-in", () => {
  test('[P1] gives a cookie for the routes of operators alone, for eight hours, that no other site can use', async () => {
    const reply = await enter('OPS', operatorPassword);
    expect(reply.statusCode).toBe(200);
    expect(reply.cookies).toEqual([
      expect.objectContaining({
        name: operatorCookie,
        httpOnly: true,
        sameSite: 'Strict',
        path: '/api/operator',
        maxAge: 8 * 3600,
      }),
    ]);
    expect(reply.json<OperatorMe>()).toMatchObject({
      operator: { loginName: 'ops', mustChangePassword: false, isEnabled: true },
      branding: { productName: '', logo: null },
    });
    expect(reply.body).not.toMatch(/hash|argon2/i);
  });

  test('[P1] a session of a tenant is never an operator, and an operator is nobody in a tenant', async () => {
    const { token } = server.tenant.administrator;
    const withTenants = await server.app.inject({
      method: 'GET',
      url: '/api/operator/tenants',
      cookies: { [sessionCookie]: token, [operatorCookie]: token },
    });
    expect([withTenants.statusCode, codeOf(withTenants)]).toEqual([401, 'session.required']);
    const withOperators = await server.app.inject({
      method: 'GET',
      url: '/api/session',
      cookies: { [sessionCookie]: operator.token, [operatorCookie]: operator.token },
    });
    expect([withOperators.statusCode, codeOf(withOperators)]).toEqual([401, 'session.required']);
    expect((await enter('100001800', testPassword)).statusCode).toBe(401);
    const account = await server.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { account: 'ops', password: operatorPassword },
    });
    expect(account.statusCode).toBe(401);
  });

  test('answers a wrong password and an unknown name alike', async () => {
    for (const name of ['ops', 'nobody', "' or 1=1 --"])
      expect([await enter(name, 'wrong')].map((reply) => [reply.statusCode, codeOf(reply)])).toEqual([
        [401, 'session.wrong-password'],
      ]);
  });

  test('[P1] eight wrong passwords lock the account for a quarter of an hour, whether it exists or not', async () => {
    await createTestOperator(server, 'locked');
    for (const name of ['locked', 'phantom']) {
      for (let i = 0; i < 8; i++) expect((await enter(name, 'wrong')).statusCode, name).toBe(401);
      const refused = await enter(name, operatorPassword);
      expect([refused.statusCode, refused.json()]).toEqual([
        423,
        expect.objectContaining({ code: 'session.locked', params: { minutes: 15 } }),
      ]);
    }
    await server.database.asOwner("update sign_in_tries set blocked_until = blocked_until - interval '15 minutes'");
    expect((await enter('locked', operatorPassword)).statusCode).toBe(200);
  });

  test('[P1] wrong passwords side by side count one by one', async () => {
    await createTestOperator(server, 'crowd');
    const replies = await Promise.all(Array.from({ length: 12 }, () => enter('crowd', 'wrong')));
    expect(replies.map((reply) => reply.statusCode).toSorted((a, b) => a - b)).toEqual([
      ...Array<number>(8).fill(401),
      ...Array<number>(4).fill(423),
    ]);
  });

  test('more than a person types in a minute is too much', async () => {
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 16; i++) codes.push(codeOf(await enter('hasty', 'wrong')));
    expect(codes.at(-1)).toBe('too-many-requests');
  });

  test('a page of another site cannot sign in', async () => {
    const foreign = { origin: 'https://evil.example', host: 'phone.example' };
    expect(
      codeOf(
        await server.request(
          null,
          'POST',
          '/api/operator/session',
          { loginName: 'ops', password: operatorPassword },
          foreign,
        ),
      ),
    ).toBe('session.origin');
  });
});

describe("an operator's session", () => {
  test('ends with the sign-out and with its eight hours', async () => {
    const [left, late] = [await enter('ops', operatorPassword), await enter('ops', operatorPassword)].map((reply) =>
      asOperator(server, reply.cookies[0]!.value),
    ) as [TestOperator['request'], TestOperator['request']];
    expect((await left('DELETE', '/session')).statusCode).toBe(200);
    expect(codeOf(await left('GET', '/session'))).toBe('session.required');
    expect((await late('GET', '/session')).statusCode).toBe(200);
    const [hours] = await server.database.asOwner<{ hours: number }>(
      'select round(extract(epoch from max(expires_at - created_at)) / 3600)::int as hours from operator_sessions',
    );
    expect(hours!.hours).toBe(8);
    await server.database.asOwner(
      "update operator_sessions set expires_at = now() - interval '1 second' where created_at = (select max(created_at) from operator_sessions)",
    );
    expect(codeOf(await late('GET', '/session'))).toBe('session.required');
  });

  test('has its secret in the database only as a hash', async () => {
    const [row] = await server.database.asOwner<{ text: string }>(
      "select string_agg(s::text, ' ') as text from operator_sessions s",
    );
    expect(row!.text).not.toContain(operator.token);
    expect(row!.text).not.toContain(Buffer.from(operator.token).toString('hex'));
  });

  test('[P1] a first password opens nothing but the way to the next one', async () => {
    const created = await operator.request('POST', '/operators', { loginName: 'fresh', name: '新人' });
    const { password } = created.json<{ password: string }>();
    const mine = await enter('fresh', password);
    const other = asOperator(server, (await enter('fresh', password)).cookies[0]!.value);
    const request = asOperator(server, mine.cookies[0]!.value);
    expect((await request('GET', '/session')).json<OperatorMe>().operator.mustChangePassword).toBe(true);
    for (const path of ['/tenants', '/operators', '/log', '/branding'])
      expect(codeOf(await request('GET', path)), path).toBe('session.password-change-required');
    const change = (current: string, next: string) => request('POST', '/password', { current, next });
    expect(codeOf(await change('wrong', 'another-horse-9'))).toBe('session.wrong-password');
    expect(codeOf(await change(password, password))).toBe('session.same-password');
    expect(codeOf(await change(password, 'short'))).toBe('input.invalid');
    expect((await change(password, 'another-horse-9')).statusCode).toBe(200);
    expect((await request('GET', '/tenants')).statusCode).toBe(200);
    expect(codeOf(await other('GET', '/session'))).toBe('session.required');
    expect((await enter('fresh', password)).statusCode).toBe(401);
    expect((await enter('fresh', 'another-horse-9')).statusCode).toBe(200);
  });
});

describe('operators', () => {
  test('a name is taken once, whatever its case', async () => {
    expect((await operator.request('POST', '/operators', { loginName: 'Twin', name: '甲' })).statusCode).toBe(200);
    expect(codeOf(await operator.request('POST', '/operators', { loginName: 'tWIN', name: '乙' }))).toBe(
      'user.login-name-taken',
    );
  });

  test('a disabled one is signed out at once and told so only with the right password; nobody disables themselves', async () => {
    const victim = await createTestOperator(server, 'victim');
    expect((await operator.request('PATCH', `/operators/${victim.id}`, { isEnabled: false })).json()).toMatchObject({
      isEnabled: false,
    });
    expect(codeOf(await victim.request('GET', '/session'))).toBe('session.required');
    expect([codeOf(await enter('victim', 'wrong')), codeOf(await enter('victim', operatorPassword))]).toEqual([
      'session.wrong-password',
      'session.disabled',
    ]);
    expect(codeOf(await operator.request('PATCH', `/operators/${operator.id}`, { isEnabled: false }))).toBe(
      'operator.is-self',
    );
    await operator.request('PATCH', `/operators/${victim.id}`, { isEnabled: true });
    expect((await enter('victim', operatorPassword)).statusCode).toBe(200);
  });

  test('[P4] sign-ins, refused ones too, and changes of operators stand in the log with the address', async () => {
    await createTestOperator(server, 'logged');
    await enter('logged', 'wrong');
    const { items } = (await operator.request('GET', '/log?limit=3')).json<{
      items: { action: string; operatorName: string; address: string | null }[];
    }>();
    expect(items.map(({ action, operatorName }) => [action, operatorName])).toEqual([
      ['session.refuse', '运营 logged'],
      ['session.start', '运营 logged'],
      ['operator.create', 'test'],
    ]);
    expect(items[0]!.address).toBe(`192.0.2.${address}`);
  });
});

describe('[P2] the tables of the platform', () => {
  const tables = ['operators', 'operator_sessions', 'operator_second_factors', 'operator_log', 'platform_settings'];

  test('look empty to every transaction of a tenant and take nothing from it', async () => {
    await operator.request('PUT', '/branding', { productName: '云呼', logo: null, colour: null, supportContact: '' });
    await server.database.asOwner('insert into operator_second_factors (operator_id, secret) values ($1, $2)', [
      operator.id,
      'x',
    ]);
    const { db } = server.database;
    for (const table of tables) {
      const read = sql.raw(`select 1 from ${table}`);
      expect((await db.system((tx) => read.execute(tx))).rows.length, table).toBeGreaterThan(0);
      expect((await db.tenant(server.tenant.id, (tx) => read.execute(tx))).rows, table).toEqual([]);
    }
    const write = db.tenant(server.tenant.id, (tx) =>
      tx
        .insertInto('operators')
        .values({ id: operator.id.replace(/^./, 'f'), loginName: 'thief', name: 'x', passwordHash: 'x' })
        .execute(),
    );
    await expect(write).rejects.toThrow('row-level security');
    expect(
      (await db.tenant(server.tenant.id, (tx) => sql`update operators set is_enabled = true`.execute(tx)))
        .numAffectedRows,
    ).toBe(0n);
  });

  test('[P4] what operators did can be neither changed nor removed', async () => {
    for (const statement of ["update operator_log set action = 'x'", 'delete from operator_log']) {
      await expect(
        server.database.db.system((tx) => sql.raw(statement).execute(tx)),
        statement,
      ).rejects.toThrow('permission denied');
    }
  });

  test('[P1] a transaction of a tenant can neither create tenants nor change a licence, its own or another', async () => {
    const { db } = server.database;
    const tryOut = (statement: string) => db.tenant(server.tenant.id, (tx) => sql.raw(statement).execute(tx));
    await expect(
      tryOut("select bahu_create_tenant(gen_random_uuid(), '777777', 'x', '', 1, 1, 0, null, '{}')"),
    ).rejects.toThrow('permission denied');
    await expect(tryOut(`update tenants set licensed_agents = 400 where id = '${server.tenant.id}'`)).rejects.toThrow(
      'permission denied',
    );
    await expect(tryOut(`update tenants set settings = '{}' where id = '${server.otherTenant.id}'`)).rejects.toThrow(
      'permission denied',
    );
    expect(
      (await tryOut(`update tenants set settings = settings, name = name where id = '${server.tenant.id}'`))
        .numAffectedRows,
    ).toBe(1n);
  });
});
