/** Which engine a leg, a call, an agent or a trunk belongs to. Ids are global, so one look finds the tenant. */
import type { TenantEngine } from './tenant-engine.ts';

/** More than end between the media server's answer to a sweep and our reading it, by far. */
const maxLeft = 5000;

export class Registry {
  private readonly engines = new Map<string, TenantEngine>();
  private readonly legTenants = new Map<string, string>();
  private readonly agentTenants = new Map<string, string>();
  private readonly trunkTenants = new Map<string, string>();
  /** Legs whose part is over, the latest ones. */
  private readonly left = new Set<string>();

  add(engine: TenantEngine): void {
    this.engines.set(engine.tenantId, engine);
  }
  remove(tenantId: string): void {
    this.engines.delete(tenantId);
  }
  /** Forgets everything: another process carries the calls. */
  clear(): void {
    for (const known of [this.engines, this.legTenants, this.agentTenants, this.trunkTenants, this.left]) known.clear();
  }
  all(): TenantEngine[] {
    return [...this.engines.values()];
  }
  ofTenant(tenantId: string): TenantEngine | undefined {
    return this.engines.get(tenantId);
  }

  setTrunk(trunkId: string, tenantId: string): void {
    this.trunkTenants.set(trunkId, tenantId);
  }
  setAgent(agentId: string, tenantId: string): void {
    this.agentTenants.set(agentId, tenantId);
  }
  legsChanged(tenantId: string, legs: ReadonlyMap<string, string | null>): void {
    for (const [legId, callId] of legs) {
      if (callId === null) this.forget(legId);
      else this.legTenants.set(legId, tenantId);
    }
  }

  /** Whether a leg was known and its part is over: a list of channels that was made a moment ago may still name it. */
  hasLeft(legId: string): boolean {
    return this.left.has(legId);
  }

  private forget(legId: string): void {
    this.legTenants.delete(legId);
    this.left.add(legId);
    if (this.left.size > maxLeft) this.left.delete(this.left.values().next().value!);
  }

  ofLeg(legId: string): TenantEngine | undefined {
    return this.find(this.legTenants.get(legId));
  }
  ofAgent(agentId: string): TenantEngine | undefined {
    return this.find(this.agentTenants.get(agentId));
  }
  ofTrunk(trunkId: string): TenantEngine | undefined {
    return this.find(this.trunkTenants.get(trunkId));
  }
  ofCall(callId: string): TenantEngine | undefined {
    return this.all().find((engine) => engine.current.calls.has(callId));
  }

  private find(tenantId: string | undefined): TenantEngine | undefined {
    return tenantId === undefined ? undefined : this.engines.get(tenantId);
  }

  /** Live calls of all tenants. */
  liveCalls(): number {
    let count = 0;
    for (const engine of this.engines.values()) count += engine.current.calls.size;
    return count;
  }
}
