/** Counts tries to sign in, by account and network, in the database: restarts and further processes change nothing. The rules are in domain/sign-in. */
import { sql } from 'kysely';
import {
  attackedAccounts,
  lockAfter,
  lockMinutes,
  networkOf,
  pauseOfCode,
  pauseOfTry,
  unknownPauseAfter,
  tryAtOwn,
  type Familiarity,
} from '@bahu/domain/sign-in/throttle.ts';
import type { Db, Tx } from '../db.ts';
import { Refusal } from '../errors.ts';

/** The tenant of what belongs to none: operators, and codes that nobody has. No row of `tenants` has it. */
export const nobodysTenant = '00000000-0000-0000-0000-000000000000';

export interface Try {
  tenantId: string;
  /** Id of the user, or what was typed where there is none. */
  account: string;
  address: string;
}

export interface Counted {
  /** Why this try is not looked at; null when the password may be. */
  refusal: Refusal | null;
  /** What is answered when the password is wrong: during the pause of an own address the same as to tries that are not looked at. */
  ifWrong: Refusal;
  /** This try locked the address, or all strange ones. */
  hasLocked: boolean;
  /** This try made it an attack: many guess one account, or one address guesses many. */
  isAttack: boolean;
}

const unknownAddresses = '*';
const wholeTenant = '';
/** An address is forgotten when nobody has signed in from it for so long. */
const familiar = sql<Date>`now() - interval '90 days'`;
const lockTime = sql<Date>`now() - make_interval(mins => ${lockMinutes})`;
const inSeconds = (seconds: number) => (seconds === 0 ? null : sql<Date>`now() + make_interval(secs => ${seconds})`);
/** Bounds what made-up accounts can fill of a tenant. */
const maxRows = 10_000;
const maxKnown = 50;

/**
 * Counts a try before the password is looked at, so that tries side by side cannot share one count. To be taken back by `uncount` when it was
 * right as far as it went, and wiped by `succeed`.
 */
export function countTry(db: Db, { tenantId, account, address }: Try): Promise<Counted> {
  const network = networkOf(address);
  return db.tenant(tenantId, async (tx) => {
    const row = await lockRow(tx, tenantId, account, network);
    const familiarity = await familiarityOf(tx, row, network);
    if (familiarity === 'own') return countOwn(tx, account, network, row);
    const shared = familiarity === 'strange' ? await lockRow(tx, tenantId, account, unknownAddresses) : null;
    if (isBlocked(row) || (shared && isBlocked(shared)))
      return { ...looked(), refusal: new Refusal('session.locked', { minutes: lockMinutes }) };
    const failures = row.failures + 1;
    const pause = lockAfter(failures);
    await setRow(tx, account, network, failures, pause);
    const ofAll = (shared?.failures ?? 0) + 1;
    const sharedPause = shared ? unknownPauseAfter(ofAll) : 0;
    if (shared) await setRow(tx, account, unknownAddresses, ofAll, sharedPause);
    const hasLocked = pause > 0 || sharedPause > 0;
    const isAttack = sharedPause > 0 || (hasLocked && (await countBlocked(tx, network)) >= attackedAccounts);
    return { ...looked(), hasLocked, isAttack };
  });
}

const looked = (): Counted => ({
  refusal: null,
  ifWrong: new Refusal('session.wrong-password'),
  hasLocked: false,
  isAttack: false,
});

/** One that is not looked at costs as much as one that is. */
async function countOwn(tx: Tx, account: string, network: string, row: Row): Promise<Counted> {
  const { failures, pauseSeconds, isChecked, isPaused, isAttack } = tryAtOwn(row);
  await setRow(tx, account, network, failures, pauseSeconds);
  const tooMany = new Refusal('too-many-requests');
  return { ...looked(), refusal: isChecked ? null : tooMany, ...(isPaused && { ifWrong: tooMany }), isAttack };
}

const isBlocked = ({ pauseSeconds }: Row): boolean => pauseSeconds > 0;

interface Row {
  failures: number;
  /** Until it is no longer blocked. */
  pauseSeconds: number;
  isKnown: boolean;
}

/** The row, made when it is not there, and locked. What was counted before a lock that is over, or so long ago, counts no more. */
async function lockRow(tx: Tx, tenantId: string, account: string, network: string): Promise<Row> {
  const row = await tx
    .insertInto('signInTries')
    .values({ tenantId, account, network })
    .onConflict((conflict) =>
      conflict.columns(['tenantId', 'account', 'network']).doUpdateSet({
        failures: sql<number>`case when sign_in_tries.last_at < ${lockTime} then 0 else sign_in_tries.failures end`,
        lastAt: sql<Date>`now()`,
      }),
    )
    .returning([
      'failures',
      'blockedUntil',
      sql<number>`greatest(coalesce(extract(epoch from blocked_until - now()), 0), 0)::float8`.as('pauseSeconds'),
    ])
    .returning(sql<boolean>`coalesce(known_at > ${familiar}, false)`.as('isKnown'))
    .executeTakeFirstOrThrow();
  const wasLocked = row.blockedUntil !== null && row.pauseSeconds === 0 && !row.isKnown;
  return { failures: wasLocked ? 0 : row.failures, pauseSeconds: row.pauseSeconds, isKnown: row.isKnown };
}

