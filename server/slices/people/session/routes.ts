import type { FastifyInstance, FastifyReply } from 'fastify';
import { sessionRoutes, type Me } from '@bahu/contract/session.ts';
import type { Caller } from '../../../kernel/auth/caller.ts';
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

  const describe = async (caller: Caller): Promise<Me> => {
    const installation = await installationBranding(db);
    return db.tenant(caller.tenantId, (tx) => readMe(tx, caller, { nowMs: clock.now(), version, installation }));
  };
  const describeToken = async (token: string): Promise<Me> => {
    const caller = await sessions.find(token);
    if (!caller) throw new Refusal('session.disabled');
    return describe(caller);
  };
  const seeAs = async (ctx: Ctx, roleId: string | null): Promise<Me> => {
    await own.viewAs(ctx, roleId);
    return describeToken(ctx.reply.request.cookies[sessionCookie] ?? '');
  };

  mount(app, access, sessionRoutes, {
    signIn: async ({ address, device, reply }, { body }) => {
      const { account, password, code, staySignedIn = false } = body;
      const { token, maxAgeSeconds } = await service.signIn({ account, password, code, staySignedIn, address, device });
      const me = await describeToken(token);
      setCookie(reply, token, maxAgeSeconds);
      return me;
    },
    me: ({ caller }) => describe(caller),
    signOut: async ({ caller, reply }) => {
      await sessions.end(caller, 'user');
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
    sessions: async ({ caller, tenant }) => {
      inPerson(caller);
      return { items: await tenant((tx) => openSessionsOf(tx, caller.userId, caller.sessionId)) };
    },
    signOutElsewhere: async ({ caller }) => {
      inPerson(caller);
      await sessions.endAllOf(caller.tenantId, caller.userId, 'elsewhere', caller.sessionId);
      return {};
    },
    endSession: async (ctx, { params }) => {
      await own.endSession(ctx, params.id);
      if (params.id === ctx.caller.sessionId) ctx.reply.clearCookie(sessionCookie, { path: '/' });
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
