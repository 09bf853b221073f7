/** Signing in: who it is, whether password and code are right, how often they were wrong. */
import { maySignIn, type Client } from '@bahu/domain/sign-in/methods.ts';
import { auditBySystem } from '../../../kernel/audit.ts';
import type { Attack } from '../../../kernel/auth/attacks.ts';
import { createAttempts } from '../../../kernel/auth/attempts.ts';
import { isPassword, refuseSlowly } from '../../../kernel/auth/passwords.ts';
import type { Sessions } from '../../../kernel/auth/sessions.ts';
import { writeSignIn } from '../../../kernel/auth/sign-ins.ts';
import type { Clock } from '../../../kernel/clock.ts';
import {
  countTry,
  nobodysTenant,
  succeed,
  touch,
  uncount,
  wrongCode,
  type Counted,
} from '../../../kernel/auth/sign-in-guard.ts';
import type { Db, Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { findTenantByCode } from '../../platform/tenants/index.ts';
import { readAccount, type Account } from './account.ts';
import { factors } from './second-factor.ts';
import { noteLock, noteSuccess } from '../users/index.ts';
import * as store from './store.ts';

interface SignInInput {
  account: string;
  password: string;
  code: string | undefined;
  staySignedIn: boolean;
  client: Client;
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
const maxSessions = 10;
/** A person tries a few times a minute; a whole office may sit behind one address. */
const limits = { perAccountAndAddress: 15, perAddress: 120 };

export interface SignInParts {
  db: Db;
  sessions: Sessions;
  clock: Clock;
  /** Told of an attack on an account, from an address. */
  onAttack?: (attack: Attack) => void;
}

export function createSignIn(parts: SignInParts): SignInService {
  const { db, sessions, clock } = parts;
  const perAccount = createAttempts(clock, limits.perAccountAndAddress, minute);
  const perAddress = createAttempts(clock, limits.perAddress, minute);
  const { find, check } = createCheck(parts);

  return {
    signIn: async (input) => {
      const { address, device, staySignedIn, client } = input;
      if (!perAddress.allow(address) || !perAccount.allow(`${address} ${nameOf(input.account)}`))
        throw new Refusal('too-many-requests');
      const found = await find(input.account);
      const { id: userId } = await check(found, input);
      const { tenantId } = found;
      const started = await db.tenant(tenantId, async (tx) => {
        await noteSuccess(tx, userId);
        await succeed(tx, { tenantId, account: userId, address });
        const started = { tenantId, userId, address, device, client, staySignedIn };
        const { sessionId, ...session } = await sessions.start(tx, started);
        await writeSignIn(tx, {
          tenantId,
          userId,
          account: input.account,
          address,
          device,
          result: 'ok',
          reason: null,
          sessionId,
        });
        return session;
      });
      await sessions.limitTo(tenantId, userId, maxSessions);
      return started;
    },
  };
}

/** Who is meant, and whether they may come in. */
function createCheck({ db, onAttack }: Pick<SignInParts, 'db' | 'onAttack'>) {
  /** Notes what became of the try. One that concerns no user costs as much, so that nobody can tell by the clock which accounts there are. */
  async function refuse(found: Found, { account, address, device }: SignInInput, refusal: Refusal): Promise<never> {
    const { tenantId, user } = found;
    await db.tenant(tenantId, (tx) =>
      user
        ? writeSignIn(tx, {
            tenantId,
            userId: user.id,
            account,
            address,
            device,
            result: 'refused',
            reason: refusal.code,
          })
        : touch(tx, found.account, address),
    );
    throw refusal;
  }

  /** Who is meant; the same steps whether there is such a tenant and such a user or not. */
  async function find(typed: string): Promise<Found> {
    const account = readAccount(typed) ?? nobody;
    const tenant = await db.system((tx) => findTenantByCode(tx, account.tenantCode));
    const tenantId = tenant?.id ?? nobodysTenant;
    const user = await db.tenant(tenantId, (tx) => store.findUser(tx, account));
    return { tenantId, user, account: user?.id ?? nameOf(typed) };
  }

  async function count(
    { tenantId, account, user }: Found,
    { address }: SignInInput,
  ): Promise<Pick<Counted, 'refusal' | 'ifWrong'>> {
    const { refusal, ifWrong, hasLocked, isAttack } = await countTry(db, { tenantId, account, address });
    if (hasLocked && user) await db.tenant(tenantId, (tx) => noteLock(tx, user.id));
    if (isAttack) {
      if (user) await db.tenant(tenantId, (tx) => auditAttack(tx, tenantId, user, address));
      onAttack?.({ tenantId, account, address });
    }
    return { refusal, ifWrong };
  }

  /** What is asked of one who knows the password; nobody else learns of it. */
  async function checkRest(
    tenantId: string,
    user: store.SignInUser,
    { code, address, client }: SignInInput,
  ): Promise<Refusal | null> {
    if (!user.isEnabled) return new Refusal('session.disabled');
    if (!maySignIn(user.signInMethod, client))
      return new Refusal('session.wrong-method', { method: user.signInMethod });
    if (!user.hasSecondFactor) return null;
    if (code === undefined) {
      await db.tenant(tenantId, (tx) => uncount(tx, user.id, address));
      return new Refusal('session.code-required');
    }
    if (await db.tenant(tenantId, (tx) => factors.use(tx, user.id, code))) return null;
    await db.tenant(tenantId, (tx) => wrongCode(tx, user.id, address));
    return new Refusal('session.wrong-code');
  }

  async function check(found: Found, input: SignInInput): Promise<store.SignInUser> {
    const { tenantId, user } = found;
    const { refusal, ifWrong } = await count(found, input);
    if (refusal || !user) {
      await refuseSlowly(input.password);
      return refuse(found, input, refusal ?? ifWrong);
    }
    if (!(await isPassword(user.passwordHash, input.password))) return refuse(found, input, ifWrong);
    const rest = await checkRest(tenantId, user, input);
    return rest ? refuse(found, input, rest) : user;
  }

  return { find, check };
}

interface Found {
  tenantId: string;
  user: store.SignInUser | undefined;
  /** As its tries are counted. */
  account: string;
}

/** What cannot be an account is looked for like one. */
const nobody: Account = { tenantCode: '', extension: '' };

const auditAttack = (tx: Tx, tenantId: string, user: store.SignInUser, address: string): Promise<void> =>
  auditBySystem(tx, tenantId, address, {
    action: 'session.attack',
    recordType: 'user',
    recordId: user.id,
    recordName: `${user.name} ${user.extension}`,
  });

/** An account can be written in more than one way, and is one all the same. */
function nameOf(typed: string): string {
  const account = readAccount(typed);
  return account
    ? `${account.tenantCode} ${'extension' in account ? account.extension : account.loginName.toLowerCase()}`
    : typed.trim();
}
