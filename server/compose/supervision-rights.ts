/** Supervision ends with the right to it: whoever may not supervise an agent any more hears them no longer (SPEC U6). */
import { supervisionsOf, type RunningSupervision } from '@bahu/domain/callcontrol/supervise.ts';
import type { Kernel } from './compose.ts';
import { auditBySystem } from '../kernel/audit.ts';
import type { Tx } from '../kernel/db.ts';
import { maySupervise } from '../slices/insight/monitor/index.ts';
import type { Commanded } from '../telephony/call-commands.ts';

/** The engines of the tenants that this process serves. */
export interface Engines {
  ofTenant(tenantId: string): Commanded | undefined;
}

const retryMs = 1000;

/**
 * From now on a change of what anybody of a tenant may do, or of the department in which they are, has the tenant's
 * running supervisions looked at again: by the supervisors' own roles, whatever other role a session tries out.
 */
export function watchSupervisionRights(
  { sessions, db, log }: Pick<Kernel, 'sessions' | 'db' | 'log'>,
  engines: Engines,
): void {
  const due = new Set<string>();
  const looking = new Set<string>();
  const again = new Set<string>();
  const endWhenLost = async (tenantId: string, engine: Commanded, running: RunningSupervision): Promise<void> => {
    if (!(await db.tenant(tenantId, (tx) => noteWhenLost(tx, tenantId, engine, running)))) return;
    const { agentId, callId } = running;
    await engine.handle({ type: 'stop-supervising', agentId, callId });
  };
  /** What fails keeps nobody else's from being ended, and is tried again: nobody goes on hearing because the database was away. */
  const endUnallowed = async (tenantId: string): Promise<void> => {
    const engine = engines.ofTenant(tenantId);
    for (const running of engine ? supervisionsOf(engine.current) : []) {
      try {
        await endWhenLost(tenantId, engine!, running);
      } catch (error) {
        log.error({ err: error, tenant: tenantId, agentId: running.agentId }, 'a supervision was not looked at');
        lookLater(tenantId);
      }
    }
  };
  const lookLater = (tenantId: string): void => {
    if (again.has(tenantId)) return;
    again.add(tenantId);
    setTimeout(() => {
      again.delete(tenantId);
      void look(tenantId);
    }, retryMs).unref();
  };
  // A change of a role is told once for each session: one look at a time, and another when something came meanwhile.
  const look = async (tenantId: string): Promise<void> => {
    due.add(tenantId);
    if (looking.has(tenantId)) return;
    looking.add(tenantId);
    try {
      while (due.delete(tenantId)) await endUnallowed(tenantId);
    } finally {
      looking.delete(tenantId);
    }
  };
  sessions.onChange(({ tenantId }) => void look(tenantId));
}

/** Whether the right is lost; the log says so before the supervision is ended. */
async function noteWhenLost(
  tx: Tx,
  tenantId: string,
  { current }: Commanded,
  { agentId, targetAgentId, mode, callId }: RunningSupervision,
): Promise<boolean> {
  const supervisor = current.agents.get(agentId);
  if (!supervisor) return false;
  const { id: userId, sessionId } = supervisor;
  if (sessionId !== null && (await maySupervise(tx, { tenantId, userId, sessionId }, targetAgentId, `monitor.${mode}`)))
    return false;
  await auditBySystem(tx, tenantId, null, {
    action: 'monitor.stop',
    recordType: 'user',
    recordId: supervisor.id,
    recordName: supervisor.name,
    after: { callId, reason: 'rights-lost' },
  });
  return true;
}
