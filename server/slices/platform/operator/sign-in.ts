/** How operators sign in: apart from all tenants, with the same care against guessing, and the same second factor. */
import type { Attack } from '../../../kernel/auth/attacks.ts';
import { createAttempts } from '../../../kernel/auth/attempts.ts';
import { startOperatorSession } from '../../../kernel/auth/operators.ts';
import { isPassword, refuseSlowly } from '../../../kernel/auth/passwords.ts';
import {
  countTry,
  nobodysTenant,
  succeed,
  touch,
  uncount,
  wrongCode,
  type Counted,
} from '../../../kernel/auth/sign-in-guard.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Db } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { accountOf, whoIs } from './accounts.ts';
import { findByLoginName, noteSuccess, type OperatorRecord } from './accounts-store.ts';
import { log } from './log.ts';
import { factors } from './second-factor.ts';

export interface SignInInput {
  loginName: string;
  password: string;
  code?: string;
  address: string;
  device: string;
}

const minute = 60_000;
const limits = { perAccountAndAddress: 15, perAddress: 60 };

export interface OperatorSignInParts {
  db: Db;
  clock: Clock;
  onAttack?: (attack: Attack) => void;
}

type Known = NonNullable<Awaited<ReturnType<typeof findByLoginName>>>;
interface Found {
  operator: Known | undefined;
  /** As its tries are counted. */
  account: string;
}

/**
 * A function that signs an operator in and returns the token of their session. A right password without a code answers session.code-required and does not
 * count as a try; a wrong code counts like a wrong password. It throws session.wrong-password, session.locked, session.disabled, session.code-required,
 * session.wrong-code or too-many-requests.
 */
export function createOperatorSignIn({
  db,
  clock,
  onAttack,
}: OperatorSignInParts): (input: SignInInput) => Promise<{ token: string; operator: OperatorRecord }> {
  const perAccount = createAttempts(clock, limits.perAccountAndAddress, minute);
  const perAddress = createAttempts(clock, limits.perAddress, minute);

  const find = async (name: string): Promise<Found> => {
    const operator = await db.system((tx) => findByLoginName(tx, name));
    return { operator, account: accountOf(operator?.id ?? name) };
  };
  const count = async (
    { account, operator }: Found,
    address: string,
  ): Promise<Pick<Counted, 'refusal' | 'ifWrong'>> => {
    const { refusal, ifWrong, hasLocked, isAttack } = await countTry(db, { tenantId: nobodysTenant, account, address });
    // Nobody guesses an operator's password by mistake eight times.
    if (isAttack || (hasLocked && operator)) onAttack?.({ tenantId: nobodysTenant, account, address });
    return { refusal, ifWrong };
  };
  /** What is asked of one who knows the password; nobody else learns of it. */
  const checkRest = async (
    { id, isEnabled, hasSecondFactor }: Known,
    account: string,
    { code, address }: SignInInput,
  ): Promise<Refusal | null> => {
    if (!isEnabled) return new Refusal('session.disabled');
    if (!hasSecondFactor) return null;
    if (code === undefined) {
      await db.tenant(nobodysTenant, (tx) => uncount(tx, account, address));
      return new Refusal('session.code-required');
    }
    if (await db.system((tx) => factors.use(tx, id, code))) return null;
    await db.tenant(nobodysTenant, (tx) => wrongCode(tx, account, address));
    return new Refusal('session.wrong-code');
  };
  const check = async (found: Found, input: SignInInput): Promise<Known> => {
    const { operator, account } = found;
    const { refusal, ifWrong } = await count(found, input.address);
    if (refusal || !operator) {
      await refuseSlowly(input.password);
      return refuse(db, found, input.address, refusal ?? ifWrong);
    }
    if (!(await isPassword(operator.passwordHash, input.password))) return refuse(db, found, input.address, ifWrong);
    const rest = await checkRest(operator, account, input);
    return rest ? refuse(db, found, input.address, rest) : operator;
  };

  return async (input) => {
    const { address, device } = input;
    const name = input.loginName.trim().toLowerCase();
    if (!perAddress.allow(address) || !perAccount.allow(`${address} ${name}`)) throw new Refusal('too-many-requests');
    const found = await find(name);
    const { id: operatorId, name: displayed } = await check(found, input);
    await db.tenant(nobodysTenant, (tx) => succeed(tx, { tenantId: nobodysTenant, account: found.account, address }));
    return db.system(async (tx) => {
      await noteSuccess(tx, operatorId);
      await log(tx, { operator: { operatorId, name: displayed }, address }, { action: 'session.start' });
      return {
        token: await startOperatorSession(tx, { operatorId, address, device }),
        operator: await whoIs(tx, { operatorId }),
      };
    });
  };
}

/** Notes what became of the try; a name that nobody has costs as much. That a code is asked for is no refusal, and tells that the password is known. */
async function refuse(db: Db, { operator, account }: Found, address: string, refusal: Refusal): Promise<never> {
  const entry =
    refusal.code === 'session.code-required'
      ? { action: 'session.ask-code' }
      : { action: 'session.refuse', after: { reason: refusal.code } };
  if (operator)
    await db.system((tx) => log(tx, { operator: { operatorId: operator.id, name: operator.name }, address }, entry));
  else await db.tenant(nobodysTenant, (tx) => touch(tx, account, address));
  throw refusal;
}
