/**
 * Who has the page of which customer open now. It is kept with the connections and nowhere else: when one ends, however it ends, what it had open is
 * nobody's any more, and a server that starts anew hears of it from the pages that come back.
 */
import type { Viewers as Value } from '@bahu/contract/realtime.ts';
import type { Principal } from '../kernel/auth/principal.ts';
import type { Hub, Subscriber } from './hub.ts';

export interface Viewers {
  /** These pages the connection shows from now on, and no others. Those of customers whom its user may not open are passed over. */
  open(subscriber: Subscriber, customerIds: readonly string[]): Promise<void>;
  /** The connection has ended. */
  close(subscriber: Subscriber): void;
}

type MayOpen = (reader: Principal, customerId: string) => Promise<boolean>;

/** Tells everybody who else has open what they have open. */
export function createViewers(hub: Hub, mayOpen: MayOpen): Viewers {
  const viewers = new OpenPages(hub, mayOpen);
  hub.provide('viewers', (tenantId, userId) => viewers.valueFor(tenantId, userId));
  // Whose a customer is may have changed: whoever may not open them any more neither sees nor is seen.
  hub.onRecord((tenantId, { type, id }) => {
    if (type === 'customer') void viewers.lookAgain(tenantId, id);
  });
  return viewers;
}

/** Keys are of a tenant. */
const keyOf = (tenantId: string, id: string): string => `${tenantId} ${id}`;

class OpenPages implements Viewers {
  /** By customer the connections that show them, and whether their users may. */
  private readonly pages = new Map<string, Map<Subscriber, boolean>>();
  private readonly opened = new Map<Subscriber, Set<string>>();
  private readonly byUser = new Map<string, Set<Subscriber>>();

  private readonly hub: Hub;
  private readonly mayOpen: MayOpen;

  constructor(hub: Hub, mayOpen: MayOpen) {
    this.hub = hub;
    this.mayOpen = mayOpen;
  }

  async open(subscriber: Subscriber, customerIds: readonly string[]): Promise<void> {
    const { tenantId, userId } = subscriber.principal;
    const before = this.opened.get(subscriber) ?? new Set<string>();
    const now = new Set(customerIds);
    this.opened.set(subscriber, now);
    const user = keyOf(tenantId, userId);
    this.byUser.set(user, (this.byUser.get(user) ?? new Set()).add(subscriber));
    for (const id of before) if (!now.has(id)) this.leave(subscriber, id);
    const fresh = [...now].filter((id) => !before.has(id));
    for (const id of fresh) {
      const key = keyOf(tenantId, id);
      this.pages.set(key, (this.pages.get(key) ?? new Map<Subscriber, boolean>()).set(subscriber, false));
    }
    for (const id of fresh) await this.look(subscriber, id);
  }

  close(subscriber: Subscriber): void {
    const { tenantId, userId } = subscriber.principal;
    const opened = this.opened.get(subscriber) ?? [];
    this.opened.delete(subscriber);
    const user = keyOf(tenantId, userId);
    const others = this.byUser.get(user);
    others?.delete(subscriber);
    if (others?.size === 0) this.byUser.delete(user);
    for (const id of opened) this.leave(subscriber, id);
  }

  async lookAgain(tenantId: string, customerId: string): Promise<void> {
    for (const subscriber of this.pages.get(keyOf(tenantId, customerId))?.keys() ?? [])
      await this.look(subscriber, customerId);
  }

  /** Of what a user has open, whom else has it open; those alone whom somebody else has. */
  valueFor(tenantId: string, userId: string): Value {
    const own = [...(this.byUser.get(keyOf(tenantId, userId)) ?? [])];
    const ids = new Set(own.flatMap((subscriber) => [...(this.opened.get(subscriber) ?? [])]));
    const customers = [...ids].flatMap((customerId) => {
      const page = this.pages.get(keyOf(tenantId, customerId));
      if (!own.some((subscriber) => page?.get(subscriber))) return [];
      const people = this.peopleAt(page!, userId);
      return people.length > 0 ? [{ customerId, people }] : [];
    });
    return { customers };
  }

  private peopleAt(page: ReadonlyMap<Subscriber, boolean>, but: string): Value['customers'][number]['people'] {
    const names = new Map<string, string>();
    for (const [{ principal }, isShown] of page)
      if (isShown && principal.userId !== but) names.set(principal.userId, principal.name);
    return [...names]
      .map(([userId, name]) => ({ userId, name }))
      .toSorted((one, other) => (one.userId < other.userId ? -1 : 1));
  }

  /** Whether it may be shown, now; what cannot be found out is not shown. */
  private async look(subscriber: Subscriber, customerId: string): Promise<void> {
    const may = await this.mayOpen(subscriber.principal, customerId).catch(() => false);
    const page = this.pages.get(keyOf(subscriber.principal.tenantId, customerId));
    // Closed meanwhile, or as it was.
    if (page?.get(subscriber) === undefined || page.get(subscriber) === may) return;
    page.set(subscriber, may);
    this.tell(page, subscriber);
  }

  private leave(subscriber: Subscriber, customerId: string): void {
    const key = keyOf(subscriber.principal.tenantId, customerId);
    const page = this.pages.get(key);
    if (!page?.delete(subscriber)) return;
    if (page.size === 0) this.pages.delete(key);
    this.tell(page, subscriber);
  }

  private tell(page: ReadonlyMap<Subscriber, boolean>, also: Subscriber): void {
    const { tenantId } = also.principal;
    const users = new Set([also, ...page.keys()].map(({ principal }) => principal.userId));
    for (const userId of users)
      if (this.hub.isWatched(tenantId, 'viewers', userId))
        this.hub.publishViewers(tenantId, userId, this.valueFor(tenantId, userId));
  }
}
