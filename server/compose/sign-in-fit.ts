/**
 * An agent's sessions and phones are those that their sign-in method allows. When it changes, what does not fit any more ends at once; whoever is in
 * calls ends these first, and takes no other one with what they have.
 */
import { maySignIn, mayUsePhone } from '@bahu/domain/sign-in/methods.ts';
import type { Kernel } from './compose.ts';
import type { Tx } from '../kernel/db.ts';
import { followNow, intendFollow } from '../kernel/phone-news.ts';
import { listTenants } from '../slices/platform/tenants/index.ts';
import type { AgentPhones } from '../telephony/agent-phones.ts';
import type { SipTunnel } from '../telephony/sip-tunnel.ts';

/** How soon it is seen that a call is over. */
const lookMs = 250;

interface FitParts {
  agents: Pick<AgentPhones, 'callsOf' | 'signedOut' | 'deskPhoneChanged'>;
  tunnel: Pick<SipTunnel, 'closeSession'>;
}
/** `callIds`: the calls that they may end, null while nobody here knows them. */
interface Waiting {
  tenantId: string;
  callIds: ReadonlySet<string> | null;
}

export class SignInFit {
  private readonly waiting = new Map<string, Waiting>();
  private timer: NodeJS.Timeout | null = null;

  private readonly kernel: Pick<Kernel, 'db' | 'sessions' | 'log'>;
  private readonly parts: FitParts;

  constructor(kernel: Pick<Kernel, 'db' | 'sessions' | 'log'>, parts: FitParts) {
    this.kernel = kernel;
    this.parts = parts;
  }

  /** What a user may do has changed. */
  follow(tenantId: string, userId: string): void {
    const calls = this.parts.agents.callsOf(tenantId, userId);
    if (calls?.length === 0) return this.end(tenantId, userId);
    this.waiting.set(userId, { tenantId, callIds: calls && new Set(calls) });
    this.timer ??= setInterval(() => this.look(), lookMs);
  }

  /** Whoever was in a call when a former process ended. */
  async followAll(): Promise<void> {
    const { db } = this.kernel;
    for (const { id } of await db.system(listTenants))
      for (const userId of await db.tenant(id, findUnfit)) this.follow(id, userId);
  }

  private look(): void {
    for (const [userId, { tenantId, callIds }] of this.waiting) {
      const calls = this.parts.agents.callsOf(tenantId, userId);
      if (calls === null) continue;
      if (callIds === null) this.waiting.set(userId, { tenantId, callIds: new Set(calls) });
      else if (!calls.some((callId) => callIds.has(callId))) this.end(tenantId, userId);
    }
  }

  private end(tenantId: string, userId: string): void {
    this.waiting.delete(userId);
    if (this.waiting.size === 0) this.stop();
    this.endUnfit(tenantId, userId).catch((error: unknown) => {
      this.kernel.log.error(
        { err: error, tenant: tenantId, userId },
        'sessions or phones of a user do not fit their sign-in',
      );
    });
  }

  private async endUnfit(tenantId: string, userId: string): Promise<void> {
    const { db, sessions } = this.kernel;
    const { agents, tunnel } = this.parts;
    const found = await db.tenant(tenantId, (tx) => findHeld(tx, userId));
    if (found) {
      await sessions.endUnfitOf(tenantId, userId, found.signInMethod);
      const { sessionId, kind } = found;
      if (sessionId !== null && kind !== null && !mayUsePhone(found.signInMethod, kind)) {
        tunnel.closeSession(sessionId);
        await agents.signedOut(tenantId, sessionId);
      }
    }
    const intent = await db.tenant(tenantId, (tx) => intendFollow(tx, tenantId, { agentId: userId, isNew: false }));
    await followNow(db, (...changed) => agents.deskPhoneChanged(...changed), intent);
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }
}

/** How a user is to sign in, and the phone that they hold. */
const findHeld = (tx: Tx, userId: string) =>
  tx
    .selectFrom('users as u')
    .leftJoin('softphones as p', 'p.agentId', 'u.id')
    .select(['u.signInMethod', 'p.sessionId', 'p.kind'])
    .where('u.id', '=', userId)
    .executeTakeFirst();

/** Users with a session or a phone that does not fit. */
async function findUnfit(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('users as u')
    .innerJoin('sessions as s', 's.userId', 'u.id')
    .leftJoin('softphones as p', 'p.agentId', 'u.id')
    .select(['u.id', 'u.signInMethod', 's.client', 'p.kind'])
    .where('u.signInMethod', '!=', 'any')
    .where('s.operatorId', 'is', null)
    .execute();
  const isUnfit = ({ signInMethod, client, kind }: (typeof rows)[number]): boolean =>
    !maySignIn(signInMethod, client) || (kind !== null && !mayUsePhone(signInMethod, kind));
  return [...new Set(rows.filter(isUnfit).map(({ id }) => id))];
}
