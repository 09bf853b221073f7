/** What happens at the usual five routes of a kind of records (contract/record-routes.ts): masks, versions, the audit log, and who is told. */
import { sql, type Compilable, type RawBuilder, type SqlBool } from 'kysely';
import type { AuditAction } from '@bahu/contract/audit.ts';
import type { ErrorCode } from '@bahu/contract/errors.ts';
import type { Permission } from '@bahu/contract/permissions.ts';
import type { RecordChange, RecordType } from '@bahu/contract/realtime.ts';
import { auditChange } from '../audit.ts';
import { mayChange, numberFor, textFor, textFrom, type Principal } from '../auth/principal.ts';
import type { Tx } from '../db.ts';
import { missingKey, Refusal, takenKey } from '../errors.ts';
import { newId } from '../ids.ts';
import { inOrder, newestFirst, type Cuttable } from '../keyset.ts';
import { bothOf, type Belonging } from '../ownership/range.ts';
import type { Tables } from '../tables.ts';
import type { Ctx } from './mount.ts';

/** Records of which the log can say that they were created, changed and deleted. */
type Kept = { [Type in RecordType]: `${Type}.${Verb}` extends AuditAction ? Type : never }[RecordType];
type Verb = 'create' | 'change' | 'delete';

interface Found {
  readonly id: string;
  readonly version: number;
}
type Ids = Cuttable<{ id: string }>;
interface PageQuery {
  cursor?: string | undefined;
  limit?: number | undefined;
}

type WriteParts = (tx: Tx, author: Principal, id: string, parts: Readonly<Record<string, unknown>>) => Promise<void>;

/** A query of whole records that can be narrowed to some of them. */
interface Described<Row> extends Compilable<Row> {
  where(condition: RawBuilder<SqlBool>): Described<Row>;
  orderBy(order: RawBuilder<unknown>): Described<Row>;
  execute(): Promise<Row[]>;
}

export interface RecordSpec<Row extends Found, Query, Shown> {
  readonly type: Kept;
  readonly table: keyof Tables;
  /** All that the reader may see, as the table under this alias. */
  readonly alias: string;
  readonly described: (tx: Tx, reader: Principal) => Described<Row>;
  /** Ids of those that a filter finds. */
  readonly found: (tx: Tx, reader: Principal, query: Query) => Ids | Promise<Ids>;
  /** They stand in the order that people give them, by `place` of what is found, and not the newest first. */
  readonly isPlaced?: true;
  /** The permission to change any of them, or whether the reader may change one, by permission and scope. */
  readonly isManaged: Permission | ((reader: Principal, row: Row) => boolean);
  /** What a new one has beside what was written: whose it is. */
  readonly begin?: (author: Principal) => object;
  /** What is kept of what was sent for a new one, where that is not the same. */
  readonly read?: (tx: Tx, author: Principal, body: object) => Promise<object>;
  /** What of it stands in tables of its own, by its names in a body, and how that is written behind the row. */
  readonly parts?: { readonly names: readonly string[]; readonly write: WriteParts };
  /** The unique index that keeps two from being the same, and what the second one is refused with at which field. */
  readonly taken?: { readonly index: string; readonly code: ErrorCode; readonly path: string };
  /** The field at which an id that is nobody's is refused, by the reference that finds it out. */
  readonly references?: Readonly<Record<string, string>>;
  /** Refuses what was just written, which is then undone. */
  readonly check?: (tx: Tx, author: Principal, row: Row) => Promise<void>;
  readonly onRemove?: (tx: Tx, row: Row) => Promise<void>;
  /** Whose one is and whom it is meant for, where not everybody who reads the kind may learn of it; nobody's when it is gone. */
  readonly belongingOf?: (tx: Tx, id: string) => Promise<Belonging>;
  /** What people call it. */
  readonly nameOf: (row: Row) => string;
  /** What the audit log holds of it, before and after. */
  readonly auditedFields: readonly (keyof Row & string)[];
  /** Of those the ones that are no plain values, in words that need no looking up; beside the other state, null where there is none. */
  readonly said?: (row: Row, other: Row | null) => Partial<Record<keyof Row & string, unknown>>;
  /** Texts of people, in which numbers may stand: masked when the reader's role says so. */
  readonly texts: readonly (keyof Row & string)[];
  /** Numbers of others, masked when the reader's role says so. */
  readonly numbers?: readonly (keyof Row & string)[];
  /** What crosses the wire; where it is left out, the row with what its reader can do with it. */
  readonly present?: (reader: Principal, row: Row) => Shown;
}

