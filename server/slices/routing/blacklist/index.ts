/** What the server does for the slice of the blacklist. */
import { blacklistRoutes } from '@bahu/contract/blacklist.ts';
import { blacklistSlice } from '@bahu/contract/slices/routing/blacklist.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { recordHandlers } from '../../../kernel/http/record-handlers.ts';
import { newId } from '../../../kernel/ids.ts';
import { alsoToCalls, serverSlice } from '../../server-slice.ts';
import { entries, loadBlacklist } from './entries.ts';
import { blacklistListeners } from './of-calls.ts';
import { blacklistExport, blacklistImport } from './sheets.ts';

const demo = (of: { tenantId: string }) => [
  { ...of, id: newId(), number: '+8615400009999', direction: 'inbound' as const, reason: '多次骚扰来电' },
  { ...of, id: newId(), number: '1549*', reason: '推销号段', expiresAt: '2030-12-31T16:00:00Z' },
  { ...of, id: newId(), number: '+8675526540899', direction: 'outbound' as const, reason: '客户要求不再致电' },
];

export const blacklistServer = serverSlice(blacklistSlice, {
  routes: blacklistRoutes,
  mount: (api, host) =>
    mount(api, host.access, blacklistRoutes, recordHandlers(entries, alsoToCalls(host, 'number-lists'))),
  numberList: loadBlacklist,
  on: blacklistListeners,
  demo: async (tx, { tenantId }) => void (await tx.insertInto('blacklistEntries').values(demo({ tenantId })).execute()),
  exports: { blacklist: blacklistExport },
  imports: { blacklist: blacklistImport },
});
