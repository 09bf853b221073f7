/** How many records of a list each department holds: the tree beside the list (SPEC C1, U3). */
import { Type, type Static } from 'typebox';
import { Id, Nullable } from './page.ts';
import type { Permission } from './permissions.ts';

/** Records of one department are counted up to here: a tree is drawn at each visit, and nobody reads the difference beyond. */
export const maxCounted = 1000;

export const DepartmentCount = Type.Object({
  id: Id,
  name: Type.String(),
  /** Null for a root, and where the parent is out of the reader's reach. */
  parentId: Nullable(Id),
  /** With those of all departments below it, at most `maxCounted`. */
  count: Type.Integer({ minimum: 0, maximum: maxCounted }),
  /** False when there are more. */
  isExact: Type.Boolean(),
});
export type DepartmentCount = Static<typeof DepartmentCount>;
export const DepartmentCounts = Type.Object({ items: Type.Array(DepartmentCount) });

/** The route of a list of `what`s at `path`: the departments over which its permission reaches, parents before children, siblings in order. */
export const departmentCounts = <const Path extends string, P extends Permission>(
  path: Path,
  what: string,
  permission: P,
) =>
  ({
    method: 'GET',
    path: `${path}/departments` as const,
    summary: `How many ${what}s each department in my scope has`,
    permission,
    reply: DepartmentCounts,
  }) as const;
