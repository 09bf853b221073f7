/** Unknown addresses guess passwords: who is locked out, who is not, who learns of it, and what it costs. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InstallationStatus } from '@bahu/contract/status.ts';
import {
  countTry,
  forgetTries,
  nobodysTenant,
  succeed,
  uncount,
  wrongCode,
} from '../../../kernel/auth/sign-in-guard.ts';
import { createClock } from '../../../kernel/clock.ts';
import type { Db } from '../../../kernel/db.ts';
import type { Refusal } from '../../../kernel/errors.ts';
import { createHealth } from '../../../kernel/health.ts';
import { createTestServer, testPassword, type TestServer } from '../../../test-server.ts';
import { createTestOperator } from '../../platform/operator/test-operator.ts';
import { createSignIn } from './service.ts';

let server: TestServer;
const health = createHealth(createClock());
beforeAll(async () => {
  server = await createTestServer({ health });
});
afterAll(() => server.stop());
beforeEach(() => server.database.asOwner('delete from sign_in_tries'));

const signIn = async (account: string, password: string, remoteAddress: string) =>
  (await server.app.inject({ method: 'POST', url: '/api/session', payload: { account, password }, remoteAddress }))
    .statusCode;
/** Unknown addresses, each for one lock. */
let lastStranger = 0;
const stranger = () => `198.51.100.${++lastStranger}`;
const office = '192.0.2.10';
const attackRows = () =>
  server.database.asOwner<{ tenant_id: string; record_id: string; via: string; address: string }>(
    "select tenant_id, record_id, via, address from audit_rows where action = 'session.attack'",
  );

async function guessFromEverywhere(account: string): Promise<void> {
  for (let from = 0; from < 6; from++) {
    const address = stranger();
    for (let i = 0; i < 8; i++) await signIn(account, 'wrong', address);
  }
}

