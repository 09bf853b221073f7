/** Numbers become customers as a background job: each batch of them is one transaction, and what was done is not done again. */
import { sql } from 'kysely';
import type { dialListRoutes } from '@bahu/contract/dial-lists.ts';
import type { Input } from '@bahu/contract/route.ts';
import { audit } from '../../../kernel/audit.ts';
import { numberFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { overTargets } from '../../crm/bulk-customers/index.ts';
import {
  belongingOfCustomer,
  createFromNumbers,
  holdAssignees,
  readOneField,
  type MadeCustomer,
} from '../../crm/customers/index.ts';
import { findMine, presentJob, startJob, tellStarter, type JobStep } from '../../platform/jobs/index.ts';
import type { Host, JobsHost } from '../../server-slice.ts';
import { found, isInScope, turn } from './store.ts';

type Wanted = Input<typeof dialListRoutes.toCustomers>['body'];

/** @throws Refusal forbidden, or dial-list.numbers-hidden: which numbers are customers’ already would tell what is hidden. */
function mustBeAllowed({ userId, permissions, masksNumbers }: Principal, { to }: Pick<Wanted, 'to'>): void {
  if (!permissions.has('dial-list.manage') || !permissions.has('customer.create')) throw new Refusal('forbidden');
  // Whoever makes a customer has them; to give them to others is another right.
  if (!permissions.has('customer.assign') && to.some((id) => id !== userId)) throw new Refusal('forbidden');
  if (masksNumbers) throw new Refusal('dial-list.numbers-hidden');
}

/** Those who get the customers. @throws Refusal dial-list.no-agent when not all of them can be given any. */
async function holdOwners(tx: Tx, principal: Principal, to: readonly string[]) {
  const owners = await holdAssignees(tx, principal, to);
  if (owners.length < to.length)
    throw new Refusal('dial-list.no-agent', undefined, [{ path: 'to', rule: 'reference' }]);
  return owners;
}

/** What can be refused is refused before the job begins. */
export async function toCustomers(host: Pick<Host, 'recordChanged'>, ctx: Ctx, wanted: Wanted) {
  const { principal } = ctx;
  mustBeAllowed(principal, wanted);
  const job = await ctx.tenant(async (tx) => {
    await holdOwners(tx, principal, wanted.to);
    const told = [];
    for (const value of wanted.values) told.push((await readOneField(tx, principal, value)).told);
    const id = await startJob(tx, ctx, {
      kind: 'bulk-change',
      subject: 'numbers-to-customers',
      step: 'dial-numbers.to-customers',
      fileName: '',
      input: wanted,
    });
    await audit(tx, ctx, {
      action: 'dial-number.to-customers',
      recordType: 'dial-number',
      recordId: null,
      after: { ...wanted.selection, to: wanted.to, values: told },
    });
    return (await findMine(tx, principal, id))!;
  });
  tellStarter(host)(principal.tenantId, principal.userId, { type: 'job', id: job.id, version: job.version });
  return presentJob(principal, job);
}

export const toCustomersStep = ({ recordChanged }: Pick<JobsHost, 'recordChanged'>): JobStep =>
  overTargets<readonly MadeCustomer[]>(({ job, ctx: { tenantId } }) => {
    const { selection, values, to } = job.input as Wanted;
    return {
      find: async (tx, principal) => {
        if ('ids' in selection)
          return sql`select d.id from dial_numbers d where d.id = any(${selection.ids}::uuid[]) and ${isInScope(principal, 'dial-list.manage')} order by ${turn}`;
        const all = (await found(tx, principal, selection.filter, 'dial-list.manage')).orderBy(turn);
        return sql`select id from (${selection.first === undefined ? all : all.limit(selection.first)}) as found`;
      },
      act: async (tx, { principal }, ids, { created: before }) => {
        mustBeAllowed(principal, { to });
        const owners = await holdOwners(tx, principal, to);
        const rows = await tx
          .selectFrom('dialNumbers as d')
          .select(['d.number', 'd.extension', 'd.name', 'd.note'])
          .where('d.id', '=', sql<string>`any(${[...ids]}::uuid[])`)
          .where(isInScope(principal, 'dial-list.manage'))
          .orderBy(turn)
          .execute();
        const numbers = rows.map((row) => ({ ...row, name: row.name || numberFor(principal, row.number) }));
        const made = await createFromNumbers(tx, principal, numbers, { values, to: owners, turn: before });
        const counts = { created: made.length, updated: rows.length - made.length, skipped: ids.length - rows.length };
        return { done: made, counts };
      },
      told: (made, isOfMany) => {
        for (const { id, ...whose } of isOfMany ? made.slice(0, 1) : made)
          recordChanged(tenantId, { type: 'customer', id, version: 1 }, belongingOfCustomer(whose));
      },
    };
  });
