/** Agents whose rows changed: those of one moment (a range created, a batch changed) are read together and not each in a transaction. */

interface Waiting {
  agentIds: Set<string>;
  told: Promise<void>;
}

export class SavedAgents {
  private readonly waiting = new Map<string, Waiting>();
  private readonly tell: (tenantId: string, agentIds: readonly string[]) => Promise<void>;

  constructor(tell: (tenantId: string, agentIds: readonly string[]) => Promise<void>) {
    this.tell = tell;
  }

  /** Notes an agent; resolves when the engine knows of them and of those noted in the same turn. */
  saved(tenantId: string, agentId: string): Promise<void> {
    const known = this.waiting.get(tenantId);
    if (known) {
      known.agentIds.add(agentId);
      return known.told;
    }
    const agentIds = new Set([agentId]);
    const told = new Promise<void>((resolve, reject) => {
      setImmediate(() => {
        this.waiting.delete(tenantId);
        this.tell(tenantId, [...agentIds]).then(resolve, reject);
      });
    });
    this.waiting.set(tenantId, { agentIds, told });
    return told;
  }
}
