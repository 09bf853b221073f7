import type { FastifyInstance, FastifyReply } from 'fastify';
import { operatorRoutes, type Operator, type OperatorMe, type PlatformTenant } from '@bahu/contract/operator.ts';
import type { InstallationStatus } from '@bahu/contract/status.ts';
import type { Attack } from '../../../kernel/auth/attacks.ts';
import { createAttempts } from '../../../kernel/auth/attempts.ts';
import { operatorCookie, operatorSessionHours } from '../../../kernel/auth/operators.ts';
import type { Sessions } from '../../../kernel/auth/sessions.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Db, Tx } from '../../../kernel/db.ts';
import { sessionCookie, type Access } from '../../../kernel/http/access.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { installationBranding, readBranding } from '../../../kernel/installation.ts';
import { statusOf } from '../../../kernel/tenant-settings.ts';
import type { Tenant } from '../tenants/index.ts';
import * as accounts from './accounts.ts';
import { listOperators, type OperatorRecord } from './accounts-store.ts';
import { changeBranding } from './branding.ts';
import { listLog } from './log.ts';
import { mountRegionFiles } from './region-bytes.ts';
import { listTables, removeTable, useTable } from './regions.ts';
import { confirmFactor, removeFactor, startFactor } from './second-factor.ts';
import { createOperatorSignIn } from './sign-in.ts';
import { enterTenant, resetAdministrator } from './support.ts';
import { changeTenant, createTenant, mustFind } from './tenants.ts';
import { listTenants } from './tenants-store.ts';
import { createUsageBook } from './usage.ts';

export interface OperatorSlice {
  db: Db;
  access: Access;
  sessions: Sessions;
  clock: Clock;
  version: string;
  /** How the installation is. */
  status: () => Promise<InstallationStatus>;
  onAttack?: (attack: Attack) => void;
  /** Told after a tenant was created or its licence changed. */
  onTenantChanged: () => void;
}

/** Of one's own password, at an open screen. */
const maxGuesses = 10;
const guessWindowMs = 15 * 60_000;
/** The cookie goes to these routes and nowhere else. */
const cookiePath = '/api/operator';

export function mountOperator(app: FastifyInstance, slice: OperatorSlice): void {
  mount(app, slice.access, operatorRoutes, { ...ownRoutes(slice), ...platformRoutes(slice), ...regionRoutes(slice) });
  mountRegionFiles(app, slice);
}

type Handlers = Parameters<typeof mount<typeof operatorRoutes>>[3];
type OwnRoute =
  | 'signIn'
  | 'me'
  | 'signOut'
  | 'changePassword'
  | 'startSecondFactor'
  | 'confirmSecondFactor'
  | 'removeSecondFactor';

/** The operator's own account. */
function ownRoutes({ db, sessions, clock, version, onAttack }: OperatorSlice): Pick<Handlers, OwnRoute> {
  const signIn = createOperatorSignIn({ db, clock, ...(onAttack && { onAttack }) });
  const guesses = createAttempts(clock, maxGuesses, guessWindowMs);
  const describe = async (tx: Tx, operator: OperatorRecord): Promise<OperatorMe> => ({
    operator: presentOperator(operator),
    branding: await readBranding(tx),
    version,
  });
  return {
    signIn: async ({ address, device, reply }, { body }) => {
      const { token, operator } = await signIn({ ...body, address, device });
      setCookie(reply, operatorCookie, token, {
        path: cookiePath,
        sameSite: 'strict',
        maxAge: operatorSessionHours * 3600,
      });
      return db.system((tx) => describe(tx, operator));
    },
    me: ({ operator }) => db.system(async (tx) => describe(tx, await accounts.whoIs(tx, operator))),
    signOut: async (ctx) => {
      await db.system((tx) => accounts.signOut(tx, ctx));
      await accounts.endVisits(db, sessions, ctx.operator.operatorId);
      ctx.reply.clearCookie(operatorCookie, { path: cookiePath });
      return {};
    },
    changePassword: async (ctx, { body }) => {
      await accounts.changePassword(db, ctx, guesses, body.current, body.next);
      await accounts.endVisits(db, sessions, ctx.operator.operatorId);
      return {};
    },
    startSecondFactor: (ctx, { body }) => startFactor(db, ctx, guesses, body.password),
    confirmSecondFactor: async (ctx, { body }) => ({ recoveryCodes: await confirmFactor(db, ctx, body.code) }),
    removeSecondFactor: async (ctx, { body }) => {
      await removeFactor(db, ctx, guesses, body);
      return {};
    },
  };
}

