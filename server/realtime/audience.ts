/** Who is told that a record changed: those who could read it. */
import type { RecordChange } from '@bahu/contract/realtime.ts';
import type { Permission, ScopedPermission } from '@bahu/contract/permissions.ts';
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

type RecordType = RecordChange['type'];

/** Records that belong to people: told within the scope of the permission to read them. */
const scoped: Partial<Record<RecordType, ScopedPermission>> = {
  customer: 'customer.read',
  'follow-up': 'customer.read',
  call: 'call.read',
  user: 'user.read',
};
/** Records of the tenant: told to all who may read them. */
const needed: Partial<Record<RecordType, Permission>> = {
  role: 'role.read',
  department: 'department.read',
  'agent-group': 'agent-group.read',
  'caller-id': 'caller-id.read',
};
const ofOneUser: ReadonlySet<RecordType> = new Set(['job', 'import']);

/** Whether a reader may learn that a record changed. */
export function mayLearn(reader: Caller, { type }: RecordChange, audience: Audience): boolean {
  if (ofOneUser.has(type)) return audience.userId === reader.userId;
  const permission = scoped[type];
  if (permission) return reader.permissions.has(permission) && isWithin(reader, permission, audience);
  const need = needed[type];
  return need === undefined || reader.permissions.has(need);
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
