/** What the server does for the slice of the actions on many customers. */
import { bulkCustomerRoutes, type BulkReply, type BulkSelection } from '@bahu/contract/bulk-customers.ts';
import { bulkCustomersSlice } from '@bahu/contract/slices/crm/bulk-customers.ts';
import { audit } from '../../../kernel/audit.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { createPasswordCheck } from '../../people/session/index.ts';
import { findMine, presentJob, startJob, tellStarter } from '../../platform/jobs/index.ts';
import { serverSlice, type Host } from '../../server-slice.ts';
import { act, audited, told, type Action, type Done } from './action.ts';
import { bulkStep, type BulkInput } from './job.ts';
import { uncontested } from './uncontested.ts';

export { overTargets } from './job.ts';

/** Somebody waits for the answer. */
const maxTries = 3;
/** In one transaction; who waits for one of these customers waits for no more of them. */
const actedAtOnce = 200;

type Screens = Pick<Host, 'recordChanged'>;

/** Whoever sees the customers, and whoever saw them, is told of each. */
function tell({ recordChanged }: Screens, tenantId: string, kind: Action['kind'], { changed }: Done): void {
  for (const { id, version, reminderId, whose } of changed) {
    recordChanged(tenantId, { type: 'customer', id, version: version + 1 }, whose);
    if (kind === 'delete') recordChanged(tenantId, { type: 'deleted-customer', id, version }, whose);
    // Whom somebody is reminded of is another's by now, or nobody's.
    if (reminderId !== null && !keepsOwner.has(kind))
      recordChanged(tenantId, { type: 'follow-up', id: reminderId, version: 0 }, whose);
  }
}

const eventOf = (kind: Action['kind']) => (kind === 'delete' ? 'customer.deleted' : 'customer.changed');
/** Those that leave every customer with their agent. */
const keepsOwner: ReadonlySet<Action['kind']> = new Set(['change', 'lock', 'unlock']);

const nothing = { job: null, done: 0, outOfReach: 0, locked: 0, overLimit: 0, notDone: 0 };

/** The checked ones, within the request. */
async function actNow(host: Screens, ctx: Ctx, action: Action, ids: readonly string[]): Promise<BulkReply> {
  const sum = { ...nothing };
  const each = [...new Set(ids)];
  for (let at = 0; at < each.length; at += actedAtOnce) {
    const some = each.slice(at, at + actedAtOnce);
    try {
      const done = await uncontested(maxTries, () => actOnSome(ctx, action, { ids: some, turn: sum.done }));
      tell(host, ctx.principal.tenantId, action.kind, done);
      sum.done += done.count;
      for (const part of ['outOfReach', 'locked', 'overLimit'] as const) sum[part] += done[part];
    } catch (error) {
      if (at === 0) throw error;
      // What is done stays done, and is said.
      ctx.log.warn({ err: error, done: at, of: each.length }, 'an action on checked customers ended early');
      return { ...sum, notDone: each.length - at };
    }
  }
  return sum;
}

/** One transaction, and one row of the log. */
const actOnSome = (ctx: Ctx, action: Action, some: { ids: readonly string[]; turn: number }): Promise<Done> =>
  ctx.tenant(async (tx) => {
    const after = await told(tx, ctx.principal, action);
    const done = await act(tx, ctx.principal, action, some);
    for (const { id } of done.changed) await emit(tx, eventOf(action.kind), id);
    await audit(tx, ctx, {
      action: audited[action.kind],
      recordType: 'customer',
      recordId: null,
      after: { ...after, names: done.changed.map(({ name }) => name) },
    });
    return done;
  });

/** All that a query finds, as a job. What can be refused is refused before. */
async function actLater(host: Screens, ctx: Ctx, input: BulkInput): Promise<BulkReply> {
  const { principal } = ctx;
  const { action, selection } = input;
  const job = await ctx.tenant(async (tx) => {
    const after = await told(tx, principal, action);
    const id = await startJob(tx, ctx, {
      kind: `bulk-${action.kind}`,
      subject: 'customers',
      step: 'bulk.customers',
      fileName: '',
      input,
    });
    await audit(tx, ctx, {
      action: audited[action.kind],
      recordType: 'customer',
      recordId: null,
      after: { ...after, filter: selection.filter, first: selection.first ?? null },
    });
    return (await findMine(tx, principal, id))!;
  });
  tellStarter(host)(principal.tenantId, principal.userId, { type: 'job', id: job.id, version: job.version });
  return { ...nothing, job: presentJob(principal, job) };
}

const actOn = (host: Screens, ctx: Ctx, action: Action, selection: BulkSelection): Promise<BulkReply> =>
  'ids' in selection ? actNow(host, ctx, action, selection.ids) : actLater(host, ctx, { action, selection });

export const bulkCustomersServer = serverSlice(bulkCustomersSlice, {
  routes: bulkCustomerRoutes,
  mount: (api, host) => {
    const confirmPassword = createPasswordCheck(host.clock);
    mount(api, host.access, bulkCustomerRoutes, {
      delete: async (ctx, { body: { selection, password } }) => {
        if (!('ids' in selection)) {
          if (password === undefined) throw new Refusal('bulk.password-needed');
          await confirmPassword(ctx, password);
        }
        return actOn(host, ctx, { kind: 'delete' }, selection);
      },
      assign: (ctx, { body: { selection, to, shares } }) => actOn(host, ctx, { kind: 'assign', to, shares }, selection),
      change: (ctx, { body: { selection, change } }) => actOn(host, ctx, { kind: 'change', change }, selection),
      take: (ctx, { body: { selection, act } }) => actOn(host, ctx, { kind: act }, selection),
      lock: (ctx, { body: { selection, act } }) => actOn(host, ctx, { kind: act }, selection),
    });
  },
  steps: (host) => ({
    'bulk.customers': bulkStep((tenantId, kind, done) => tell(host, tenantId, kind, done)),
  }),
});
