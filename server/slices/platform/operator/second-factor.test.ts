import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Operator, OperatorMe } from '@bahu/contract/operator.ts';
import { shown, stepWithRoom } from '../../../kernel/auth/test-authenticator.ts';
import { sessionCookie } from '../../../kernel/http/access.ts';
import { places, unseal } from '../../../kernel/vault.ts';
import { createTestServer, type TestServer } from '../../../test-server.ts';
import { takeFactorAway } from './second-factor.ts';
import { createTestOperator, operatorPassword, signIn, type TestOperator } from './test-operator.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

/** Each test comes from an address of its own, so that the throttle of one is not felt by the next. */
let address = 0;
beforeEach(() => {
  address++;
});

const codeOf = (reply: LightMyRequestResponse) => reply.json<{ code?: string }>().code;
const enter = (loginName: string, code?: string, password = operatorPassword) =>
  signIn(server, loginName, password, `198.51.100.${address}`, code);
const start = ({ request }: TestOperator, password = operatorPassword) =>
  request('POST', '/second-factor', { password });
const confirm = ({ request }: TestOperator, code: string) => request('PUT', '/second-factor', { code });
const remove = ({ request }: TestOperator, code: string, password = operatorPassword) =>
  request('POST', '/second-factor/remove', { password, code });
const who = async ({ request }: TestOperator) => (await request('GET', '/session')).json<OperatorMe>().operator;
const logOf = async (operator: TestOperator) =>
  (
    await server.database.asOwner<{ action: string }>(
      'select action from operator_log where operator_id = $1 order by at, id',
      [operator.id],
    )
  ).map(({ action }) => action);

/** An operator with a factor that was confirmed by the code of the step before this one, so that this one's is still unused. */
async function withFactor(
  loginName: string,
): Promise<{ operator: TestOperator; secret: string; recoveryCodes: string[] }> {
  await stepWithRoom();
  const operator = await createTestOperator(server, loginName);
  const { secret } = (await start(operator)).json<{ secret: string }>();
  const { recoveryCodes } = (await confirm(operator, shown(secret, -1))).json<{ recoveryCodes: string[] }>();
  return { operator, secret, recoveryCodes };
}