type RegionRoute = 'regionTables' | 'chooseRegionTable' | 'removeRegionTable';

/** Where numbers belong. */
const regionRoutes = ({ db }: OperatorSlice): Pick<Handlers, RegionRoute> => ({
  regionTables: async () => ({ items: await db.system(listTables) }),
  chooseRegionTable: async (ctx, { body }) => {
    await useTable(db, ctx, body.id);
    return {};
  },
  removeRegionTable: async (ctx, { params }) => {
    await removeTable(db, ctx, params.id);
    return {};
  },
});

/** Tenants, operators, and the installation. */
function platformRoutes({
  db,
  sessions,
  clock,
  status,
  onTenantChanged,
}: OperatorSlice): Omit<Handlers, OwnRoute | RegionRoute> {
  const usages = createUsageBook(db, clock);
  const present = async (tenants: Tenant[]): Promise<PlatformTenant[]> => {
    const used = await usages.of(tenants);
    return tenants.map((tenant, at) => ({ ...presentTenant(tenant), usage: used[at]! }));
  };
  const presentOne = async (tenant: Tenant): Promise<PlatformTenant> => (await present([tenant]))[0]!;
  /** Everybody of the tenant is looked up anew, and the engine learns what it may do. */
  const changed = async (tenant: Tenant): Promise<PlatformTenant> => {
    usages.forget(tenant.id);
    await sessions.refreshTenant(tenant.id);
    onTenantChanged();
    return presentOne(tenant);
  };

  return {
    tenants: async (_ctx, { query }) => {
      const { rows, ...page } = await db.system((tx) => listTenants(tx, query));
      return { ...page, items: await present(rows) };
    },
    tenant: async (_ctx, { params }) => presentOne(await db.system((tx) => mustFind(tx, params.id))),
    createTenant: async (ctx, { body }) => {
      const { tenant, ...account } = await createTenant(db, ctx, body);
      return { ...account, tenant: await changed(tenant) };
    },
    changeTenant: async (ctx, { params, body }) => changed(await changeTenant(db, ctx, params.id, body)),
    enter: async (ctx, { params, body }) => {
      const token = await enterTenant(db, sessions, ctx, params.id, body.reason);
      setCookie(ctx.reply, sessionCookie, token, { path: '/', sameSite: 'lax' });
      return {};
    },
    resetAdministrator: (ctx, { params }) => resetAdministrator(db, sessions, ctx, params.id),
    status: () => status(),
    branding: () => installationBranding(db),
    changeBranding: (ctx, { body }) => changeBranding(db, ctx, body),
    operators: async () => ({ items: (await db.system(listOperators)).map(presentOperator) }),
    createOperator: async (ctx, { body }) => {
      const { operator, password } = await accounts.createOperator(db, ctx, body);
      return { operator: presentOperator(operator), password };
    },
    changeOperator: async (ctx, { params, body }) => {
      const operator = await accounts.setEnabled(db, ctx, params.id, body.isEnabled);
      if (!body.isEnabled) await accounts.endVisits(db, sessions, params.id);
      return presentOperator(operator);
    },
    log: async (_ctx, { query }) => {
      const { rows, ...page } = await db.system((tx) => listLog(tx, query));
      return { ...page, items: rows.map(({ sortKey: _sortKey, at, ...row }) => ({ ...row, at: at.toISOString() })) };
    },
  };
}

function setCookie(
  reply: FastifyReply,
  name: string,
  token: string,
  options: { path: string; sameSite: 'lax' | 'strict'; maxAge?: number },
): void {
  reply.setCookie(name, token, { ...options, httpOnly: true, secure: reply.request.protocol === 'https' });
}

function presentTenant(tenant: Tenant): Omit<PlatformTenant, 'usage'> {
  const { id, code, name, note, licensedAgents, licensedChannels, storageBytes, version } = tenant;
  return {
    id,
    code,
    name,
    note,
    licensedAgents,
    licensedChannels,
    storageBytes,
    version,
    status: statusOf(tenant, Date.now()),
    expiresAt: tenant.expiresAt?.toISOString() ?? null,
    createdAt: tenant.createdAt.toISOString(),
  };
}

const presentOperator = (operator: OperatorRecord): Operator => ({
  ...operator,
  lastSignInAt: operator.lastSignInAt?.toISOString() ?? null,
  createdAt: operator.createdAt.toISOString(),
});
