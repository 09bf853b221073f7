/** Who is told that a record changed: those who could read it. */
import type { RecordChange } from '@bahu/contract/realtime.ts';
import type { ScopedPermission } from '@bahu/contract/permissions.ts';
import { tableOf } from '@bahu/contract/slices/derived.ts';
import { scopeOf, type Caller } from '../kernel/auth/caller.ts';

/** Whose record it is. */
export interface Audience {
  /** Agents to whom it belongs, or did before the change. */
  readonly agentIds?: readonly (string | null)[];
  /** Departments to which it belongs, or did before the change. */
  readonly departmentIds?: readonly (string | null)[];
  /** Of a job or an import: who started it. */
  readonly userId?: string;
}

const records = tableOf('records');

/** Whether a reader may learn that a record changed. */
export function mayLearn(reader: Caller, { type }: RecordChange, audience: Audience): boolean {
  const record = records[type];
  if (record.audience === 'starter') return audience.userId === reader.userId;
  if (record.audience === 'scope')
    return reader.permissions.has(record.read) && isWithin(reader, record.read, audience);
  return record.audience === 'everybody' || reader.permissions.has(record.read);
}

function isWithin(
  reader: Caller,
  permission: ScopedPermission,
  { agentIds = [], departmentIds = [] }: Audience,
): boolean {
  const scope = scopeOf(reader, permission);
  if (scope === 'all' || agentIds.includes(reader.agentId)) return true;
  return scope === 'department' && departmentIds.some((id) => id !== null && reader.departmentIds.includes(id));
}

/** Both audiences together. */
export const everybodyOf = (one: Audience | undefined, other: Audience): Audience =>
  one
    ? {
        agentIds: [...(one.agentIds ?? []), ...(other.agentIds ?? [])],
        departmentIds: [...(one.departmentIds ?? []), ...(other.departmentIds ?? [])],
        ...((other.userId ?? one.userId) && { userId: other.userId ?? one.userId }),
      }
    : other;
