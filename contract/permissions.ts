/** The closed list of permissions and the roles that hold them by default. */
export const permissions = [
  'desk.use', 'call.place',
  'customer.read', 'customer.create', 'customer.edit',
  'follow-up.read', 'follow-up.create',
  'call.read', 'recording.play', 'recording.download',
  'user.read', 'user.manage',
  'audit.read',
  'demo.call',
] as const;
export type Permission = (typeof permissions)[number];

export const roleCodes = ['agent', 'supervisor', 'administrator'] as const;
export type RoleCode = (typeof roleCodes)[number];

/** Which rows a role sees: its own, its department's with sub-departments, all of the tenant. */
export const dataScopes = ['own', 'department', 'all'] as const;
export type DataScope = (typeof dataScopes)[number];

const agent: Permission[] = ['desk.use', 'call.place', 'customer.read', 'customer.create', 'customer.edit', 'follow-up.read', 'follow-up.create', 'call.read', 'recording.play', 'demo.call'];
const supervisor: Permission[] = [...agent, 'recording.download', 'user.read'];

/** Defaults of the built-in roles; a tenant's own roles are rows (see the roles table). */
export const defaultRoles: Record<RoleCode, { permissions: Permission[]; scope: DataScope; masksNumbers: boolean }> = {
  agent: { permissions: agent, scope: 'own', masksNumbers: true },
  supervisor: { permissions: supervisor, scope: 'department', masksNumbers: false },
  administrator: { permissions: [...permissions], scope: 'all', masksNumbers: false },
};
