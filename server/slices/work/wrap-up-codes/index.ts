/** What the server does for the slice of the wrap-up codes. */
import { wrapUpCodesSlice } from '@bahu/contract/slices/work/wrap-up-codes.ts';
import { wrapUpCodeRoutes } from '@bahu/contract/wrap-up-codes.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { textFor } from '../../../kernel/auth/principal.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { recordHandlers } from '../../../kernel/http/record-handlers.ts';
import { serverSlice } from '../../server-slice.ts';
import { wrapUpDemo } from './demo.ts';
import { groups } from './groups.ts';
import { wrapUpReminders } from './reminders.ts';
import { namedCodes } from './store.ts';
import { choose, wrapUpsOfCall } from './wrap-ups.ts';
export { codesOfCall, hasCode, isCodeMissing, isInState } from './of-calls.ts';

declare module '../../../kernel/domain-events.ts' {
  interface DomainEvents {
    /** The company wants no more calls to a number (E.164); `entryId` is what it is to be kept under. */
    'number.blocked': { entryId: string; number: string; reason: string; actor: Actor };
    /** That was a mistake. */
    'number.unblocked': { entryId: string; actor: Actor };
  }
}
interface Actor {
  principal: Principal;
  address: string;
}

export const wrapUpCodesServer = serverSlice(wrapUpCodesSlice, {
  routes: wrapUpCodeRoutes,
  mount: (api, host) =>
    mount(api, host.access, wrapUpCodeRoutes, {
      ...recordHandlers(groups, host.recordChanged),
      codes: async ({ principal, tenant }) => {
        const rows = await tenant((tx) => namedCodes(tx).execute());
        const seen = (text: string): string => textFor(principal, text);
        return {
          items: rows.map(({ id, ...of }) => ({
            id,
            name: seen(of.name),
            nameEn: seen(of.nameEn),
            group: seen(of.group),
            groupEn: seen(of.groupEn),
          })),
        };
      },
      ofCall: ({ principal, tenant }, { params }) => tenant((tx) => wrapUpsOfCall(tx, principal, params.id)),
      choose: async (ctx, { params: { id }, body }) => {
        const { tenantId } = ctx.principal;
        const { wrapUp, version, belonging, isBlocking } = await ctx.tenant((tx) =>
          choose(tx, ctx, id, body, host.clock.now()),
        );
        host.recordChanged(tenantId, { type: 'wrap-up', id, version }, belonging);
        if (isBlocking) await host.configured(tenantId, 'number-lists');
        return wrapUp;
      },
    }),
  todos: { 'wrap-up': wrapUpReminders },
  demo: wrapUpDemo,
});
