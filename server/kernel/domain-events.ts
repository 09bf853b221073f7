/**
 * What slices tell each other within a transaction: the one in whose tables something happened publishes it, those whose tables follow listen. So
 * no slice writes another's table, and what follows is stored with its cause or not at all. `emit` (events.ts) is for other systems, later; this
 * is for our own rows, now.
 */
import type { Tx } from './db.ts';

/** Every event with what it tells. The slice that publishes one adds it in its `index.ts`, as it adds its rows to `Tables`. */
export interface DomainEvents {}

export type DomainEvent = keyof DomainEvents;
type Listener<Name extends DomainEvent> = (tx: Tx, event: DomainEvents[Name]) => Promise<void>;
/** What a slice does about events of others. */
export type Listeners = { readonly [Name in DomainEvent]?: Listener<Name> };

const listening: { [Name in DomainEvent]?: Listener<Name>[] } = {};

/** Has a slice told of events from now on, once however often it is asked. For the composition alone. */
export function listen(listeners: Listeners): void {
  for (const name of Object.keys(listeners) as DomainEvent[]) add(name, listeners);
}

function add<Name extends DomainEvent>(name: Name, listeners: { readonly [One in Name]?: Listener<One> }): void {
  const known: Listener<Name>[] = (listening[name] ??= []);
  const listener = listeners[name];
  if (listener !== undefined && !known.includes(listener)) known.push(listener);
}

/**
 * Tells those who listen, one after the other, in the publisher's transaction: what one of them throws undoes all.
 * @throws Error when nobody listens: a program put together without its slices would lose what follows.
 */
export async function publish<Name extends DomainEvent>(tx: Tx, name: Name, event: DomainEvents[Name]): Promise<void> {
  const listeners: readonly Listener<Name>[] = listening[name] ?? [];
  if (listeners.length === 0) throw new Error(`nobody listens to ${name}`);
  for (const listener of listeners) await listener(tx, event);
}
