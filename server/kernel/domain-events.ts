/**
 * What slices tell each other within a transaction: the one in whose tables something happened publishes it, those whose tables follow listen. So
 * no slice writes another's table, and what follows is stored with its cause or not at all. `emit` (events.ts) is for other systems, later; this
 * is for our own rows, now.
 */
import type { Tx } from './db.ts';
import type { Range } from './ownership/range.ts';

/** Every event with what it tells. */
export interface DomainEvents {
  /** Agents belong to another department now, or to none. */
  'agent.moved': { agentIds: readonly string[]; departmentId: string | null };
  /** A customer has a number (E.164) that they did not have; `range` is what of the calls with it the writer reaches, `callId` the call it is taken from. */
  'number.added': { customerId: string; number: string; callId: string | undefined; range: Range };
}

export type DomainEvent = keyof DomainEvents;
export type Listener<Name extends DomainEvent> = (tx: Tx, event: DomainEvents[Name]) => Promise<void>;
/** What a slice does about events of others. */
export type Listeners = { readonly [Name in DomainEvent]?: Listener<Name> };

const listening: { [Name in DomainEvent]: Listener<Name>[] } = { 'agent.moved': [], 'number.added': [] };

/** Has a slice told of events from now on, once however often it is asked. For the composition alone. */
export function listen(listeners: Listeners): void {
  add(listening['agent.moved'], listeners['agent.moved']);
  add(listening['number.added'], listeners['number.added']);
}

function add<Heard>(known: Heard[], listener: Heard | undefined): void {
  if (listener !== undefined && !known.includes(listener)) known.push(listener);
}

/**
 * Tells those who listen, one after the other, in the publisher's transaction: what one of them throws undoes all.
 * @throws Error when nobody listens: a program put together without its slices would lose what follows.
 */
export async function publish<Name extends DomainEvent>(tx: Tx, name: Name, event: DomainEvents[Name]): Promise<void> {
  const listeners: readonly Listener<Name>[] = listening[name];
  if (listeners.length === 0) throw new Error(`nobody listens to ${name}`);
  for (const listener of listeners) await listener(tx, event);
}
