/** What the server does for the slice of the customers. */
import { contactRoutes } from '@bahu/contract/contacts.ts';
import { customerFileRoutes } from '@bahu/contract/customer-files.ts';
import { customerMergeRoutes } from '@bahu/contract/customer-merges.ts';
import { customerRoutes } from '@bahu/contract/customers.ts';
import { customersSlice } from '@bahu/contract/slices/crm/customers.ts';
import { serverSlice } from '../../server-slice.ts';
import type { Range } from '../../../kernel/ownership/range.ts';
import { listTenants } from '../../platform/tenants/index.ts';
import { customersOfPerson } from './person.ts';
import { mountCustomers } from './routes.ts';
import { customersExport } from './export.ts';
import { followUpsExport } from './follow-ups-export.ts';
import { customerListeners } from './follow-owner.ts';
import { customersImport } from './import.ts';
import { joinCounts } from './category-counts.ts';
import { lockSome, sayWishes, spreadOverCategories } from './demo.ts';
import { demoEdits } from './demo-edits.ts';
import { fileTimeline } from './files.ts';
import { findFollowUp } from './follow-ups.ts';
import { createFillInitialsJob } from './fill-initials.ts';
import { followUpReminders } from './reminders.ts';
import { findCustomers } from './find.ts';
import type { OwnerCause } from './owner-cause.ts';
import { forgetMerges, type Moved } from './merges-store.ts';
import { findCustomer } from './store.ts';
import { editTimeline, followUpTimeline } from './timeline.ts';
export { type CustomersSlice } from './routes.ts';
/** `findOpenCustomer`: a customer that the reader may open. */
export { findByNumber, findByNumbers, findCustomer as findOpenCustomer } from './store.ts';
export {
  belongingOf as belongingOfCustomer,
  canDelete as canDeleteCustomer,
  canEdit as canEditCustomer,
  canOpen as canOpenCustomer,
  canUnlock as canUnlockCustomer,
  holdInScope as holdCustomersInScope,
  holdOwn as holdOwnCustomers,
  holdPool as holdCustomersOfPool,
  holdUnlockable as holdUnlockableCustomers,
  inScope as customersInScope,
} from './scope.ts';
export { isNumberTaken, onTaken, tieCalls } from './number-rules.ts';
export { holderOf } from './numbers-store.ts';
export { countLocked, endLocks, lockHeld, unlockHeld } from './locks.ts';
export { forgetWarnings, giveBackUnfollowed, warnOfReturn, type Returned } from './returns.ts';
export type { OwnerCause } from './owner-cause.ts';
export { giveHeld, holdAssignees, readOneField, targetsOf, writeHeld, type Assignee } from './bulk.ts';
export { findCalledByName } from './search.ts';
export { whyNotCalled } from './wishes.ts';
export { contactNameOf } from './contacts-store.ts';
/** For replies: as a reader sees a customer. */
export { presentCustomer } from './present.ts';
/** One whom nobody merges away or deletes until the transaction ends. */
export { mustHold as holdOpenCustomer } from './service.ts';
export { createFromNumbers, type MadeCustomer } from './from-numbers.ts';
export { fillInitials } from './fill-initials.ts';
export { fillFields, type Filled } from './designed-fields.ts';

/** Who the agent of the customer was who goes or comes back, who it is then, and who did it. */
interface OfMerge {
  readonly agent: { readonly before: string | null; readonly after: string | null };
  readonly by: OwnerCause['by'];
}

declare module '../../../kernel/domain-events.ts' {
  interface DomainEvents {
    /** A customer has a number (E.164) that they did not have; `range` is what of the calls with it the writer reaches, `callId` the call it is taken from. */
    'number.added': { customerId: string; number: string; callId: string | undefined; range: Range };
    /** A customer becomes another: what refers to the one refers to the other from then on, and `moved` says which rows those are, by table. */
    'customer.merged': { fromId: string; intoId: string; moved: Moved } & OfMerge;
    /** That is taken back: of the rows that went then, those that are still there go to the customer who is there again. */
    'customer.unmerged': { fromId: string; intoId: string; moved: Readonly<Moved> } & OfMerge;
  }
}

declare module '../../../kernel/open-records.ts' {
  interface OpenRecords {
    customer: { id: string; name: string };
    'follow-up': { id: string; name: string };
  }
}

export const customersServer = serverSlice(customersSlice, {
  ofPerson: customersOfPerson,
  routes: { ...customerRoutes, ...contactRoutes, ...customerFileRoutes, ...customerMergeRoutes },
  mount: (api, host) =>
    mountCustomers(api, {
      access: host.access,
      onChange: host.recordChanged,
      onNewNumber: host.newNumber,
      timeline: host.timeline,
    }),
  on: customerListeners,
  opens: { customer: findCustomer, 'follow-up': findFollowUp },
  jobs: ({ db }) => ({
    handlers: [createFillInitialsJob()],
    timed: [
      { name: 'customers.join-counts', times: '*/10 * * * *', handle: () => joinCounts(db) },
      {
        name: 'customer-merges.forget',
        times: '35 3 * * *',
        handle: async () => {
          for (const { id } of await db.system(listTenants)) await db.tenant(id, forgetMerges);
        },
      },
    ],
  }),
  demo: async (tx, { tenantId, users }) => {
    await spreadOverCategories(tx);
    await sayWishes(tx, users['801']!);
    await demoEdits(tx, tenantId);
    await lockSome(tx, users);
  },
  todos: { 'follow-up': followUpReminders },
  timeline: { 'follow-up': followUpTimeline, edit: editTimeline, file: fileTimeline },
  exports: { customers: customersExport, 'follow-ups': followUpsExport },
  imports: { customers: customersImport },
  finds: { customers: findCustomers },
});
