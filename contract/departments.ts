/** Departments: a tree of people, whose branches are data scopes (SPEC U3). */
import { Type, type Static } from 'typebox';
import { Empty, Id, IdParams, Nullable } from './page.ts';
import { scopedPermissions } from './permissions.ts';
import { routes } from './route.ts';

/** A tree deeper than this is refused. */
export const deepestDepartment = 8;
const fields = {
  name: Type.String({ minLength: 1, maxLength: 64 }),
  /** Short code of one's own, unique unless empty. */
  code: Type.String({ pattern: '^[A-Za-z0-9._-]{0,16}$' }),
  parentId: Nullable(Id),
  headId: Nullable(Id),
};
export const Department = Type.Object({
  id: Id,
  ...fields,
  headName: Nullable(Type.String()),
  /** Place among its siblings, from 0. */
  position: Type.Integer(),
  /** People of the department itself, and with those below. */
  userCount: Type.Integer(),
  totalUserCount: Type.Integer(),
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['edit', 'move', 'delete'])),
});
export type Department = Static<typeof Department>;
/** For forms that choose departments. */
export const Reach = Type.Object({
  /** Whether it is over all of the tenant. */
  isAll: Type.Boolean(),
  departments: Type.Array(Type.Object({ id: Id, name: Type.String(), parentId: Nullable(Id) })),
});
export type Reach = Static<typeof Reach>;

export const departmentRoutes = routes({
  list: {
    method: 'GET',
    path: '/departments',
    summary: 'The tree in my scope, parents before children, siblings in order',
    permission: 'department.read',
    reply: Type.Object({ items: Type.Array(Department) }),
  },
  create: {
    method: 'POST',
    path: '/departments',
    summary: 'Create a department',
    permission: 'department.manage',
    body: Type.Object(
      {
        name: fields.name,
        parentId: fields.parentId,
        code: Type.Optional(fields.code),
        headId: Type.Optional(fields.headId),
      },
      { additionalProperties: false },
    ),
    reply: Department,
    errors: ['department.code-taken', 'department.name-taken', 'department.too-deep'],
  },
  change: {
    method: 'PATCH',
    path: '/departments/:id',
    summary: 'Rename a department, give it a head, or move it with all below it',
    permission: 'department.manage',
    params: IdParams,
    body: Type.Object(
      {
        version: Type.Integer(),
        name: Type.Optional(fields.name),
        code: Type.Optional(fields.code),
        headId: Type.Optional(fields.headId),
        parentId: Type.Optional(fields.parentId),
        position: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
      },
      { additionalProperties: false },
    ),
    reply: Department,
    errors: ['department.code-taken', 'department.name-taken', 'department.too-deep', 'department.cycle', 'conflict'],
  },
  remove: {
    method: 'DELETE',
    path: '/departments/:id',
    summary: 'Delete an empty department',
    permission: 'department.manage',
    params: IdParams,
    reply: Empty,
    errors: ['department.not-empty'],
  },
  reach: {
    method: 'GET',
    path: '/reach/:permission',
    summary: 'Departments over whose people I hold a permission, to choose from',
    permission: 'session',
    params: Type.Object({ permission: Type.Enum([...scopedPermissions]) }),
    reply: Reach,
    errors: ['forbidden'],
  },
});
