/** What a user does to their own account: password, second factor, sessions elsewhere, seeing as another role. */
import { audit } from '../../../kernel/audit.ts';
import { createAttempts } from '../../../kernel/auth/attempts.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { openSessionsOf } from '../../../kernel/auth/open-sessions.ts';
import { hashPassword, isPassword } from '../../../kernel/auth/passwords.ts';
import { newSecret, standardIssuer } from '../../../kernel/auth/second-factor.ts';
import type { Sessions } from '../../../kernel/auth/sessions.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Db } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { installationBranding } from '../../../kernel/installation.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { readSettings, type TenantSettings } from '../../../kernel/tenant-settings.ts';
import { applyPolicy, findTenant, mergeBranding } from '../../platform/tenants/index.ts';
import { factors } from './second-factor.ts';
import { setPassword } from '../users/index.ts';
import * as store from './store.ts';

export interface OwnAccount {
  /** Ends the other sessions. @throws Refusal session.wrong-password, session.same-password, session.weak-password, session.password-not-mixed or session.common-password. */
  changePassword(ctx: Ctx, current: string, next: string): Promise<void>;
  /** @throws Refusal session.wrong-password, session.second-factor-off, or conflict when one is in use: it has to be removed first. */
  startFactor(ctx: Ctx, password: string): Promise<{ secret: string; uri: string }>;
  /** @returns the recovery codes, which nobody can read again. @throws Refusal session.wrong-code, or conflict when none was begun. */
  confirmFactor(ctx: Ctx, code: string): Promise<string[]>;
  /** @throws Refusal session.wrong-password, session.wrong-code or session.second-factor-required. */
  removeFactor(ctx: Ctx, password: string, code: string): Promise<void>;
  /** @throws Refusal not-found when the session is not one of the principal's. */
  endSession(ctx: Ctx, sessionId: string): Promise<void>;
  /** @throws Refusal not-found when the tenant has no such role. */
  viewAs(ctx: Ctx, roleId: string | null): Promise<void>;
}

/** Somebody at an open screen may guess the password or a code this often. */
const guesses = { most: 10, windowMs: 15 * 60_000 };

/**
 * Asks for one's own password before what must not be done by whoever finds an open screen. The check that it makes throws Refusal session.wrong-password,
 * too-many-requests, or forbidden for a program.
 */
export function createPasswordCheck(clock: Clock): (ctx: Ctx, password: string) => Promise<void> {
  const attempts = createAttempts(clock, guesses.most, guesses.windowMs);
  return async (ctx, password) => {
    inPerson(ctx.principal);
    if (!attempts.allow(ctx.principal.userId)) throw new Refusal('too-many-requests');
    const stored = await ctx.tenant((tx) => store.findPasswordHash(tx, ctx.principal.userId));
    if (!stored || !(await isPassword(stored.passwordHash, password))) throw new Refusal('session.wrong-password');
  };
}

export function createOwnAccount(db: Db, sessions: Sessions, clock: Clock): OwnAccount {
  const confirmPassword = createPasswordCheck(clock);
  const parts: Parts = {
    db,
    sessions,
    confirmPassword,
    refresh: ({ principal }) => sessions.refreshAllOf(principal.tenantId, principal.userId),
  };
  return { ...ownPassword(parts), ...ownFactor(parts), ...ownSessions(parts) };
}

interface Parts {
  db: Db;
  sessions: Sessions;
  confirmPassword(ctx: Ctx, password: string): Promise<void>;
  /** A duty is done: what the user may do is looked up anew. */
  refresh(ctx: Ctx): Promise<void>;
}

const ownPassword = ({ sessions, confirmPassword, refresh }: Parts): Pick<OwnAccount, 'changePassword'> => ({
  changePassword: async (ctx, current, next) => {
    const { tenantId, userId, sessionId } = ctx.principal;
    await confirmPassword(ctx, current);
    if (next === current) throw new Refusal('session.same-password');
    const { security, code } = await settingsOf(ctx);
    const { loginName } = await ctx.tenant((tx) => store.findLoginName(tx, userId));
    applyPolicy(security, next, { code, loginName, extensions: [ctx.principal.extension], name: ctx.principal.name });
    const hash = await hashPassword(next);
    await ctx.tenant(async (tx) => {
      await setPassword(tx, userId, hash);
      await audit(tx, ctx, {
        action: 'password.change',
        recordType: 'user',
        recordId: userId,
        recordName: ctx.principal.name,
      });
    });
    await sessions.endAllOf(tenantId, userId, 'password', sessionId);
    if (ctx.principal.mustChangePassword) await refresh(ctx);
  },
});

