/** Signing in: who it is, whether password and code are right, how often they were wrong. */
import { openSignInMethods, type SignInMethod } from '@bahu/contract/users.ts';
import { createAttempts } from '../../kernel/auth/attempts.ts';
import { isPassword, refuseSlowly } from '../../kernel/auth/passwords.ts';
import type { Sessions } from '../../kernel/auth/sessions.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Db } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/errors.ts';
import { findTenantByCode } from '../tenants/index.ts';
import { readAccount, type Account } from './account.ts';
import { useCode } from './second-factor.ts';
import * as store from './store.ts';

export interface SignInInput {
  account: string;
  password: string;
  code: string | undefined;
  staySignedIn: boolean;
  address: string;
  device: string;
}

export interface SignInService {
  /**
   * A right password without a code answers session.code-required and does not count as an attempt; a wrong code counts like a wrong password.
   * @returns the new session's token. @throws Refusal session.wrong-password, session.locked, session.disabled, session.wrong-method, session.code-required,
   * session.wrong-code or too-many-requests.
   */
  signIn(input: SignInInput): Promise<{ token: string; maxAgeSeconds: number | null }>;
}

const minute = 60_000;
/** Places where a user is signed in at once; a further one ends the one that was used longest ago. */
export const mostSessions = 10;
/** A person tries a few times a minute; a whole office may sit behind one address. */
const limits = { perAccountAndAddress: 15, perAddress: 120 };

export function createSignIn(db: Db, sessions: Sessions, clock: Clock): SignInService {
  const perAccount = createAttempts(clock, limits.perAccountAndAddress, minute);
  const perAddress = createAttempts(clock, limits.perAddress, minute);
  /** Accounts that do not exist lock like those that do, or the lock would tell which exist. */
  const unknown = createAttempts(clock, store.lockOut.wrongPasswords, store.lockOut.minutes * minute);

  async function refuseUnknown(input: SignInInput): Promise<never> {
    await refuseSlowly(input.password);
    throw unknown.allow(nameOf(input.account)) ? new Refusal('session.wrong-password') : locked();
  }

  async function refuse(tenantId: string, userId: string, input: SignInInput, refusal: Refusal): Promise<never> {
    const { account, address, device } = input;
    await db.tenant(tenantId, (tx) => store.writeSignIn(tx, { tenantId, userId, account, address, device, result: 'refused', reason: refusal.code }));
    throw refusal;
  }

  /** What is asked of one who knows the password; nobody else learns of it. */
  async function checkRest(tenantId: string, user: store.SignInUser, { code }: SignInInput): Promise<Refusal | null> {
    if (!user.isEnabled) return new Refusal('session.disabled');
    if (!isOpen(user.signInMethod)) return new Refusal('session.wrong-method', { method: user.signInMethod });
    if (!user.hasSecondFactor) return null;
    if (code === undefined) {
      await db.tenant(tenantId, (tx) => store.uncountAttempt(tx, user.id));
      return new Refusal('session.code-required');
    }
    return (await db.tenant(tenantId, (tx) => useCode(tx, user.id, code))) ? null : new Refusal('session.wrong-code');
  }

  async function check(tenantId: string, account: Account, input: SignInInput): Promise<string> {
    const user = await db.tenant(tenantId, (tx) => store.findUser(tx, account));
    if (!user) return refuseUnknown(input);
    const isCounted = await db.tenant(tenantId, (tx) => store.countAttempt(tx, user.id));
    if (!isCounted) {
      await refuseSlowly(input.password);
      return refuse(tenantId, user.id, input, locked());
    }
    if (!(await isPassword(user.passwordHash, input.password))) return refuse(tenantId, user.id, input, new Refusal('session.wrong-password'));
    const refusal = await checkRest(tenantId, user, input);
    if (refusal) return refuse(tenantId, user.id, input, refusal);
    return user.id;
  }

  return {
    signIn: async (input) => {
      if (!perAddress.allow(input.address) || !perAccount.allow(`${input.address} ${nameOf(input.account)}`)) throw new Refusal('too-many-requests');
      const account = readAccount(input.account);
      const tenant = account && (await db.system((tx) => findTenantByCode(tx, account.tenantCode)));
      if (!tenant) return refuseUnknown(input);
      const tenantId = tenant.id;
      const userId = await check(tenantId, account, input);
      const { address, device, staySignedIn } = input;
      const started = await db.tenant(tenantId, async (tx) => {
        await store.noteSuccess(tx, userId);
        const { sessionId, ...session } = await sessions.start(tx, { tenantId, userId, address, device, staySignedIn });
        await store.writeSignIn(tx, { tenantId, userId, account: input.account, address, device, result: 'ok', reason: null, sessionId });
        return session;
      });
      await sessions.limitTo(tenantId, userId, mostSessions);
      return started;
    },
  };
}

/** Whether one can sign in by this method at all. */
const isOpen = (method: SignInMethod): boolean => openSignInMethods.some((open) => open === method);

/** An account can be written in more than one way, and is one all the same. */
function nameOf(typed: string): string {
  const account = readAccount(typed);
  return account ? `${account.tenantCode} ${'extension' in account ? account.extension : account.loginName.toLowerCase()}` : typed.trim();
}

const locked = (): Refusal => new Refusal('session.locked', { minutes: store.lockOut.minutes });
