import type { FastifyInstance, FastifyReply } from 'fastify';
import { sessionRoutes, type Me } from '@bahu/contract/session.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { openSessionsOf } from '../../../kernel/auth/open-sessions.ts';
import type { Sessions } from '../../../kernel/auth/sessions.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Db } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { sessionCookie, type Access } from '../../../kernel/http/access.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { installationBranding } from '../../../kernel/installation.ts';
import { readMe } from './me.ts';
import { createOwnAccount, inPerson } from './own-account.ts';
import { createSignIn, type SignInParts } from './service.ts';

export interface SessionSlice {
  db: Db;
  access: Access;
  sessions: Sessions;
  clock: Clock;
  version: string;
  onAttack?: SignInParts['onAttack'];
}

export function mountSession(app: FastifyInstance, slice: SessionSlice): void {
  const { db, access, sessions, clock, version } = slice;
  const service = createSignIn({ db, sessions, clock, ...(slice.onAttack && { onAttack: slice.onAttack }) });
  const own = createOwnAccount(db, sessions, clock);

  const describe = async (principal: Principal): Promise<Me> => {
    const installation = await installationBranding(db);
    return db.tenant(principal.tenantId, (tx) => readMe(tx, principal, { nowMs: clock.now(), version, installation }));
  };
  const describeToken = async (token: string): Promise<Me> => {
    const principal = await sessions.find(token);
    if (!principal) throw new Refusal('session.disabled');
    return describe(principal);
  };
  const seeAs = async (ctx: Ctx, roleId: string | null): Promise<Me> => {
    await own.viewAs(ctx, roleId);
    return describeToken(ctx.reply.request.cookies[sessionCookie] ?? '');
  };

  mount(app, access, sessionRoutes, {
    signIn: async ({ address, device, reply }, { body }) => {
      const { account, password, code, staySignedIn = false, client = 'web' } = body;
      const typed = { account, password, code, staySignedIn, client, address, device };
      const { token, maxAgeSeconds } = await service.signIn(typed);
      const me = await describeToken(token);
      setCookie(reply, token, maxAgeSeconds);
      return me;
    },
    me: ({ principal }) => describe(principal),
    signOut: async ({ principal, reply }) => {
      await sessions.end(principal, 'user');
      reply.clearCookie(sessionCookie, { path: '/' });
      return {};
    },
    changePassword: async (ctx, { body }) => {
      await own.changePassword(ctx, body.current, body.next);
      return {};
    },
    startSecondFactor: (ctx, { body }) => own.startFactor(ctx, body.password),
    confirmSecondFactor: async (ctx, { body }) => ({ recoveryCodes: await own.confirmFactor(ctx, body.code) }),
    removeSecondFactor: async (ctx, { body }) => {
      await own.removeFactor(ctx, body.password, body.code);
      return {};
    },
    sessions: async ({ principal, tenant }) => {
      inPerson(principal);
      return { items: await tenant((tx) => openSessionsOf(tx, principal.userId, principal.sessionId)) };
    },
    signOutElsewhere: async ({ principal }) => {
      inPerson(principal);
      await sessions.endAllOf(principal.tenantId, principal.userId, 'elsewhere', principal.sessionId);
      return {};
    },
    endSession: async (ctx, { params }) => {
      await own.endSession(ctx, params.id);
      if (params.id === ctx.principal.sessionId) ctx.reply.clearCookie(sessionCookie, { path: '/' });
      return {};
    },
    viewAs: (ctx, { params }) => seeAs(ctx, params.id),
    viewAsMyself: (ctx) => seeAs(ctx, null),
  });
}

function setCookie(reply: FastifyReply, token: string, maxAgeSeconds: number | null): void {
  const secure = reply.request.protocol === 'https';
  reply.setCookie(sessionCookie, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    ...(maxAgeSeconds && { maxAge: maxAgeSeconds }),
  });
}
