/** How each kind of record that people own is owned, as its slice declares it: for lists, single records and realtime alike. */
import { tableOf } from '@bahu/contract/slices/derived.ts';
import type { OwnershipRule } from './range.ts';

const records = tableOf('records');

/** A customer of nobody may be opened by everybody who reads customers; lists show one's own (`customers/scope.ts`). */
export const customerOwnership: OwnershipRule & { hasPool: true } = records.customer.owned;
/** A call is owned by the agents whose it was or at whose phones it rang. */
export const callOwnership: OwnershipRule = records.call.owned;
/** A user is their own, and their department's. */
export const userOwnership: OwnershipRule = records.user.owned;
