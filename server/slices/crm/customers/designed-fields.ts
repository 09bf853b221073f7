/** Designed fields of a customer that another slice fills within its transaction. */
import type { FieldValues } from '@bahu/contract/fields.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';
import { emit } from '../../../kernel/events.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { changedFields, listFields, writeFields } from '../../platform/fields/index.ts';
import { onTaken } from './number-rules.ts';
import { canEdit } from './scope.ts';
import { findCustomer, updateCustomer } from './store.ts';

/** The version and the belonging of a customer that was changed. */
export interface Filled {
  id: string;
  version: number;
  ownerId: string | null;
  departmentId: string | null;
}

/**
 * Writes fields by their codes. Null when the principal may not change the customer.
 * @throws Refusal input.invalid with `fields.<code>`.
 */
export async function fillFields(tx: Tx, ctx: Ctx, id: string, sent: FieldValues): Promise<Filled | null> {
  const { principal } = ctx;
  const seen = await findCustomer(tx, principal, id);
  if (!seen || !principal.permissions.has('customer.edit') || !canEdit(principal, seen)) return null;
  // Whoever changes them at this moment goes first, and what they wrote stays.
  await tx.selectFrom('customers').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  const before = (await findCustomer(tx, principal, id))!;
  const designed = await listFields(tx, 'customers');
  const fields = await writeFields(tx, principal, designed, sent, { owner: 'customers', id, known: before.fields });
  const told = changedFields(designed, before.fields, fields);
  const { ownerId, departmentId, version } = before;
  if (!told.isChanged) return { id, version, ownerId, departmentId };
  await updateCustomer(tx, id, version, { fields }, onTaken(principal));
  await audit(tx, ctx, {
    action: 'customer.change',
    recordType: 'customer',
    recordId: id,
    recordName: before.name,
    before: told.before,
    after: told.after,
  });
  await emit(tx, 'customer.changed', id);
  return { id, version: version + 1, ownerId, departmentId };
}