async function familiarityOf(tx: Tx, { isKnown }: Row, network: string): Promise<Familiarity> {
  if (isKnown) return 'own';
  const colleague = await tx
    .selectFrom('signInTries')
    .select('network')
    .where('account', '=', wholeTenant)
    .where('network', '=', network)
    .where('knownAt', '>', familiar)
    .executeTakeFirst();
  return colleague ? 'colleague' : 'strange';
}

async function setRow(tx: Tx, account: string, network: string, failures: number, pauseSeconds: number): Promise<void> {
  await tx
    .updateTable('signInTries')
    .set({ failures, blockedUntil: inSeconds(pauseSeconds) })
    .where('account', '=', account)
    .where('network', '=', network)
    .execute();
}

async function countBlocked(tx: Tx, network: string): Promise<number> {
  const { n } = await tx
    .selectFrom('signInTries')
    .where('network', '=', network)
    .where('blockedUntil', '>', sql<Date>`now()`)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

/** Takes one try back, and what it added to a pause. Not a reset: wrong codes that were tried before go on counting. */
export async function uncount(tx: Tx, account: string, address: string): Promise<void> {
  await tx
    .updateTable('signInTries')
    .set({
      failures: sql<number>`greatest(failures - 1, 0)`,
      blockedUntil: sql<Date | null>`case when known_at > ${familiar} then blocked_until - make_interval(secs => ${pauseOfTry}) end`,
    })
    .where('account', '=', account)
    .where('network', 'in', [networkOf(address), unknownAddresses])
    .execute();
}

/** A code was wrong, the password right: during the pause of an own address that costs more than a wrong password, which was counted already. */
export async function wrongCode(tx: Tx, account: string, address: string): Promise<void> {
  await tx
    .updateTable('signInTries')
    .set({ blockedUntil: sql<Date>`blocked_until + make_interval(secs => ${pauseOfCode - pauseOfTry})` })
    .where('account', '=', account)
    .where('network', '=', networkOf(address))
    .where('knownAt', '>', familiar)
    .where('blockedUntil', '>', sql<Date>`now()`)
    .execute();
}

/** Somebody has signed in: their address is known from now on, to their account and to their tenant. What unknown addresses tried elsewhere goes on counting. */
export async function succeed(tx: Tx, { tenantId, account, address }: Try): Promise<void> {
  const network = networkOf(address);
  const now = sql<Date>`now()`;
  for (const known of [account, wholeTenant]) {
    await tx
      .insertInto('signInTries')
      .values({ tenantId, account: known, network, knownAt: now })
      .onConflict((conflict) =>
        conflict
          .columns(['tenantId', 'account', 'network'])
          .doUpdateSet({ failures: 0, blockedUntil: null, knownAt: now, lastAt: now }),
      )
      .execute();
  }
  await tx
    .deleteFrom('signInTries')
    .where('account', '=', account)
    .where(
      'network',
      'in',
      tx
        .selectFrom('signInTries')
        .select('network')
        .where('account', '=', account)
        .where('knownAt', 'is not', null)
        .orderBy('knownAt', 'desc')
        .offset(maxKnown),
    )
    .execute();
}

/** As much work as writing down what became of a try on an account that exists. */
export async function touch(tx: Tx, account: string, address: string): Promise<void> {
  await tx
    .updateTable('signInTries')
    .set({ lastAt: sql<Date>`now()` })
    .where('account', '=', account)
    .where('network', '=', networkOf(address))
    .execute();
}

/** Lets an account be tried again from everywhere. */
export async function unlockAccount(tx: Tx, account: string): Promise<void> {
  await tx.updateTable('signInTries').set({ failures: 0, blockedUntil: null }).where('account', '=', account).execute();
}

/** Removes what counts no more, and of a tenant with too many rows those that cost the least to make. */
export async function forgetTries(tx: Tx): Promise<void> {
  await tx
    .deleteFrom('signInTries')
    .where('lastAt', '<', sql<Date>`now() - interval '1 day'`)
    .where((eb) => eb.or([eb('knownAt', 'is', null), eb('knownAt', '<', familiar)]))
    .execute();
  await sql`delete from sign_in_tries where (account, network) in (
    select account, network from sign_in_tries where known_at is null order by blocked_until desc nulls last, failures desc, last_at desc offset ${maxRows})`.execute(
    tx,
  );
}