describe('[A1.1] unknown addresses that guess', () => {
  test('[A1.1] lock an account towards themselves and towards all unknown addresses, and never towards the owner’s own address', async () => {
    expect(await signIn('100001800', testPassword, office)).toBe(200);
    await guessFromEverywhere('100001800');
    expect(await signIn('100001800', testPassword, stranger())).toBe(423);
    expect(await signIn('100001800', testPassword, office)).toBe(200);
  });

  test('[A1.1] lock out neither a company nor another one: its office and its neighbour sign in as ever', async () => {
    expect(await signIn('100001800', testPassword, office)).toBe(200);
    for (const extension of ['800', '801', '802', '803', '804']) {
      const address = stranger();
      for (let i = 0; i < 9; i++) await signIn(`100001${extension}`, 'wrong', address);
      await guessFromEverywhere(`100001${extension}`);
    }
    // Those who have never signed in themselves sit where a colleague has.
    for (const extension of ['800', '801', '802', '803', '804'])
      expect(await signIn(`100001${extension}`, testPassword, office), extension).toBe(200);
    expect(await signIn('100002800', testPassword, stranger())).toBe(200);
  });

  test('[A1.1] from the owner’s own address slow them down to a minute, whoever they are, and the pause ends', async () => {
    await signIn('100002801', testPassword, office);
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push(await signIn('100002801', 'wrong', office));
    expect(statuses.slice(0, 8)).toEqual(Array<number>(8).fill(401));
    expect(statuses.at(-1)).toBe(429);
    const [{ seconds }] = (await server.database.asOwner<{ seconds: number }>(
      'select ceil(extract(epoch from max(blocked_until) - now()))::int as seconds from sign_in_tries where account = $1',
      [server.otherTenant.supervisor.userId],
    )) as [{ seconds: number }];
    expect(seconds).toBeLessThanOrEqual(60);
    await server.database.asOwner(
      "update sign_in_tries set blocked_until = now() - interval '1 second' where blocked_until is not null",
    );
    expect(await signIn('100002801', testPassword, office)).toBe(200);
  });

  test('[A1.1] from the owner’s own address do not keep them out: their right password passes while wrong ones are refused', async () => {
    expect(await signIn('100001803', testPassword, office)).toBe(200);
    for (let i = 0; i < 8; i++) expect(await signIn('100001803', 'wrong', office)).toBe(401);
    expect(await signIn('100001803', 'wrong', office)).toBe(429);
    expect(await signIn('100001803', testPassword, office)).toBe(200);
  });

  test('[P1] from an operator’s own address do not keep them out either', async () => {
    await createTestOperator(server, 'at-home');
    const enter = async (password: string) =>
      (
        await server.app.inject({
          method: 'POST',
          url: '/api/operator/session',
          payload: { loginName: 'at-home', password },
          remoteAddress: office,
        })
      ).statusCode;
    expect(await enter('right-horse-8')).toBe(200);
    for (let i = 0; i < 8; i++) await enter('wrong');
    expect([await enter('wrong'), await enter('right-horse-8')]).toEqual([429, 200]);
  });

  test('[A1.1] from the owner’s own address once a minute never keep them out, however long it goes on', async () => {
    const { tryAs, minutesPass } = slowly();
    await tryAs(testPassword);
    for (let i = 0; i < 45; i++) {
      await tryAs('wrong');
      await minutesPass(1);
    }
    await tryAs('wrong');
    expect(await tryAs(testPassword)).toBe('in');
  });

  test('[A1.1] [P4] from the owner’s own address fast are checked six times at once and six a minute, are not told which were, and raise an alarm', async () => {
    await server.database.asOwner('truncate audit_rows, audit_outcomes');
    const { tryAs, minutesPass } = slowly();
    await tryAs(testPassword);
    const answers: string[] = [];
    for (let i = 0; i < 13; i++) answers.push(await tryAs('wrong'));
    expect(answers).toEqual([
      ...Array<string>(8).fill('session.wrong-password'),
      ...Array<string>(5).fill('too-many-requests'),
    ]);
    // Not looked at: whoever guesses right now learns nothing.
    expect([await tryAs(testPassword), await tryAs('wrong')]).toEqual(['too-many-requests', 'too-many-requests']);
    await minutesPass(1 / 6);
    expect(await tryAs('wrong')).toBe('too-many-requests');
    expect(await tryAs(testPassword)).toBe('too-many-requests');
    for (let i = 0; i < 26; i++) {
      await minutesPass(1 / 6);
      await tryAs('wrong');
    }
    expect(await attackRows()).toEqual([
      expect.objectContaining({ record_id: server.otherTenant.leader.userId, address: office }),
    ]);
    await minutesPass(1 / 6);
    expect(await tryAs(testPassword)).toBe('in');
  });

  /** Tries at one account from the office without the limit of requests in a minute, and time that passes for what is counted. */
  function slowly() {
    const parts = { db: server.database.db, sessions: server.sessions, clock: createClock() };
    return {
      tryAs: (password: string) =>
        createSignIn(parts)
          .signIn({
            account: '100002804',
            password,
            code: undefined,
            staySignedIn: false,
            client: 'web',
            address: office,
            device: '',
          })
          .then(
            () => 'in',
            (error: Refusal) => error.code,
          ),
      minutesPass: (minutes: number) =>
        server.database.asOwner(
          'update sign_in_tries set blocked_until = blocked_until - make_interval(secs => $1), last_at = last_at - make_interval(secs => $1)',
          [minutes * 60],
        ),
    };
  }

  test('[A1.1] who know the password guess one code a minute at the owner’s own address, and asking for the code frees nothing', async () => {
    const { id: tenantId } = server.tenant;
    const { db } = server.database;
    const attempt = { tenantId, account: server.tenant.inspector.userId, address: office };
    await db.tenant(tenantId, (tx) => succeed(tx, attempt));
    for (let i = 0; i < 8; i++) await countTry(db, attempt);
    for (let i = 0; i < 20; i++) {
      expect((await countTry(db, attempt)).refusal).toBeNull();
      await db.tenant(tenantId, (tx) => uncount(tx, attempt.account, attempt.address));
    }
    const pause = async () =>
      (
        await server.database.asOwner<{ seconds: number }>(
          'select round(extract(epoch from blocked_until - now()))::int as seconds from sign_in_tries where account = $1',
          [attempt.account],
        )
      )[0]!.seconds;
    expect(await pause()).toBeLessThanOrEqual(10);
    await countTry(db, attempt);
    await db.tenant(tenantId, (tx) => wrongCode(tx, attempt.account, attempt.address));
    expect(await pause()).toBeGreaterThan(60);
    expect((await countTry(db, attempt)).refusal).toMatchObject({ code: 'too-many-requests' });
  });

  test('[A1.1] are unlocked by an administrator for one who signs in from a new place', async () => {
    await guessFromEverywhere('100001804');
    const home = stranger();
    expect(await signIn('100001804', testPassword, home)).toBe(423);
    expect(
      (await server.request(server.tenant.administrator, 'GET', `/api/users/${server.tenant.leader.userId}`)).json(),
    ).toMatchObject({ lockedUntil: expect.stringMatching(/Z$/) as string });
    await server.request(server.tenant.administrator, 'DELETE', `/api/users/${server.tenant.leader.userId}/lock`);
    expect(await signIn('100001804', testPassword, home)).toBe(200);
  });

  test('[P4] raise an alarm: a row in the audit log of that tenant alone, and a trouble for the operator', async () => {
    await server.database.asOwner('truncate audit_rows, audit_outcomes');
    const operator = await createTestOperator(server, 'watcher');
    await guessFromEverywhere('100001803');
    const rows = await attackRows();
    expect(rows.length).toBeGreaterThan(0);
    expect(
      rows.every(
        (row) =>
          row.tenant_id === server.tenant.id && row.record_id === server.tenant.stranger.userId && row.via === 'system',
      ),
    ).toBe(true);
    const { troubles } = (await operator.request('GET', '/status')).json<InstallationStatus>();
    expect(troubles).toContainEqual(expect.objectContaining({ code: 'sign-in.attack' }));
  });

  test('[P4] raise an alarm when one address guesses many accounts', async () => {
    await server.database.asOwner('truncate audit_rows, audit_outcomes');
    const address = stranger();
    for (const extension of ['800', '801', '802'])
      for (let i = 0; i < 8; i++) await signIn(`100002${extension}`, 'wrong', address);
    expect(await attackRows()).toEqual([expect.objectContaining({ tenant_id: server.otherTenant.id, address })]);
  });

  test('[P1] lock no operator out of where they usually are, nor the company they guess at', async () => {
    const operator = await createTestOperator(server, 'steady');
    const enter = (password: string, remoteAddress: string) =>
      server.app.inject({
        method: 'POST',
        url: '/api/operator/session',
        payload: { loginName: 'steady', password },
        remoteAddress,
      });
    for (let from = 0; from < 6; from++) {
      const address = stranger();
      for (let i = 0; i < 8; i++) await enter('wrong', address);
    }
    expect((await enter('right-horse-8', stranger())).statusCode).toBe(423);
    expect((await enter('right-horse-8', '192.0.2.200')).statusCode).toBe(200);
    expect(operator.id).toBeTruthy();
  });
});