/** Who is told of a change once it is stored; the reply waits for it. */
type Notify = (tenantId: string, change: RecordChange, belonging: Belonging) => void | Promise<void>;

type Read<Row extends Found, Query> = Pick<RecordSpec<Row, Query, unknown>, 'alias' | 'described' | 'found'>;

/** One that the reader may see. */
export async function findRecord<Row extends Found>(
  { alias, described }: Pick<Read<Row, never>, 'alias' | 'described'>,
  tx: Tx,
  reader: Principal,
  id: string,
): Promise<Row | undefined> {
  const [row] = await described(tx, reader)
    .where(sql<SqlBool>`${sql.ref(`${alias}.id`)} = ${id}`)
    .execute();
  return row;
}

/** Those that a filter finds, of these ids alone when given, newest first: for a file. */
export async function recordsOf<Row extends Found, Query>(
  { alias, described, found }: Read<Row, Query>,
  { tx, reader, query, ids }: { tx: Tx; reader: Principal; query: Query; ids: readonly string[] | null },
): Promise<Compilable<Row>> {
  const id = sql.ref(`${alias}.id`);
  const asked = described(tx, reader).where(sql<SqlBool>`${id} in (${await found(tx, reader, query)})`);
  return (ids ? asked.where(sql<SqlBool>`${id} = any(${[...ids]}::uuid[])`) : asked).orderBy(sql`${id} desc`);
}

/** @throws Refusal not-found, forbidden for what is out of the editor's scope, conflict, and what `check` refuses. */
export const recordHandlers = <Row extends Found, Query extends PageQuery, Shown>(
  spec: RecordSpec<Row, Query, Shown>,
  recordChanged: Notify,
) => ({
  ...readers(spec),
  ...writers(spec, recordChanged),
});

function readers<Row extends Found, Query extends PageQuery, Shown>(spec: RecordSpec<Row, Query, Shown>) {
  const { type, alias, described } = spec;
  return {
    list: async ({ principal, tenant }: Ctx, { query }: { query: Query }) => {
      const { rows, ...page } = await tenant(async (tx) => {
        const found = await spec.found(tx, principal, query);
        const read = (ids: readonly string[]) =>
          described(tx, principal)
            .where(sql<SqlBool>`${sql.ref(`${alias}.id`)} = any(${[...ids]}::uuid[])`)
            .execute();
        return spec.isPlaced
          ? inOrder(tx, type, query, found as Cuttable<{ id: string; place: number }>, read)
          : newestFirst(tx, type, query, found, read);
      });
      return { ...page, items: rows.map((row) => shown(spec, principal, row)) };
    },
    get: async ({ principal, tenant }: Ctx, { params }: OfOne) =>
      shown(spec, principal, await tenant((tx) => mustFind(spec, tx, principal, params.id))),
  };
}

function writers<Row extends Found, Shown>(spec: AnySpec<Row, Shown>, recordChanged: Notify) {
  const { create, change, remove } = recordWriters(spec);
  const belongingOf = async (tx: Tx, id: string | null): Promise<Belonging> =>
    (id !== null && (await spec.belongingOf?.(tx, id))) || {};
  /** Writes within one transaction, then tells of it whomever it concerns, or concerned before: `known` is there already. */
  async function write(ctx: Ctx, known: string | null, work: (tx: Tx) => Promise<Row>): Promise<Row> {
    const { row, belonging } = await ctx.tenant(async (tx) => {
      const before = await belongingOf(tx, known);
      const written = await work(tx);
      return { row: written, belonging: bothOf(before, await belongingOf(tx, written.id)) };
    });
    await recordChanged(ctx.principal.tenantId, { type: spec.type, id: row.id, version: row.version }, belonging);
    return row;
  }
  return {
    create: async (ctx: Ctx, { body }: { body: object }) =>
      shown(spec, ctx.principal, await write(ctx, null, (tx) => create(tx, ctx, body))),
    change: async (ctx: Ctx, { params, body }: OfOne & { body: { version: number } }) =>
      shown(spec, ctx.principal, await write(ctx, params.id, (tx) => change(tx, ctx, params.id, body))),
    remove: async (ctx: Ctx, { params }: OfOne) => {
      await write(ctx, params.id, (tx) => remove(tx, ctx, params.id));
      return {};
    },
  };
}

