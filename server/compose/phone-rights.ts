/** Softphones are their sessions': what takes the right to a desk takes the phone, too. */
import type { Kernel } from './compose.ts';
import { mayUseDesk } from '../kernel/auth/desk-rights.ts';
import type { SessionChange } from '../kernel/auth/sessions.ts';
import type { AgentPhones } from '../telephony/agent-phones.ts';
import type { SipTunnel } from '../telephony/sip-tunnel.ts';

/** Who holds softphones, and through what they speak. */
export interface Softphones {
  phones: Pick<AgentPhones, 'holdsPhone' | 'signedOut'>;
  tunnel: Pick<SipTunnel, 'closeSession'>;
}

/** From now on a session that has ended, or whose user has no desk any more, loses its softphone. Trying out another role takes no phone away. */
export function watchPhoneRights(
  { sessions, db, log }: Pick<Kernel, 'sessions' | 'db' | 'log'>,
  { phones, tunnel }: Softphones,
): void {
  const follow = async ({ tenantId, sessionId, why }: SessionChange): Promise<void> => {
    if (
      why === 'role-changed' &&
      (!phones.holdsPhone(tenantId, sessionId) ||
        (await db.tenant(tenantId, (tx) => mayUseDesk(tx, tenantId, sessionId))))
    )
      return;
    tunnel.closeSession(sessionId);
    await phones.signedOut(tenantId, sessionId);
  };
  sessions.onChange(
    (change) =>
      void follow(change).catch((error: unknown) => {
        log.error({ err: error, tenant: change.tenantId }, 'a softphone was not taken away');
      }),
  );
}
