import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Static } from 'typebox';
import { sessionRoutes, type Me } from '@bahu/contract/session.ts';
import type { Caller } from '../../kernel/auth/caller.ts';
import type { Sessions } from '../../kernel/auth/sessions.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Db, Tx } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/errors.ts';
import { sessionCookie, type Access } from '../../kernel/http/access.ts';
import { mount } from '../../kernel/http/mount.ts';
import { canCall, findTenant } from '../tenants/index.ts';
import { hasSimulatedTrunk } from '../trunks/index.ts';
import { createSignIn } from './service.ts';

export interface SessionSlice {
  db: Db;
  access: Access;
  sessions: Sessions;
  clock: Clock;
  version: string;
}

export function mountSession(app: FastifyInstance, slice: SessionSlice): void {
  const { db, access, sessions, clock, version } = slice;
  const service = createSignIn(db, sessions, clock);

  const describe = (caller: Caller): Promise<Static<typeof Me>> => db.tenant(caller.tenantId, (tx) => readMe(tx, caller, clock.now(), version));

  mount(app, access, sessionRoutes, {
    signIn: async ({ address, device, reply }, { body }) => {
      const { token, maxAgeSeconds } = await service.signIn({ account: body.account, password: body.password, staySignedIn: body.staySignedIn ?? false, address, device });
      const caller = await sessions.find(token);
      if (!caller) throw new Refusal('session.disabled');
      setCookie(reply, token, maxAgeSeconds);
      return describe(caller);
    },
    me: ({ caller }) => describe(caller),
    signOut: async ({ caller, reply }) => {
      await sessions.end(caller);
      reply.clearCookie(sessionCookie, { path: '/' });
      return {};
    },
    changePassword: async ({ caller, address }, { body }) => {
      await service.changePassword(caller, address, body.current, body.next);
      return {};
    },
  });
}

function setCookie(reply: FastifyReply, token: string, maxAgeSeconds: number | null): void {
  const secure = reply.request.protocol === 'https';
  reply.setCookie(sessionCookie, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, ...(maxAgeSeconds && { maxAge: maxAgeSeconds }) });
}

async function readMe(tx: Tx, caller: Caller, nowMs: number, version: string): Promise<Static<typeof Me>> {
  const tenant = await findTenant(tx, caller.tenantId);
  if (!tenant) throw new Refusal('session.required');
  const { userId, agentId, sessionId, name, extension, role, scope, permissions, masksNumbers } = caller;
  return {
    userId, agentId, sessionId, name, extension, account: tenant.code + extension, role, scope, permissions: [...permissions], masksNumbers, version,
    tenant: { id: tenant.id, code: tenant.code, name: tenant.name, expiresAt: tenant.expiresAt?.toISOString() ?? null, canCall: canCall(tenant, nowMs) },
    demo: await hasSimulatedTrunk(tx),
  };
}