/** The same changes within a transaction of somebody else's, as of an import. @throws Refusal as the routes. */
export function recordWriters<Row extends Found>(spec: AnySpec<Row>) {
  /** What was written, when it may stay. */
  async function stored(tx: Tx, actor: Actor, id: string, before: Row | null): Promise<Row> {
    const row = await mustManage(spec, tx, actor.principal, id);
    await spec.check?.(tx, actor.principal, row);
    await note(spec, tx, actor, before ? 'change' : 'create', { before, after: row });
    return row;
  }
  return {
    create: async (tx: Tx, actor: Actor, body: object): Promise<Row> => {
      const { principal } = actor;
      const id = newId();
      const kept = spec.read ? await spec.read(tx, principal, body) : body;
      const { own, parts } = apart(spec, kept);
      await refuseUnfit(spec, async () => {
        await rowsOf(tx, spec.table).insert({ ...own, ...spec.begin?.(principal), tenantId: principal.tenantId, id });
        await spec.parts?.write(tx, principal, id, parts);
      });
      return stored(tx, actor, id, null);
    },
    change: async (tx: Tx, actor: Actor, id: string, body: { version: number }): Promise<Row> => {
      const before = await mustManage(spec, tx, actor.principal, id);
      const { version, ...values } = { ...body, ...unmasked(spec, actor.principal, body, before) };
      const { own, parts } = apart(spec, values);
      await refuseUnfit(spec, async () => {
        if (!(await rowsOf(tx, spec.table).update(before.id, version, own))) throw new Refusal('conflict');
        await spec.parts?.write(tx, actor.principal, before.id, parts);
      });
      return stored(tx, actor, before.id, before);
    },
    remove: async (tx: Tx, actor: Actor, id: string): Promise<Row> => {
      const before = await mustManage(spec, tx, actor.principal, id);
      await spec.onRemove?.(tx, before);
      if (!(await rowsOf(tx, spec.table).remove(before.id))) throw new Refusal('not-found');
      await note(spec, tx, actor, 'delete', { before, after: null });
      return before;
    },
  };
}

/** What stands in the row of a record, and what in tables of its own. */
function apart({ parts }: Pick<AnySpec<Found>, 'parts'>, body: object) {
  const of = (isPart: boolean): Record<string, unknown> =>
    Object.fromEntries(Object.entries(body).filter(([name]) => (parts?.names.includes(name) ?? false) === isPart));
  return { own: of(false), parts: of(true) };
}

/** @throws Refusal `code` with `most`, when a table would hold more rows of the tenant than that. */
export async function mustHold(
  tx: Tx,
  table: keyof Tables,
  { most, further, code }: { most: number; further: number; code: ErrorCode },
): Promise<void> {
  const all = tx.selectFrom(table as 'agentGroups').select((eb) => eb.fn.countAll<number>().as('count'));
  if ((await all.executeTakeFirstOrThrow()).count + further > most) throw new Refusal(code, { most });
}

async function refuseUnfit(
  { taken, references }: Pick<AnySpec<Found>, 'taken' | 'references'>,
  write: () => Promise<void>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (taken && takenKey(error) === taken.index)
      throw new Refusal(taken.code, undefined, [{ path: taken.path, rule: 'taken' }]);
    const path = references?.[missingKey(error) ?? ''];
    if (path !== undefined) throw new Refusal('input.invalid', undefined, [{ path, rule: 'reference' }]);
    throw error;
  }
}

type Actor = Pick<Ctx, 'principal' | 'address'>;
type AnySpec<Row extends Found, Shown = unknown> = RecordSpec<Row, never, Shown>;

