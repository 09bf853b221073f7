/**
 * The link that sets a telephone up: no session and no cookie, the token is all. It opens once and for some minutes, so that a picture of its QR code is
 * worth nothing afterwards.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { linphoneConfiguration } from '@bahu/domain/desk-phones/linphone.ts';
import { sipServer } from '@bahu/domain/desk-phones/sip-server.ts';
import { methodsWith } from '@bahu/domain/sign-in/methods.ts';
import { auditBySystem } from '../../../kernel/audit.ts';
import { createAttempts } from '../../../kernel/auth/attempts.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { isId } from '../../../kernel/ids.ts';
import type { Host } from '../../server-slice.ts';
import type { DeskPhones } from './routes.ts';
import { takeSetup } from './store.ts';

/** Below our own origin. */
export const setupPathOf = (token: string): string => `/api/desk-phones/setup/${token}`;

/** The token names its tenant, so that it can be looked up under row-level security. */
const tokenPattern = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/;
/** A telephone opens one link; a few more while somebody tries. */
const perAddress = { count: 30, windowMs: 60_000 } as const;

export function serveSetup(
  api: FastifyInstance,
  { access, db, clock, phones }: Pick<Host, 'access' | 'db' | 'clock'> & { phones: DeskPhones },
): void {
  const attempts = createAttempts(clock, perAddress.count, perAddress.windowMs);

  async function open(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (!attempts.allow(request.ip)) throw new Refusal('too-many-requests');
    const [, tenantId, token] = tokenPattern.exec((request.params as { token: string }).token) ?? [];
    if (!tenantId || !token || !isId(tenantId)) throw new Refusal('not-found');
    const found = await db.tenant(tenantId, async (tx) => {
      const taken = await takeSetup(tx, token, methodsWith('desk'));
      if (taken)
        await auditBySystem(tx, tenantId, request.ip, {
          action: 'desk-phone.set-up',
          recordType: 'user',
          recordId: taken.agentId,
          recordName: `${taken.name} ${taken.extension}`,
        });
      return taken;
    });
    if (!found) throw new Refusal('not-found');
    const { agentId, secret, name, extension } = found;
    const { host, port } = sipServer(phones.place, request.hostname);
    return reply
      .headers({ 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'no-store' })
      .send(
        linphoneConfiguration({ account: phones.accountOf(agentId), secret, host, port, name: `${name} ${extension}` }),
      );
  }

  api.route({
    // Who only asks whether there is something takes nothing.
    method: 'GET',
    exposeHeadRoute: false,
    url: '/desk-phones/setup/:token',
    onRequest: (request) => access.admit(request, { permission: 'public' }),
    handler: open,
  });
}
