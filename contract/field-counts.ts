/** How many records of a list have each value of a field: the heads of a board (SPEC C1). */
import { Type, type Static, type TProperties } from 'typebox';
import { boardLimits, makesBoard } from '@bahu/domain/fields/board.ts';
import { fieldsOfOwner, type FieldOwner } from './field-owners.ts';
import type { Permission } from './permissions.ts';

export const FieldCount = Type.Object({
  /** Of the value; empty for records without one. */
  code: Type.String(),
  count: Type.Integer({ minimum: 0, maximum: boardLimits.counted }),
  /** False when there are more. */
  isExact: Type.Boolean(),
});
export type FieldCount = Static<typeof FieldCount>;

/** A field of an owner by its code. */
const FieldOf = (owner: FieldOwner) =>
  Type.Union([
    Type.Enum(fieldsOfOwner[owner].builtIn.filter(makesBoard).map(({ key }) => key)),
    Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
  ]);

/** The route of a list of `what`s at `path`: those that the filters of the list find, by the values of the field `by`, in the order of a board. */
export const fieldCounts = <const Path extends string, P extends Permission, Filter extends TProperties>(
  path: Path,
  what: string,
  owner: FieldOwner,
  permission: P,
  filter: Filter,
) =>
  ({
    method: 'GET',
    path: `${path}/by-field` as const,
    summary: `How many ${what}s in my scope have each value of a field`,
    permission,
    query: Type.Object({ ...filter, by: FieldOf(owner) }),
    reply: Type.Object({ items: Type.Array(FieldCount) }),
  }) as const;
