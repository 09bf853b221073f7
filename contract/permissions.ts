/** The closed list of permissions, `noun.action` for each menu and what can be done in it, and the built-in roles. */
export const permissions = [
  'desk.use',
  'desk.second-call',
  'call.place',
  'customer.read',
  'customer.create',
  'customer.edit',
  'customer.import',
  'customer.export',
  'customer.reveal-number',
  'follow-up.read',
  'follow-up.create',
  'call.read',
  'call.export',
  'recording.play',
  'recording.download',
  'recording.consultation',
  'monitor.listen',
  'monitor.whisper',
  'monitor.barge',
  'monitor.take-over',
  'monitor.hang-up',
  'monitor.state',
  'user.read',
  'user.create',
  'user.edit',
  'user.delete',
  'user.reset-password',
  'user.import',
  'user.export',
  'sign-in.read',
  'role.read',
  'role.manage',
  'department.read',
  'department.manage',
  'agent-group.read',
  'agent-group.manage',
  'caller-id.read',
  'caller-id.manage',
  'audit.read',
  'audit.export',
  'tenant.manage',
  'api-key.manage',
  'webhook.manage',
  'demo.call',
] as const;
export type Permission = (typeof permissions)[number];

const changing: readonly Permission[] = [
  'customer.create',
  'customer.edit',
  'customer.import',
  'customer.reveal-number',
  'follow-up.create',
  'user.create',
  'user.edit',
  'user.delete',
  'user.reset-password',
  'user.import',
  'role.manage',
  'department.manage',
  'agent-group.manage',
  'caller-id.manage',
  'demo.call',
  'monitor.listen',
  'monitor.whisper',
  'monitor.barge',
  'monitor.take-over',
  'monitor.hang-up',
  'monitor.state',
];
/**
 * Whether a permission is of use to a company that has expired or was suspended: it reads and exports. Calling is refused by the telephone
 * itself, with its own reason; what is set up under one permission with its page stays visible with the page, whose records say that nothing can be
 * done with them.
 */
export const isForReading = (permission: Permission): boolean => !changing.includes(permission);

/** The built-in roles: 用户, 组长, 主管, 质检, 管理员. A tenant may add roles of its own. */
export const roleCodes = ['agent', 'leader', 'supervisor', 'inspector', 'administrator'] as const;
export type RoleCode = (typeof roleCodes)[number];
/** How a new tenant's built-in roles are named until it renames them. */
export const standardRoleNames: Readonly<Record<RoleCode, string>> = {
  agent: '用户',
  leader: '组长',
  supervisor: '主管',
  inspector: '质检',
  administrator: '管理员',
};

/** Which rows a role sees: its own, its department's with sub-departments, all of the tenant. */
export const dataScopes = ['own', 'department', 'all'] as const;
export type DataScope = (typeof dataScopes)[number];

/** Permissions over rows that belong to people: a role may hold each with a scope of its own instead of the role's (SPEC U1). */
export const scopedPermissions = [
  'customer.read',
  'customer.edit',
  'customer.import',
  'customer.export',
  'call.read',
  'call.export',
  'recording.play',
  'recording.download',
  'recording.consultation',
  'monitor.listen',
  'monitor.whisper',
  'monitor.barge',
  'monitor.take-over',
  'monitor.hang-up',
  'monitor.state',
  'user.read',
  'user.edit',
  'user.import',
  'user.export',
  'sign-in.read',
] as const satisfies readonly Permission[];
export type ScopedPermission = (typeof scopedPermissions)[number];
/** Where a role's permission differs in scope from the role; what is absent has the role's scope. */
export type Scopes = Partial<Record<ScopedPermission, DataScope>>;

export interface RoleDefaults {
  permissions: Permission[];
  scope: DataScope;
  scopes: Scopes;
  masksNumbers: boolean;
}

const agent: Permission[] = [
  'desk.use',
  'call.place',
  'customer.read',
  'customer.create',
  'customer.edit',
  'follow-up.read',
  'follow-up.create',
  'call.read',
  'recording.play',
  'demo.call',
];
const leader: Permission[] = [
  ...agent,
  'desk.second-call',
  'user.read',
  'department.read',
  'agent-group.read',
  'sign-in.read',
  'monitor.listen',
  'monitor.whisper',
  'monitor.barge',
  'monitor.take-over',
  'monitor.state',
];
const supervisor: Permission[] = [
  ...leader,
  'monitor.hang-up',
  'recording.download',
  'recording.consultation',
  'customer.import',
  'customer.export',
  'call.export',
  'customer.reveal-number',
  'user.export',
  'role.read',
  'caller-id.read',
  'audit.read',
];
const inspector: Permission[] = [
  'desk.use',
  'customer.read',
  'follow-up.read',
  'call.read',
  'recording.play',
  'monitor.listen',
  'user.read',
  'department.read',
];

/** Defaults of the built-in roles; a tenant may change all but the administrator's. */
export const defaultRoles: Record<RoleCode, RoleDefaults> = {
  agent: { permissions: agent, scope: 'own', scopes: {}, masksNumbers: true },
  leader: { permissions: leader, scope: 'department', scopes: {}, masksNumbers: true },
  supervisor: { permissions: supervisor, scope: 'department', scopes: {}, masksNumbers: false },
  inspector: { permissions: inspector, scope: 'all', scopes: {}, masksNumbers: true },
  administrator: { permissions: [...permissions], scope: 'all', scopes: {}, masksNumbers: false },
};
