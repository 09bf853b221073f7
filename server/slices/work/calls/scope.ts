/** Which calls a reader sees: their own (answered, placed or rung at them), their department's at the time of the call, or all of the tenant. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import * as ownership from '../../../kernel/ownership/condition.ts';
import { ownRange, rangeOf, type Range, type Reader } from '../../../kernel/ownership/range.ts';
import { callOwnership } from '../../../kernel/ownership/records.ts';

/** What is done with a call; a role may hold each with a scope of its own. */
type CallPermission =
  | 'call.read'
  | 'call.export'
  | 'recording.play'
  | 'recording.download'
  | 'recording.consultation'
  | 'recording.upload';

/** Calls in lists, as `c`. */
const listed = { owner: 'c.agentId', department: 'c.departmentId' } as const;
/** With the message in a call alone, whatever was said before it. */
export type CallAct = CallPermission | { readonly message: CallPermission };

const rangAt = (agentId: string) =>
  sql<SqlBool>`exists (select from call_legs l where l.tenant_id = c.tenant_id and l.call_id = c.id and l.agent_id = ${agentId})`;
const isInBoxOf = (agentId: string) =>
  sql<SqlBool>`exists (select from voicemails v where v.tenant_id = c.tenant_id and v.id = c.id and v.deleted_at is null and (v.agent_id = ${agentId}
    or v.agent_id is null and exists (select from queue_members q where q.tenant_id = v.tenant_id and q.queue_id = v.queue_id and q.agent_id = ${agentId})))`;
const hasTalk = sql<SqlBool>`exists (select from recordings x where x.tenant_id = c.tenant_id and x.call_id = c.id and x.kind <> 'voicemail')`;

/** Calls that one may open: also those that rang, and those whose message is in one's box or one's queue's. That is no right to what was said before the message. */
const openFor = (act: CallAct) => ({
  ...listed,
  ...callOwnership,
  alsoOwn: (agentId: string) =>
    typeof act === 'string' && act.startsWith('recording.')
      ? sql<SqlBool>`(${rangAt(agentId)} or (${isInBoxOf(agentId)} and not ${hasTalk}))`
      : sql<SqlBool>`(${rangAt(agentId)} or ${isInBoxOf(agentId)})`,
});
const permissionOf = (act: CallAct): CallPermission => (typeof act === 'string' ? act : act.message);

/** Calls that count as the reader's in lists. */
export const inScope = (reader: Reader, permission: CallPermission = 'call.read'): RawBuilder<SqlBool> =>
  ownership.condition(listed, rangeOf(reader, permission));

/** A range as functions of the schema take it. */
export const limitsOf = (range: Range): RawBuilder<unknown> => ownership.limits(range);

/** Whether the reader answered or placed a call, or it rang at them; one that was made elsewhere gives no such right. */
export const isOwn = (reader: Reader): RawBuilder<boolean> =>
  sql<boolean>`(not c.is_elsewhere and ${ownership.isHeld(openFor('call.read'), ownRange(reader))})`;

/** Whether a call counts as the reader's in lists, as a value. */
export const isInScope = (reader: Reader, permission: CallPermission): RawBuilder<boolean> =>
  ownership.isHeld(listed, rangeOf(reader, permission));

/** Calls with which the reader may do this: those of their scope, and those that rang at them. */
export const canOpen = (reader: Reader, act: CallAct = 'call.read'): RawBuilder<SqlBool> =>
  ownership.condition(openFor(act), rangeOf(reader, permissionOf(act)));

/** The same as a value, true or false. */
export const isOpenTo = (reader: Reader, permission: CallPermission): RawBuilder<boolean> =>
  ownership.isHeld(openFor(permission), rangeOf(reader, permission));
