/** Which calls a reader sees: his own (answered, placed or rung at him), his department's at the time of the call, or all of the tenant. */
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import { scopeOf, type Caller } from '../../../kernel/auth/caller.ts';
import type { Tables } from '../../../kernel/tables.ts';

type CallsInScope = Tables & { c: Tables['calls'] };
type Condition = ExpressionWrapper<CallsInScope, 'c', SqlBool>;
/** What is done with a call; a role may hold each with a scope of its own. */
export type CallPermission =
  | 'call.read'
  | 'call.export'
  | 'recording.play'
  | 'recording.download'
  | 'recording.consultation';

/** Over whose calls a reader holds a permission: his own and those of these departments, or null for all of the tenant. */
export function rangeOf(
  reader: Caller,
  permission: CallPermission,
): { agentId: string; departmentIds: readonly string[] } | null {
  const scope = scopeOf(reader, permission);
  return scope === 'all'
    ? null
    : { agentId: reader.agentId, departmentIds: scope === 'department' ? reader.departmentIds : [] };
}

/** Calls that count as the reader's in lists. */
export function inScope(
  eb: ExpressionBuilder<CallsInScope, 'c'>,
  reader: Caller,
  permission: CallPermission = 'call.read',
): Condition {
  const range = rangeOf(reader, permission);
  if (range === null) return eb.and([]);
  const own = eb('c.agentId', '=', range.agentId);
  return range.departmentIds.length === 0 ? own : eb.or([own, eb('c.departmentId', 'in', [...range.departmentIds])]);
}

/** Calls that the reader answered or placed, and those that rang at him. */
export function isOwn(eb: ExpressionBuilder<CallsInScope, 'c'>, reader: Caller): Condition {
  const rang = eb.exists(
    eb
      .selectFrom('callLegs as l')
      .select('l.id')
      .whereRef('l.tenantId', '=', 'c.tenantId')
      .whereRef('l.callId', '=', 'c.id')
      .where('l.agentId', '=', reader.agentId),
  );
  return eb.or([eb('c.agentId', '=', reader.agentId), rang]);
}

/** Calls with which the reader may do this: those of his scope, and those that rang at him. */
export function canOpen(
  eb: ExpressionBuilder<CallsInScope, 'c'>,
  reader: Caller,
  permission: CallPermission = 'call.read',
): Condition {
  return rangeOf(reader, permission) === null
    ? eb.and([])
    : eb.or([inScope(eb, reader, permission), isOwn(eb, reader)]);
}
