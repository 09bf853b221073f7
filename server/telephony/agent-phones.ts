/** Agents as their tenant's calls know them, and the phones of their sessions. */
import type { Db } from '../kernel/db.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { loadAgents, type differences } from './engine/load.ts';
import type { Registry } from './engine/registry.ts';
import { SavedAgents } from './engine/saved-agents.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';
import type { PhoneCredentials, PhoneKind, Phones } from './phones.ts';

export interface AgentPhonesOptions {
  db: Db;
  log: Log;
  registry: Registry;
  /** Of the media server on which the engine's company lives. */
  phonesOf: (engine: TenantEngine) => Phones;
  /** Throws a refusal while the tenant's calls cannot be commanded. */
  engineOf: (tenantId: string) => TenantEngine;
}

export class AgentPhones {
  private readonly options: AgentPhonesOptions;
  private readonly savedAgents = new SavedAgents((tenantId, agentIds) => this.tellSaved(tenantId, agentIds));

  constructor(options: AgentPhonesOptions) {
    this.options = options;
  }

  /** Whether a session holds an agent's softphone. */
  holdsPhone(tenantId: string, sessionId: string): boolean {
    return this.agentOf(tenantId, sessionId) !== undefined;
  }

  private agentOf(tenantId: string, sessionId: string): string | undefined {
    const agents = this.options.registry.ofTenant(tenantId)?.current.agents.values() ?? [];
    return [...agents].find((agent) => agent.sessionId === sessionId)?.id;
  }

  /** New softphone credentials; a softphone of the agent elsewhere is taken over. @throws Refusal phone.media-server-unavailable */
  async issuePhone(
    tenantId: string,
    agentId: string,
    sessionId: string,
    kind: PhoneKind = 'browser',
  ): Promise<PhoneCredentials> {
    const { engineOf, phonesOf, log } = this.options;
    const engine = engineOf(tenantId);
    await engine.handle({ type: 'phone-issued', agentId, sessionId, hasDeskPhone: kind === 'desk' });
    return phonesOf(engine)
      .issue(tenantId, agentId, sessionId, kind)
      .catch((error: unknown) => {
        log.warn({ err: error }, 'a softphone could not be made known to the media server');
        throw new Refusal('phone.media-server-unavailable');
      });
  }

  /** A session ended; its softphone, if it held one, ends with it. */
  async signedOut(tenantId: string, sessionId: string): Promise<void> {
    const engine = this.options.registry.ofTenant(tenantId);
    const agentId = this.agentOf(tenantId, sessionId);
    if (!engine || agentId === undefined) return;
    await engine.handle({ type: 'signed-out', agentId, sessionId });
    await this.options.phonesOf(engine).remove(tenantId, agentId, sessionId);
  }

  /** A user was created, changed or deleted. */
  saved(tenantId: string, agentId: string): Promise<void> {
    return this.savedAgents.saved(tenantId, agentId);
  }

  private async tellSaved(tenantId: string, agentIds: readonly string[]): Promise<void> {
    const saved = await this.options.db.tenant(tenantId, (tx) => loadAgents(tx, agentIds));
    const found = new Set(saved.map(({ id }) => id));
    await this.tell(tenantId, { saved, removed: agentIds.filter((id) => !found.has(id)) });
  }

  /** Agents that are new, have changed or are gone. */
  async tell(tenantId: string, { saved, removed }: ReturnType<typeof differences>): Promise<void> {
    const { registry } = this.options;
    const engine = registry.ofTenant(tenantId);
    for (const { id } of saved) registry.setAgent(id, tenantId);
    if (!engine) return;
    await Promise.all([
      ...saved.map((agent) => engine.handle({ type: 'agent-saved', agent })),
      ...removed.map((agentId) => engine.handle({ type: 'agent-removed', agentId })),
    ]);
  }
}
