/** Follow-ups as they are written and read. */
import type { Static } from 'typebox';
import type { FollowUp, NewFollowUp } from '@bahu/contract/follow-ups.ts';
import { followUpFieldKeys, type FollowUpFieldKey } from '@bahu/domain/fields/follow-up-fields.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import { newId } from '../../../kernel/ids.ts';
import { listFields, presentFields, writeFields } from '../../platform/fields/index.ts';
import { canDeleteFollowUp, canEditFollowUp, canOpen, type Owned } from './scope.ts';

/** These follow-ups with the names of their agents, in no order, as the reader may see them. */
export async function readFollowUps(tx: Tx, reader: Principal, ids: readonly string[]): Promise<FollowUp[]> {
  if (ids.length === 0) return [];
  const designed = await listFields(tx, 'follow-ups');
  const rows = await tx
    .selectFrom('followUps as f')
    .innerJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'f.tenantId').onRef('a.id', '=', 'f.agentId'))
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
    .innerJoin('customers as c', (join) =>
      join.onRef('c.tenantId', '=', 'f.tenantId').onRef('c.id', '=', 'f.customerId'),
    )
    .where('f.id', 'in', ids)
    .select(followUpFieldKeys.map((key) => `f.${key}` as const))
    .select(['f.id', 'f.customerId', 'f.callId', 'f.agentId', 'u.name as agentName'])
    .select(['f.fields', 'f.remindAt', 'f.createdAt', 'f.version', 'c.ownerId', 'c.departmentId'])
    .execute();
  return rows.map(({ ownerId, departmentId, ...row }) => ({
    ...row,
    ...(Object.fromEntries(followUpFieldKeys.map((key) => [key, textFor(reader, row[key])])) as Pick<
      FollowUp,
      FollowUpFieldKey
    >),
    fields: presentFields(reader, designed, row.fields),
    remindAt: row.remindAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    can: canDo(reader, row.agentId, { ownerId, departmentId }),
  }));
}

function canDo(reader: Principal, authorId: string, customer: Owned): FollowUp['can'] {
  const can: FollowUp['can'] = [];
  if (canEditFollowUp(reader, authorId, customer)) can.push('edit');
  if (canDeleteFollowUp(reader, customer)) can.push('delete');
  return can;
}

/** A follow-up of a customer whom the reader may open, with whose name people call it. */
export const findFollowUp = (tx: Tx, reader: Principal, id: string) =>
  tx
    .selectFrom('followUps as f')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.tenantId', '=', 'f.tenantId').onRef('c.id', '=', 'f.customerId'),
    )
    .select(['f.id', 'c.name'])
    .where('f.id', '=', id)
    .where(canOpen(reader))
    .executeTakeFirst();

/** Writes a follow-up of the principal and returns it as it is read. @throws Refusal input.invalid with `fields.<code>`. */
export async function insertFollowUp(
  tx: Tx,
  author: Principal,
  customerId: string,
  input: Static<typeof NewFollowUp>,
): Promise<FollowUp> {
  const id = newId();
  const { remindAt, fields: sent, ...values } = input;
  const record = { owner: 'follow-ups' as const, id, known: null };
  const fields = await writeFields(tx, author, await listFields(tx, 'follow-ups'), sent, record);
  await tx
    .insertInto('followUps')
    .values({
      ...values,
      fields: JSON.stringify(fields),
      tenantId: author.tenantId,
      id,
      customerId,
      agentId: author.userId,
      remindAt: remindAt === undefined ? null : readMoment(remindAt, 'remindAt'),
    })
    .execute();
  return (await readFollowUps(tx, author, [id]))[0]!;
}
