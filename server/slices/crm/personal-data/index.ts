/** What the server does for what is kept of one person: given out as an archive, erased with a certificate. */
import { personalDataRoutes } from '@bahu/contract/personal-data.ts';
import { personalDataSlice } from '@bahu/contract/slices/crm/personal-data.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { createPasswordCheck } from '../../people/session/index.ts';
import { findMine, presentJob, startJob, tellStarter, type JobRecord } from '../../platform/jobs/index.ts';
import { listTenants } from '../../platform/tenants/index.ts';
import { serverSlice, type Host } from '../../server-slice.ts';
import { archiveStep, type ArchiveInput } from './archive.ts';
import { demoErasure } from './demo.ts';
import { eraseLeftOpen, eraseStep } from './erase.ts';
import { findPerson, isInCall, mustReach } from './person.ts';
import { beginErasure, findErasure, listErasures } from './store.ts';

const customer = (id: string) => ({ recordType: 'customer', recordId: id }) as const;

async function begin(
  tx: Tx,
  ctx: Ctx,
  kind: 'person-export' | 'person-erase',
  fileName: string,
  input: object,
): Promise<JobRecord> {
  const step = kind === 'person-export' ? 'personal-data.archive' : 'personal-data.erase';
  const id = await startJob(tx, ctx, { kind, subject: 'customers', step, fileName, input });
  return (await findMine(tx, ctx.principal, id))!;
}

const archive = (ctx: Ctx, input: ArchiveInput): Promise<JobRecord> =>
  ctx.tenant(async (tx) => {
    const { id, name } = await mustReach(tx, ctx, input.customerId);
    const job = await begin(tx, ctx, 'person-export', `${id}.zip`, { ...input, customerId: id });
    await audit(tx, ctx, { action: 'customer.export-person', ...customer(id), recordName: name });
    return job;
  });

const erase = (ctx: Ctx, customerId: string, reason: string) =>
  ctx.tenant(async (tx) => {
    const { id, whose } = await mustReach(tx, ctx, customerId);
    const person = await findPerson(tx, id);
    if (await isInCall(tx, person)) throw new Refusal('personal-data.in-call');
    const job = await begin(tx, ctx, 'person-erase', '', {});
    const erasureId = await beginErasure(tx, ctx.principal, { customerId: id, jobId: job.id, reason, person });
    // Without the name: the log keeps what it says of this.
    await audit(tx, ctx, {
      action: 'customer.erase-person',
      recordType: 'erasure',
      recordId: erasureId,
      after: { reason },
    });
    await emit(tx, 'customer.deleted', id);
    return { job, erasureId, id, whose };
  });

function tellOf(host: Pick<Host, 'recordChanged'>, { principal }: Ctx, job: JobRecord): void {
  tellStarter(host)(principal.tenantId, principal.userId, { type: 'job', id: job.id, version: job.version });
}

export const personalDataServer = serverSlice(personalDataSlice, {
  routes: personalDataRoutes,
  mount: (api, host) => {
    const confirmPassword = createPasswordCheck(host.clock);
    mount(api, host.access, personalDataRoutes, {
      export: async (ctx, { params: { id }, body: { language } }) => {
        const job = await archive(ctx, { customerId: id, language });
        tellOf(host, ctx, job);
        return presentJob(ctx.principal, job);
      },
      erase: async (ctx, { params, body: { password, reason = '' } }) => {
        await ctx.tenant((tx) => mustReach(tx, ctx, params.id));
        await confirmPassword(ctx, password);
        const { job, erasureId, id, whose } = await erase(ctx, params.id, reason.trim());
        tellOf(host, ctx, job);
        host.recordChanged(ctx.principal.tenantId, { type: 'erasure', id: erasureId, version: 1 });
        host.recordChanged(ctx.principal.tenantId, { type: 'customer', id, version: 0 }, whose);
        return { erasureId, job: presentJob(ctx.principal, job) };
      },
      list: ({ tenant }, { query }) => tenant((tx) => listErasures(tx, query)),
      get: async ({ tenant }, { params: { id } }) => {
        const found = await tenant((tx) => findErasure(tx, id));
        if (!found) throw new Refusal('not-found');
        return found;
      },
    });
  },
  demo: demoErasure,
  jobs: ({ db, files, ofPerson }) => ({
    timed: [
      {
        name: 'personal-data.erase-left-open',
        times: '5 * * * *',
        handle: async () => {
          for (const { id } of await db.system(listTenants)) await eraseLeftOpen(db, id, { files, tables: ofPerson });
        },
      },
    ],
  }),
  steps: ({ files, ofPerson }) => ({
    'personal-data.archive': archiveStep(files, ofPerson),
    'personal-data.erase': eraseStep(files, ofPerson),
  }),
});