describe("an operator's second factor", () => {
  test('[P1] [A1.1] needs the password, and counts once a code has confirmed it', async () => {
    await stepWithRoom();
    const operator = await createTestOperator(server, 'starter');
    expect(codeOf(await start(operator, 'wrong'))).toBe('session.wrong-password');
    expect(codeOf(await confirm(operator, '123456'))).toBe('conflict');
    const { secret, uri } = (await start(operator)).json<{ secret: string; uri: string }>();
    expect(uri).toMatch(/^otpauth:\/\/totp\/Bahu:starter\?/);
    expect(Object.fromEntries(new URL(uri).searchParams)).toEqual({
      issuer: 'Bahu',
      secret,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
    expect([(await enter('starter')).statusCode, (await who(operator)).hasSecondFactor]).toEqual([200, false]);
    expect(codeOf(await confirm(operator, shown(secret, 5)))).toBe('session.wrong-code');
    const confirmed = await confirm(operator, shown(secret));
    expect(new Set(confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes).size).toBe(10);
    expect((await who(operator)).hasSecondFactor).toBe(true);
    expect([codeOf(await start(operator)), codeOf(await confirm(operator, shown(secret, 1)))]).toEqual([
      'conflict',
      'conflict',
    ]);
    const { items } = (await operator.request('GET', '/operators')).json<{ items: Operator[] }>();
    expect(items.filter(({ hasSecondFactor }) => hasSecondFactor).map(({ loginName }) => loginName)).toEqual([
      'starter',
    ]);
  });

  test('[P1] [A1.1] is asked for once the password is right; a code counts once, and none from before it', async () => {
    const { operator, secret } = await withFactor('coder');
    for (const reply of [await enter('coder', undefined, 'wrong'), await enter('coder', shown(secret), 'wrong')])
      expect(codeOf(reply)).toBe('session.wrong-password');
    const asked = await enter('coder');
    expect([asked.statusCode, codeOf(asked), asked.cookies]).toEqual([401, 'session.code-required', []]);
    expect((await enter('coder', shown(secret))).statusCode).toBe(200);
    expect(codeOf(await enter('coder', shown(secret)))).toBe('session.wrong-code');
    expect(codeOf(await enter('coder', shown(secret, -1)))).toBe('session.wrong-code');
    expect((await logOf(operator)).slice(2)).toEqual([
      'session.refuse',
      'session.refuse',
      'session.ask-code',
      'session.start',
      'session.refuse',
      'session.refuse',
    ]);
  });

  test('[P1] [A1.1] a code that is sent three times at the same moment lets one of them in', async () => {
    const { secret } = await withFactor('racer');
    const replies = await Promise.all([1, 2, 3].map(() => enter('racer', shown(secret))));
    expect(replies.map((reply) => reply.statusCode).toSorted((a, b) => a - b)).toEqual([200, 401, 401]);
  });

  test('[P1] [A1.1] each recovery code counts once and for its operator alone; the database has neither codes nor the secret', async () => {
    const { operator, secret, recoveryCodes } = await withFactor('keeper');
    await withFactor('other');
    const [first, second] = recoveryCodes as [string, string];
    expect((await enter('keeper', first)).statusCode).toBe(200);
    expect([codeOf(await enter('keeper', first)), codeOf(await enter('other', second))]).toEqual([
      'session.wrong-code',
      'session.wrong-code',
    ]);
    expect((await enter('keeper', ` ${second.toUpperCase().replaceAll('-', '')}`)).statusCode).toBe(200);
    const [row] = await server.database.asOwner<{ text: string; secret: string; left: number }>(
      'select f::text as text, secret, cardinality(recovery_hashes) as left from operator_second_factors f where operator_id = $1',
      [operator.id],
    );
    expect([row!.left, unseal(row!.secret, places.operatorFactor(operator.id))]).toEqual([8, secret]);
    for (const hidden of [secret, recoveryCodes[2]!.replaceAll('-', '')]) expect(row!.text).not.toContain(hidden);
  });

  test('[P1] [A1.1] eight wrong codes lock the account as wrong passwords do; to be asked for a code costs no try', async () => {
    const { recoveryCodes } = await withFactor('guessed');
    address++; // an address that the operator has not signed in from
    for (let i = 0; i < 8; i++) {
      expect(codeOf(await enter('guessed', '000000')), String(i)).toBe('session.wrong-code');
      if (i === 3) for (let j = 0; j < 3; j++) expect(codeOf(await enter('guessed'))).toBe('session.code-required');
    }
    const locked = await enter('guessed', recoveryCodes[0]);
    expect([locked.statusCode, codeOf(locked)]).toEqual([423, 'session.locked']);
    expect(codeOf(await enter('guessed'))).toBe('session.locked');
    await server.database.asOwner("update sign_in_tries set blocked_until = blocked_until - interval '15 minutes'");
    address += 100; // a further minute of tries, counted apart
    expect((await enter('guessed', recoveryCodes[0])).statusCode).toBe(200);
  });

  test('[P1] [A1.1] is turned off with password and code, and nobody guesses either at an open screen', async () => {
    const { operator, recoveryCodes } = await withFactor('leaver');
    expect(codeOf(await remove(operator, recoveryCodes[0]!, 'wrong'))).toBe('session.wrong-password');
    expect(codeOf(await remove(operator, '000000'))).toBe('session.wrong-code');
    expect((await remove(operator, recoveryCodes[0]!)).statusCode).toBe(200);
    expect([(await enter('leaver')).statusCode, (await who(operator)).hasSecondFactor]).toEqual([200, false]);
    expect((await logOf(operator)).filter((action) => action.startsWith('second-factor'))).toEqual([
      'second-factor.set-up',
      'second-factor.remove',
    ]);
    const { operator: guessed } = await withFactor('open-screen');
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 10; i++) codes.push(codeOf(await remove(guessed, '000000')));
    expect([codes[8], codes[9]]).toEqual(['session.wrong-code', 'too-many-requests']);
  });
});

describe('the command line of the installation', () => {
  const actor = { operator: { operatorId: null, name: 'npm run operator' }, address: null };

  test('[P1] takes a lost factor away, ends the sessions and visits of its operator, and writes it into the log', async () => {
    const { operator } = await withFactor('loser');
    const visit = (
      await operator.request('POST', `/tenants/${server.tenant.id}/entry`, { reason: '核对' })
    ).cookies.find(({ name }) => name === sessionCookie)!.value;
    const inTenant = () =>
      server.app.inject({ method: 'GET', url: '/api/customers', cookies: { [sessionCookie]: visit } });
    expect((await inTenant()).statusCode).toBe(200);
    expect(await takeFactorAway(server.database.db, actor, 'LOSER')).toBe(true);
    expect(codeOf(await operator.request('GET', '/session'))).toBe('session.required');
    // Another process has ended the visit; this one remembers who asked for two seconds.
    await expect.poll(async () => (await inTenant()).statusCode).toBe(401);
    expect((await enter('loser')).statusCode).toBe(200);
    expect(
      await server.database.asOwner(
        "select operator_name, after from operator_log where action = 'operator.remove-second-factor'",
      ),
    ).toEqual([{ operator_name: 'npm run operator', after: { loginName: 'loser' } }]);
  });

  test('[P1] says when there is no factor, or no such operator, and writes nothing', async () => {
    await createTestOperator(server, 'plain');
    const before = await server.database.asOwner('select count(*) from operator_log');
    expect([
      await takeFactorAway(server.database.db, actor, 'plain'),
      await takeFactorAway(server.database.db, actor, 'nobody'),
    ]).toEqual([false, null]);
    expect(await server.database.asOwner('select count(*) from operator_log')).toEqual(before);
  });
});