describe('[A1.1] what a try costs', () => {
  test('[A1.1] is the same for a user, for nobody, for no tenant and for nonsense, so that no clock tells who exists', async () => {
    const steps: string[] = [];
    const counted: Db = {
      tenant: (tenantId, work) => (steps.push('tenant'), server.database.db.tenant(tenantId, work)),
      system: (work) => (steps.push('system'), server.database.db.system(work)),
      ask: (...query) => (steps.push('ask'), server.database.db.ask(...query)),
      close: () => Promise.resolve(),
    };
    const service = createSignIn({ db: counted, sessions: server.sessions, clock: createClock() });
    const costs = [];
    for (const account of ['100001802', '100001899', '100001/nobody', '999999800', 'nonsense', '']) {
      steps.splice(0);
      await expect(
        service.signIn({
          account,
          password: 'wrong',
          code: undefined,
          staySignedIn: false,
          client: 'web',
          address: stranger(),
          device: '',
        }),
      ).rejects.toMatchObject({ code: 'session.wrong-password' });
      costs.push([...steps]);
    }
    expect(costs).toEqual(Array.from({ length: 6 }, () => ['system', 'tenant', 'tenant', 'tenant']));
  });

  test('[A1.1] is the same during the pause of an own address, whether the password is looked at or not', async () => {
    const steps: string[] = [];
    const counted: Db = {
      ...server.database.db,
      tenant: (tenantId, work) => (steps.push('tenant'), server.database.db.tenant(tenantId, work)),
    };
    const tryOnce = async (password: string): Promise<string[]> => {
      steps.splice(0);
      await createSignIn({ db: counted, sessions: server.sessions, clock: createClock() })
        .signIn({
          account: '100002803',
          password,
          code: undefined,
          staySignedIn: false,
          client: 'web',
          address: office,
          device: '',
        })
        .catch((error: Refusal) => steps.push(error.code));
      return [...steps];
    };
    await signIn('100002803', testPassword, office);
    for (let i = 0; i < 8; i++) await signIn('100002803', 'wrong', office);
    const costs = [];
    for (let i = 0; i < 8; i++) costs.push(await tryOnce('wrong'));
    costs.push(await tryOnce(testPassword));
    expect(costs).toEqual(Array.from({ length: 9 }, () => ['tenant', 'tenant', 'tenant', 'too-many-requests']));
  });

  test('[P2] made-up accounts fill no table: what costs the least to make goes first, what is known stays', async () => {
    await signIn('100001800', testPassword, office);
    await server.database.asOwner(
      "insert into sign_in_tries (tenant_id, account, network) select $1, 'made up ' || n, '203.0.113.1' from generate_series(1, 10500) n",
      [server.tenant.id],
    );
    await server.database.asOwner(
      "insert into sign_in_tries (tenant_id, account, network, failures, blocked_until) values ($1, 'guessed', '203.0.113.2', 8, now() + interval '1 minute')",
      [server.tenant.id],
    );
    await server.database.asOwner(
      "insert into sign_in_tries (tenant_id, account, network, last_at) values ($1, 'old', '203.0.113.3', now() - interval '2 days')",
      [nobodysTenant],
    );
    await server.database.db.tenant(server.tenant.id, forgetTries);
    await server.database.db.tenant(nobodysTenant, forgetTries);
    const left = await server.database.db.tenant(server.tenant.id, (tx) =>
      sql<{ account: string }>`select account from sign_in_tries`.execute(tx),
    );
    expect(left.rows.length).toBe(10_002);
    expect(left.rows.map(({ account }) => account)).toEqual(
      expect.arrayContaining(['guessed', server.tenant.administrator.userId, '']),
    );
    expect(await server.database.asOwner('select from sign_in_tries where tenant_id = $1', [nobodysTenant])).toEqual(
      [],
    );
  });
});