function ownFactor({
  db,
  confirmPassword,
  refresh,
}: Parts): Pick<OwnAccount, 'startFactor' | 'confirmFactor' | 'removeFactor'> {
  return {
    startFactor: async (ctx, password) => {
      await confirmPassword(ctx, password);
      const { userId, extension } = ctx.principal;
      const { code, security, branding } = await settingsOf(ctx);
      if (security.secondFactor === 'off') throw new Refusal('session.second-factor-off');
      const { productName } = mergeBranding(branding, await installationBranding(db));
      const made = newSecret(productName || standardIssuer, code + extension);
      await ctx.tenant((tx) => factors.begin(tx, userId, made.secret));
      return made;
    },
    confirmFactor: async (ctx, code) => {
      inPerson(ctx.principal);
      const { userId, name } = ctx.principal;
      const codes = await ctx.tenant(async (tx) => {
        const made = await factors.confirm(tx, userId, code);
        await audit(tx, ctx, {
          action: 'second-factor.set-up',
          recordType: 'user',
          recordId: userId,
          recordName: name,
        });
        return made;
      });
      if (ctx.principal.mustSetUpSecondFactor) await refresh(ctx);
      return codes;
    },
    removeFactor: async (ctx, password, code) => {
      await confirmPassword(ctx, password);
      const { userId, name } = ctx.principal;
      if ((await settingsOf(ctx)).security.secondFactor === 'required')
        throw new Refusal('session.second-factor-required');
      await ctx.tenant(async (tx) => {
        await factors.remove(tx, userId, code);
        await audit(tx, ctx, {
          action: 'second-factor.remove',
          recordType: 'user',
          recordId: userId,
          recordName: name,
        });
      });
    },
  };
}

const ownSessions = ({ sessions }: Parts): Pick<OwnAccount, 'endSession' | 'viewAs'> => ({
  endSession: async (ctx, sessionId) => {
    const { tenantId, userId, sessionId: current } = ctx.principal;
    inPerson(ctx.principal);
    const mine = await ctx.tenant((tx) => openSessionsOf(tx, userId, current));
    if (!mine.some(({ id }) => id === sessionId)) throw new Refusal('not-found');
    await sessions.end({ tenantId, sessionId }, sessionId === current ? 'user' : 'elsewhere');
  },
  viewAs: async (ctx, roleId) => {
    if (ctx.principal.via === 'api-key') throw new Refusal('forbidden');
    await ctx.tenant(async (tx) => {
      const role =
        roleId === null
          ? undefined
          : await tx.selectFrom('roles').select('name').where('id', '=', roleId).executeTakeFirst();
      if (roleId !== null && !role) throw new Refusal('not-found');
      await audit(tx, ctx, {
        action: role ? 'role.view-as' : 'role.view-as-myself',
        recordType: 'role',
        recordId: roleId ?? ctx.principal.role.id,
        recordName: role?.name ?? ctx.principal.role.name,
      });
    });
    await sessions.viewAs(ctx.principal, roleId);
  },
});

/** An account's own affairs are its user's: neither a key nor the provider's operator changes them. @throws Refusal forbidden. */
export function inPerson({ via }: Pick<Principal, 'via'>): void {
  if (via !== 'session') throw new Refusal('forbidden');
}

async function settingsOf(ctx: Pick<Ctx, 'principal' | 'tenant'>): Promise<{ code: string } & TenantSettings> {
  const tenant = await ctx.tenant((tx) => findTenant(tx, ctx.principal.tenantId));
  if (!tenant) throw new Refusal('session.required');
  return { code: tenant.code, ...readSettings(tenant.settings) };
}
