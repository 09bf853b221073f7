/** Caller IDs follow their company: it begins with a standard one, and its channels allow for so many (SPEC S4). */
import { callerIdsPerChannel } from '@bahu/contract/caller-ids.ts';
import type { Listeners } from '../../../kernel/domain-events.ts';
import { belowUsage } from '../../platform/tenants/index.ts';
import { countCallerIds, insertCallerId } from './store.ts';

export const callerIdListeners: Listeners = {
  'tenant.created': async (tx, { tenantId, callerId }) => {
    await insertCallerId(tx, tenantId, { number: callerId, isStandard: true });
  },
  /** Calls end by themselves: fewer channels only hold back new ones, as long as they still allow for the caller IDs. */
  'licence.changed': async (tx, { before, after }) => {
    const needed = Math.ceil((await countCallerIds(tx)) / callerIdsPerChannel);
    if (after.licensedChannels < before.licensedChannels && after.licensedChannels < needed)
      throw belowUsage('licensedChannels', needed);
  },
};