function shown<Row extends Found, Shown>(spec: AnySpec<Row, Shown>, reader: Principal, row: Row): Shown {
  const texts = spec.texts.map((name) => [name, textFor(reader, String(row[name]))]);
  const seen = { ...row, ...Object.fromEntries(texts) } as Row;
  return spec.present ? spec.present(reader, seen) : plainly(spec, reader, seen);
}

function plainly<Row extends Found, Shown>(spec: AnySpec<Row, Shown>, reader: Principal, row: Row): Shown {
  const values = Object.entries(row).map(([name, value]: [string, unknown]) => {
    if (value instanceof Date) return [name, value.toISOString()];
    const isNumber = typeof value === 'string' && spec.numbers?.some((number) => number === name);
    return [name, isNumber ? numberFor(reader, value) : value];
  });
  const can = mayChange(reader) && isManagedBy(spec, reader, row) ? ['edit', 'delete'] : [];
  // Kinds whose row is not what crosses the wire present it themselves.
  return { ...Object.fromEntries(values), can } as Shown;
}

const isManagedBy = <Row extends Found>({ isManaged }: AnySpec<Row>, reader: Principal, row: Row): boolean =>
  typeof isManaged === 'string' ? reader.permissions.has(isManaged) : isManaged(reader, row);

async function mustFind<Row extends Found>(spec: AnySpec<Row>, tx: Tx, reader: Principal, id: string): Promise<Row> {
  const row = await findRecord(spec, tx, reader, id);
  if (!row) throw new Refusal('not-found');
  return row;
}

async function mustManage<Row extends Found>(spec: AnySpec<Row>, tx: Tx, editor: Principal, id: string): Promise<Row> {
  const row = await mustFind(spec, tx, editor, id);
  if (!isManagedBy(spec, editor, row)) throw new Refusal('forbidden');
  return row;
}

/** Texts as their editor means them, who may have seen numbers masked. */
function unmasked<Row extends Found>(spec: AnySpec<Row>, editor: Principal, body: object, known: Row): object {
  const typed = spec.texts.flatMap((name) => {
    const value: unknown = (body as Record<string, unknown>)[name];
    return typeof value === 'string' ? [[name, textFrom(editor, value, String(known[name]))]] : [];
  });
  return Object.fromEntries(typed) as object;
}

function note<Row extends Found>(
  { type, auditedFields, said: inWords, nameOf }: AnySpec<Row>,
  tx: Tx,
  actor: Actor,
  verb: Verb,
  { before, after }: { before: Row | null; after: Row | null },
): Promise<void> {
  const said = (of: Row | null, other: Row | null) =>
    of && { ...Object.fromEntries(auditedFields.map((name) => [name, of[name]])), ...inWords?.(of, other) };
  const row = (after ?? before)!;
  const entry = { action: `${type}.${verb}`, recordType: type, recordId: row.id, recordName: nameOf(row) } as const;
  return auditChange(tx, actor, entry, said(before, after), said(after, before));
}

interface OfOne {
  params: { id: string };
}

/** The rows of a table by their id. What is written has been checked by the route's schema, whose fields are named as the columns. */
interface Rows {
  insert(values: object): Promise<void>;
  /** False when it has another version by now. */
  update(id: string, version: number, values: object): Promise<boolean>;
  /** False when somebody else was faster. */
  remove(id: string): Promise<boolean>;
}

function rowsOf(tx: Tx, table: keyof Tables): Rows {
  // Any table with these columns will do; the query builder wants one that it knows.
  const known = table as 'agentGroups';
  return {
    insert: async (values: object): Promise<void> =>
      void (await tx
        .insertInto(known)
        .values(values as never)
        .execute()),
    update: async (id: string, version: number, values: object): Promise<boolean> => {
      const query = tx.updateTable(known).set({ ...values, version: version + 1 });
      const { numUpdatedRows } = await query
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    remove: async (id: string): Promise<boolean> =>
      (await tx.deleteFrom(known).where('id', '=', id).executeTakeFirstOrThrow()).numDeletedRows > 0n,
  };
}
