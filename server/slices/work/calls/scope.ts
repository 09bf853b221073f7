/** Which calls a reader sees: their own (answered, placed or rung at them), their department's at the time of the call, or all of the tenant. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import * as ownership from '../../../kernel/ownership/condition.ts';
import { ownRange, rangeOf, type Range, type Reader } from '../../../kernel/ownership/range.ts';
import { callOwnership } from '../../../kernel/ownership/records.ts';

/** What is done with a call; a role may hold each with a scope of its own. */
export type CallPermission =
  | 'call.read'
  | 'call.export'
  | 'recording.play'
  | 'recording.download'
  | 'recording.consultation';

/** Calls in lists, as `c`. */
const listed = { owner: 'c.agentId', department: 'c.departmentId' } as const;
/** Calls that one may open: also those that rang, and those whose message is in one's box or one's queue's. */
const open = {
  ...listed,
  ...callOwnership,
  alsoOwn: (agentId: string) =>
    sql<SqlBool>`(exists (select from call_legs l where l.tenant_id = c.tenant_id and l.call_id = c.id and l.agent_id = ${agentId})
      or exists (select from voicemails v where v.tenant_id = c.tenant_id and v.id = c.id and v.deleted_at is null and (v.agent_id = ${agentId}
        or v.agent_id is null and exists (select from queue_members q where q.tenant_id = v.tenant_id and q.queue_id = v.queue_id and q.agent_id = ${agentId}))))`,
};

/** Calls that count as the reader's in lists. */
export const inScope = (reader: Reader, permission: CallPermission = 'call.read'): RawBuilder<SqlBool> =>
  ownership.condition(listed, rangeOf(reader, permission));

/** A range as functions of the schema take it. */
export const limitsOf = (range: Range): RawBuilder<unknown> => ownership.limits(range);

/** Whether the reader answered or placed a call, or it rang at them. */
export const isOwn = (reader: Reader): RawBuilder<boolean> => ownership.isHeld(open, ownRange(reader));

/** Calls with which the reader may do this: those of their scope, and those that rang at them. */
export const canOpen = (reader: Reader, permission: CallPermission = 'call.read'): RawBuilder<SqlBool> =>
  ownership.condition(open, rangeOf(reader, permission));

/** The same as a value, true or false. */
export const isOpenTo = (reader: Reader, permission: CallPermission): RawBuilder<boolean> =>
  ownership.isHeld(open, rangeOf(reader, permission));
