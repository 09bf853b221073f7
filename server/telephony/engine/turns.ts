/**
 * Turns among the tenants whose calls this process carries. Each batch costs the database and us the same whether it holds one event or twenty, so a
 * tenant that has far more going on than any other (a flood of callers) waits a moment for more of its own to gather, and the others have their turn.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createUsage } from '../../kernel/priority.ts';

export interface Turns {
  /** What a tenant waits for before its next batch; null when it need not wait. */
  wait(tenantId: string): Promise<void> | null;
  /** Notes how many events a batch of a tenant has taken. */
  took(tenantId: string, events: number): void;
}

/** Events of which each counts half after a second: a tenant with a hundred a second has 144. That is ten busy calls a second, or a flood. */
const many = 150;
const halfLifeMs = 1000;
/** So many times what any other has is far more. */
const farAhead = 2;
/** What somebody must have to be there at all: an event within the last seconds. */
const something = 0.1;
/** Milliseconds: felt by nobody who calls, and time for many events of a flood. */
const gatherMs = 40;

/** `tenantIds`: all tenants here. `now` in milliseconds, monotonic. */
export function createTurns(tenantIds: () => Iterable<string>, now: () => number = () => performance.now()): Turns {
  const recent = createUsage(halfLifeMs, now);
  const isFarAhead = (tenantId: string): boolean => {
    const own = recent.of(tenantId);
    if (own <= many) return false;
    let next = 0;
    for (const other of tenantIds()) if (other !== tenantId) next = Math.max(next, recent.of(other));
    return next > something && own > next * farAhead;
  };
  return {
    wait: (tenantId) => (isFarAhead(tenantId) ? sleep(gatherMs) : null),
    took: (tenantId, events) => recent.add(tenantId, events),
  };
}
