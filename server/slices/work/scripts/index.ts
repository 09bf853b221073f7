/** What the server does for the slice of the scripts. */
import { scriptRoutes } from '@bahu/contract/scripts.ts';
import { scriptsSlice } from '@bahu/contract/slices/work/scripts.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { findRecord, recordHandlers } from '../../../kernel/http/record-handlers.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { serverSlice } from '../../server-slice.ts';
import { answersOfPerson } from './person.ts';
import { scriptsDemo } from './demo.ts';
import { listHeads, presentScript, publishScript, scripts } from './drafts.ts';
import { seenSteps } from './masked-steps.ts';
import { answerStep, beginScript, goBack, scriptOfCall } from './runs.ts';
import { listVersions, stepsOfVersion } from './store.ts';

export const scriptsServer = serverSlice(scriptsSlice, {
  ofPerson: [answersOfPerson],
  routes: scriptRoutes,
  mount: (api, host) =>
    mount(api, host.access, scriptRoutes, {
      ...recordHandlers(scripts, host.recordChanged),
      list: (ctx, { query }) => listHeads(ctx, query),
      publish: async (ctx, { params: { id }, body: { version } }) => {
        const { principal } = ctx;
        const row = await ctx.tenant((tx) => publishScript(tx, ctx, id, version));
        host.recordChanged(principal.tenantId, { type: 'script', id, version: row.version });
        return presentScript(principal, row);
      },
      versions: ({ principal, tenant }, { params: { id } }) =>
        tenant(async (tx) => {
          if (!(await findRecord(scripts, tx, principal, id))) throw new Refusal('not-found');
          const rows = await listVersions(tx, id);
          return { items: rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() })) };
        }),
      stepsOfVersion: ({ principal, tenant }, { params: { id, number } }) =>
        tenant(async (tx) => {
          const version = await stepsOfVersion(tx, id, number);
          if (!version) throw new Refusal('not-found');
          return { steps: seenSteps(principal, version.steps) };
        }),
      ofCall: ({ principal, tenant }, { params }) => tenant((tx) => scriptOfCall(tx, principal, params.id)),
      begin: ({ principal, tenant }, { params, body }) =>
        tenant((tx) => beginScript(tx, principal, params.id, body.scriptId)),
      answer: async (ctx, { params, body }) => {
        const { run, filled } = await ctx.tenant((tx) => answerStep(tx, ctx, params.id, body));
        if (filled)
          host.recordChanged(
            ctx.principal.tenantId,
            { type: 'customer', id: filled.id, version: filled.version },
            { ownerIds: [filled.ownerId], departmentIds: [filled.departmentId] },
          );
        return run;
      },
      back: ({ principal, tenant }, { params }) => tenant((tx) => goBack(tx, principal, params.id)),
    }),
  demo: scriptsDemo,
});
