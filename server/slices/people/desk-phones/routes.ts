import type { FastifyInstance } from 'fastify';
import {
  deskPhoneRoutes,
  type DeskPhoneOf,
  type IssuedDeskPhone,
  type RevokedDeskPhone,
} from '@bahu/contract/desk-phones.ts';
import { sipServer, type SipPlace } from '@bahu/domain/desk-phones/sip-server.ts';
import { mayUsePhone } from '@bahu/domain/sign-in/methods.ts';
import { audit, type AuditEntry } from '../../../kernel/audit.ts';
import { textFor } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { followNow, intendFollow, type TellDeskPhone } from '../../../kernel/phone-news.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import type { Host } from '../../server-slice.ts';
import { findUser, isNoHigher } from '../users/index.ts';
import { serveSetup, setupPathOf } from './setup.ts';
import { choose, findPhone, findRights, issue, revoke } from './store.ts';

/** What telephony does for desk phones. */
export interface DeskPhones {
  /** @throws Refusal phone.media-server-unavailable */
  deskPhoneChanged: TellDeskPhone;
  isDeskPhoneOnline(tenantId: string, agentId: string): Promise<boolean | null>;
  accountOf(agentId: string): string;
  place: SipPlace;
}

interface Whose {
  id: string;
  name: string;
  extension: string;
}
type Find = (tx: Tx, ctx: Ctx, id: string) => Promise<Whose>;

export function mountDeskPhones(api: FastifyInstance, { access, db, clock, desk }: Host): void {
  const phones = desk.deskPhones;

  async function read(ctx: Ctx, agentId: string): Promise<DeskPhoneOf> {
    const { rights, found } = await ctx.tenant(async (tx) => ({
      rights: await findRights(tx, agentId),
      found: await findPhone(tx, agentId),
    }));
    return {
      agentId,
      account: phones.accountOf(agentId),
      ...sipServer(phones.place, ctx.reply.request.hostname),
      transport: 'UDP',
      signInMethod: rights.signInMethod,
      isAllowed: mayUsePhone(rights.signInMethod, 'desk'),
      phone: found
        ? {
            ...found,
            issuedAt: found.issuedAt.toISOString(),
            isOnline: await phones.isDeskPhoneOnline(ctx.principal.tenantId, agentId),
            registeredAt: found.registeredAt?.toISOString() ?? null,
            userAgent: textFor(ctx.principal, found.userAgent),
            setupUntil:
              found.setupUntil !== null && found.setupUntil.getTime() > clock.now()
                ? found.setupUntil.toISOString()
                : null,
          }
        : null,
    };
  }

  async function issueFor(ctx: Ctx, id: string, find: Find): Promise<IssuedDeskPhone> {
    const { tenantId } = ctx.principal;
    const { secret, token, intent } = await ctx.tenant(async (tx) => {
      const user = await find(tx, ctx, id);
      const { signInMethod } = await findRights(tx, id);
      if (!mayUsePhone(signInMethod, 'desk')) throw new Refusal('desk-phone.not-allowed', { method: signInMethod });
      await note(tx, ctx, 'desk-phone.issue', user);
      return {
        ...(await issue(tx, tenantId, id)),
        intent: await intendFollow(tx, tenantId, { agentId: id, isNew: true }),
      };
    });
    await followNow(db, phones.deskPhoneChanged, intent);
    return { of: await read(ctx, id), secret, setupPath: setupPathOf(token) };
  }

  async function revokeFor(ctx: Ctx, id: string, find: Find): Promise<RevokedDeskPhone> {
    const { tenantId } = ctx.principal;
    const intent = await ctx.tenant(async (tx) => {
      const user = await find(tx, ctx, id);
      if (!(await revoke(tx, id))) return null;
      await note(tx, ctx, 'desk-phone.revoke', user);
      return intendFollow(tx, tenantId, { agentId: id, isNew: false });
    });
    return { isPending: intent !== null && !(await followNow(db, phones.deskPhoneChanged, intent)) };
  }

  mount(api, access, deskPhoneRoutes, {
    own: (ctx) => read(ctx, ctx.principal.userId),
    issueOwn: (ctx) => issueFor(ctx, ctx.principal.userId, findOneself),
    revokeOwn: (ctx) => revokeFor(ctx, ctx.principal.userId, findOneself),
    choose: async ({ principal, tenant }, { body }) => {
      await tenant((tx) => choose(tx, principal.userId, body.isUsed));
      return {};
    },
    get: async (ctx, { params }) => {
      await ctx.tenant((tx) => findManaged(tx, ctx, params.id));
      return read(ctx, params.id);
    },
    issue: (ctx, { params }) => issueFor(ctx, params.id, findLower),
    revoke: (ctx, { params }) => revokeFor(ctx, params.id, findLower),
  });
  if (access.offers?.({ permission: 'public', path: '/desk-phones/setup' }) !== false)
    serveSetup(api, { access, db, clock, phones });
}

const note = (tx: Tx, ctx: Ctx, action: AuditEntry['action'], { id, name, extension }: Whose): Promise<void> =>
  audit(tx, ctx, { action, recordType: 'user', recordId: id, recordName: `${name} ${extension}` });

const findOneself: Find = async (tx, _ctx, id) =>
  tx
    .selectFrom('users as u')
    .innerJoin('agents as a', 'a.id', 'u.id')
    .select(['u.id', 'u.name', 'a.extension'])
    .where('u.id', '=', id)
    .executeTakeFirstOrThrow();

const findManaged = async (tx: Tx, ctx: Ctx, id: string) => {
  const user = await findUser(tx, ctx.principal, 'desk-phone.manage', id);
  if (!user) throw new Refusal('not-found');
  return user;
};

/** Whoever has somebody's phone speaks as them: nobody gets it of one who may do more than they. */
const findLower: Find = async (tx, ctx, id) => {
  const user = await findManaged(tx, ctx, id);
  if (!isNoHigher(ctx.principal, user)) throw new Refusal('user.role-above-own');
  return user;
};
