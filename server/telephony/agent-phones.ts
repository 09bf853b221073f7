/** Agents as their tenant's calls know them, and the phones of their sessions. */
import { callsOf, type SavedAgent } from '@bahu/domain/agents/agent.ts';
import type { Db } from '../kernel/db.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { loadAgents, type differences } from './engine/load.ts';
import type { Registry } from './engine/registry.ts';
import { SavedAgents } from './engine/saved-agents.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';
import type { PhoneCredentials, Phones } from './phones.ts';

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

  /** From where an agent may sign in, or on what they may telephone, has changed. */
  onRights: (tenantId: string, agentId: string) => void = () => undefined;

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

  /** The calls in which an agent is now; null while nobody here knows. */
  callsOf(tenantId: string, agentId: string): string[] | null {
    const engine = this.options.registry.ofTenant(tenantId);
    if (!engine) return null;
    const agent = engine.current.agents.get(agentId);
    return agent ? callsOf(agent).map(({ callId }) => callId) : [];
  }

  /** New softphone credentials; a phone of the agent elsewhere is taken over. @throws Refusal phone.media-server-unavailable */
  async issuePhone(tenantId: string, agentId: string, sessionId: string): Promise<PhoneCredentials> {
    const { engineOf, phonesOf } = this.options;
    const engine = engineOf(tenantId);
    await engine.handle({ type: 'phone-issued', agentId, sessionId, hasDeskPhone: false });
    return this.known(phonesOf(engine).issue(tenantId, agentId, sessionId));
  }

  /**
   * The session works with the agent's desk phone from now on; a page that had the phone gives it up. Told again of the same phone nothing is disturbed.
   * @throws Refusal phone.media-server-unavailable
   */
  async useDeskPhone(tenantId: string, agentId: string, sessionId: string): Promise<void> {
    const { engineOf, phonesOf } = this.options;
    const engine = engineOf(tenantId);
    const phones = phonesOf(engine);
    const isSame = engine.current.agents.get(agentId)?.hasDeskPhone === true;
    await engine.handle({ type: 'phone-issued', agentId, sessionId, hasDeskPhone: true });
    await this.known(phones.useDesk(tenantId, agentId, sessionId));
    // Another one may have been registered for a long time, of which there is no news.
    if (!isSame && (await this.known(phones.isDeskOnline(agentId))))
      await engine.handle({ type: 'phone-registered', agentId });
  }

  /**
   * A desk phone was set up, given another secret or revoked, or its agent may no longer use it: the media server knows it as it is now.
   * @throws Refusal phone.media-server-unavailable
   */
  async deskPhoneChanged(tenantId: string, agentId: string, how: { isNew: boolean }): Promise<void> {
    const { engineOf, phonesOf } = this.options;
    const engine = engineOf(tenantId);
    const { isKept } = await this.known(phonesOf(engine).followDesk(tenantId, agentId, how));
    if (!isKept && engine.current.agents.get(agentId)?.hasDeskPhone)
      await engine.handle({ type: 'phone-lost', agentId });
  }

  /** Whether an agent's desk phone is registered and answers; null while nobody can say. */
  async isDeskPhoneOnline(tenantId: string, agentId: string): Promise<boolean | null> {
    try {
      const { engineOf, phonesOf } = this.options;
      return await phonesOf(engineOf(tenantId)).isDeskOnline(agentId);
    } catch {
      return null;
    }
  }

  private known<T>(work: Promise<T>): Promise<T> {
    return work.catch((error: unknown) => {
      this.options.log.warn({ err: error }, 'a phone could not be made known to the media server');
      throw new Refusal('phone.media-server-unavailable');
    });
  }

  /** What a session's end could not tell the media server. @throws Refusal phone.media-server-unavailable */
  async forgetSoftphone(tenantId: string, agentId: string): Promise<void> {
    const { engineOf, phonesOf } = this.options;
    await this.known(phonesOf(engineOf(tenantId)).forget(tenantId, agentId));
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
    const known = engine.current.agents;
    const concerned = [
      ...saved.filter((agent) => hasOtherRights(known.get(agent.id), agent)).map(({ id }) => id),
      ...removed,
    ];
    await Promise.all([
      ...saved.map((agent) => engine.handle({ type: 'agent-saved', agent })),
      ...removed.map((agentId) => engine.handle({ type: 'agent-removed', agentId })),
    ]);
    for (const agentId of concerned) this.onRights(tenantId, agentId);
  }
}

const hasOtherRights = (before: SavedAgent | undefined, { signInMethod, isEnabled }: SavedAgent): boolean =>
  before !== undefined && (before.signInMethod !== signInMethod || before.isEnabled !== isEnabled);
