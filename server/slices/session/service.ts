/** Signing in: who it is, whether the password is right, how often it was wrong. */
import { createAttempts } from '../../kernel/auth/attempts.ts';
import { hashPassword, isPassword, refuseSlowly } from '../../kernel/auth/passwords.ts';
import type { Sessions } from '../../kernel/auth/sessions.ts';
import type { Caller } from '../../kernel/auth/caller.ts';
import { audit } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Db } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/errors.ts';
import { findTenantByCode } from '../tenants/index.ts';
import { readAccount, type Account } from './account.ts';
import * as store from './store.ts';

export interface SignInInput {
  account: string;
  password: string;
  staySignedIn: boolean;
  address: string;
  device: string;
}

export interface SignInService {
  /** @returns the new session's token. @throws Refusal session.wrong-password, session.locked, session.disabled or too-many-requests. */
  signIn(input: SignInInput): Promise<{ token: string; maxAgeSeconds: number | null }>;
  /** Changes the caller's own password and ends his other sessions. @throws Refusal session.wrong-password. */
  changePassword(caller: Caller, address: string, current: string, next: string): Promise<void>;
}

const minute = 60_000;
/** A person tries a few times a minute; a whole office may sit behind one address. */
const limits = { perAccountAndAddress: 15, perAddress: 120 };

export function createSignIn(db: Db, sessions: Sessions, clock: Clock): SignInService {
  const perAccount = createAttempts(clock, limits.perAccountAndAddress, minute);
  const perAddress = createAttempts(clock, limits.perAddress, minute);
  /** Accounts that do not exist lock like those that do, or the lock would tell which exist. */
  const unknown = createAttempts(clock, store.lockOut.wrongPasswords, store.lockOut.minutes * minute);

  async function refuseUnknown(input: SignInInput): Promise<never> {
    await refuseSlowly(input.password);
    throw unknown.allow(input.account) ? new Refusal('session.wrong-password') : locked();
  }

  async function refuse(tenantId: string, userId: string, input: SignInInput, refusal: Refusal): Promise<never> {
    const { account, address, device } = input;
    await db.tenant(tenantId, (tx) => store.writeSignIn(tx, { tenantId, userId, account, address, device, result: 'refused', reason: refusal.code }));
    throw refusal;
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
    if (!user.isEnabled) return refuse(tenantId, user.id, input, new Refusal('session.disabled'));
    return user.id;
  }

  return {
    signIn: async (input) => {
      if (!perAddress.allow(input.address) || !perAccount.allow(`${input.address} ${input.account}`)) throw new Refusal('too-many-requests');
      const account = readAccount(input.account);
      const tenant = account && (await db.system((tx) => findTenantByCode(tx, account.tenantCode)));
      if (!tenant) return refuseUnknown(input);
      const tenantId = tenant.id;
      const userId = await check(tenantId, account, input);
      const { address, device, staySignedIn } = input;
      return db.tenant(tenantId, async (tx) => {
        await store.noteSuccess(tx, userId);
        await store.writeSignIn(tx, { tenantId, userId, account: input.account, address, device, result: 'ok', reason: null });
        return sessions.start(tx, { tenantId, userId, address, device, staySignedIn });
      });
    },
    changePassword: async (caller, address, current, next) => {
      const { tenantId, userId, sessionId } = caller;
      const stored = await db.tenant(tenantId, (tx) => store.findPasswordHash(tx, userId));
      if (!stored || !(await isPassword(stored.passwordHash, current))) throw new Refusal('session.wrong-password');
      const hash = await hashPassword(next);
      await db.tenant(tenantId, async (tx) => {
        await store.setPassword(tx, userId, hash);
        await audit(tx, { caller, address }, { action: 'password.change', recordType: 'user', recordId: userId });
      });
      await sessions.endAllOf(tenantId, userId, sessionId);
    },
  };
}

const locked = (): Refusal => new Refusal('session.locked', { minutes: store.lockOut.minutes });
