/** The usual five routes of a kind of records: a list by pages, one of them, and making, changing and deleting one. */
import { Type, type TProperties, type TSchema } from 'typebox';
import type { ErrorCode } from './errors.ts';
import { Empty, Id, IdParams, Page, PageQuery, Time } from './page.ts';
import type { Permission } from './permissions.ts';

interface Declared<Path, Read, Manage, Fields, Fixed, Needed, Query, Record, Head> {
  readonly path: Path;
  /** The record in English, as the summaries say it. */
  readonly what: string;
  readonly read: Read;
  readonly manage: Manage;
  /** What people write, with its limits. */
  readonly fields: Fields;
  /** What a new record is, which never changes. */
  readonly fixed?: Fixed;
  /** Fields that a new record cannot be without. */
  readonly needed: Needed;
  /** Filters of the list. */
  readonly query: Query;
  /** How the list stands, where it is not the newest first. */
  readonly order?: string;
  readonly record: Record;
  /** What the list says of one, where that is less. */
  readonly head?: Head;
  readonly errors?: readonly ErrorCode[];
  /** Why one cannot be deleted. */
  readonly removalErrors?: readonly ErrorCode[];
}

/** What crosses the wire of a plain record: what people write, when it was made, and what its reader may do with it. */
export const PlainRecord = <Fields extends TProperties>(fields: Fields) =>
  Type.Object({
    id: Id,
    ...fields,
    createdAt: Time,
    version: Type.Integer(),
    can: Type.Array(Type.Enum(['edit', 'delete'])),
  });

/** Declares them. A change carries the version that its editor saw, and of the fields those that differ. */
export function recordRoutes<
  const Path extends string,
  Read extends Permission,
  Manage extends Permission,
  Fields extends TProperties,
  Needed extends keyof Fields & string,
  Query extends TProperties,
  Record extends TSchema,
  // oxlint-disable-next-line typescript/no-empty-object-type -- nothing is fixed unless it is said
  Fixed extends TProperties = {},
  Head extends TSchema = Record,
>(declared: Declared<Path, Read, Manage, Fields, Fixed, readonly Needed[], Query, Record, Head>) {
  const { path, what, read, manage, fields, needed, query, record, order = 'newest first' } = declared;
  const { errors = [], removalErrors = [] } = declared;
  const head = (declared.head ?? record) as Head;
  const one = `${path}/:id` as const;
  const closed = { additionalProperties: false };
  const partial = Type.Partial(Type.Object(fields)).properties;
  const fixed = (declared.fixed ?? {}) as Fixed;
  const create = Type.Object({ ...fixed, ...partial, ...Type.Pick(Type.Object(fields), needed).properties }, closed);
  const change = Type.Object({ ...partial, version: Type.Integer() }, closed);
  return {
    list: {
      method: 'GET',
      path,
      summary: `List ${what}s, ${order}`,
      permission: read,
      query: Type.Partial(Type.Object({ ...PageQuery, ...query })),
      reply: Page(head),
    },
    get: { method: 'GET', path: one, summary: `One ${what}`, permission: read, params: IdParams, reply: record },
    create: {
      method: 'POST',
      path,
      summary: `Create a ${what}`,
      permission: manage,
      body: create,
      reply: record,
      errors,
    },
    change: {
      method: 'PATCH',
      path: one,
      summary: `Change a ${what}`,
      permission: manage,
      params: IdParams,
      body: change,
      reply: record,
      errors: ['conflict', ...errors] as readonly ErrorCode[],
    },
    remove: {
      method: 'DELETE',
      path: one,
      summary: `Delete a ${what}`,
      permission: manage,
      params: IdParams,
      reply: Empty,
      errors: removalErrors,
    },
  } as const;
}
