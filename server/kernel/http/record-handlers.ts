/** What happens at the usual five routes of a kind of records (contract/record-routes.ts): masks, versions, the audit log, and who is told. */
import type { AuditAction } from '@bahu/contract/audit.ts';
import type { RecordChange, RecordType } from '@bahu/contract/realtime.ts';
import { auditChange } from '../audit.ts';
import { textFor, textFrom, type Principal } from '../auth/principal.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Tables } from '../tables.ts';
import type { Ctx } from './mount.ts';

/** Records of which the log can say that they were created, changed and deleted. */
type Kept = { [Type in RecordType]: `${Type}.${Verb}` extends AuditAction ? Type : never }[RecordType];
type Verb = 'create' | 'change' | 'delete';

interface Found {
  readonly id: string;
  readonly version: number;
}
interface PageOf<Row> {
  rows: Row[];
  next: string | null;
  total: number;
  totalIsExact: boolean;
}

export interface RecordSpec<Row extends Found, Query, Shown> {
  readonly type: Kept;
  readonly table: keyof Tables;
  /** One that the reader may see. */
  readonly find: (tx: Tx, reader: Principal, id: string) => Promise<Row | undefined>;
  readonly list: (tx: Tx, reader: Principal, query: Query) => Promise<PageOf<Row>>;
  /** Whether the reader may change it, by permission and scope. */
  readonly isManaged: (reader: Principal, row: Row) => boolean;
  /** What a new one has beside what was written: whose it is. */
  readonly begin?: (author: Principal) => object;
  /** Refuses what was just written, which is then undone. */
  readonly check?: (tx: Tx, author: Principal, row: Row) => Promise<void>;
  readonly onRemove?: (tx: Tx, row: Row) => Promise<void>;
  /** What people call it. */
  readonly nameOf: (row: Row) => string;
  /** What the log tells of it. */
  readonly told: readonly (keyof Row & string)[];
  /** Texts of people, in which numbers may stand: masked when the reader's role says so. */
  readonly texts: readonly (keyof Row & string)[];
  readonly present: (reader: Principal, row: Row) => Shown;
  readonly recordChanged: (tenantId: string, change: RecordChange) => void;
}

/** @throws Refusal not-found, forbidden for what is out of the editor's scope, conflict, and what `check` refuses. */
export const recordHandlers = <Row extends Found, Query, Shown>(spec: RecordSpec<Row, Query, Shown>) => ({
  ...readers(spec),
  ...writers(spec),
});

function readers<Row extends Found, Query, Shown>(spec: RecordSpec<Row, Query, Shown>) {
  return {
    list: async ({ principal, tenant }: Ctx, { query }: { query: Query }) => {
      const { rows, ...page } = await tenant((tx) => spec.list(tx, principal, query));
      return { ...page, items: rows.map((row) => shown(spec, principal, row)) };
    },
    get: async ({ principal, tenant }: Ctx, { params }: OfOne) =>
      shown(spec, principal, await tenant((tx) => mustFind(spec, tx, principal, params.id))),
  };
}

function writers<Row extends Found, Shown>(spec: RecordSpec<Row, never, Shown>) {
  /** Writes within one transaction, then tells the screens. */
  async function write(ctx: Ctx, work: (tx: Tx, rows: Rows) => Promise<Row>): Promise<Row> {
    const row = await ctx.tenant((tx) => work(tx, rowsOf(tx, spec.table)));
    spec.recordChanged(ctx.principal.tenantId, { type: spec.type, id: row.id, version: row.version });
    return row;
  }
  /** What was written, when it may stay. */
  async function stored(tx: Tx, ctx: Ctx, id: string, before: Row | null): Promise<Row> {
    const row = await mustManage(spec, tx, ctx.principal, id);
    await spec.check?.(tx, ctx.principal, row);
    await note(spec, tx, ctx, before ? 'change' : 'create', { before, after: row });
    return row;
  }
  return {
    create: async (ctx: Ctx, { body }: { body: object }) => {
      const { principal } = ctx;
      const id = newId();
      const row = await write(ctx, async (tx, rows) => {
        await rows.insert({ ...body, ...spec.begin?.(principal), tenantId: principal.tenantId, id });
        return stored(tx, ctx, id, null);
      });
      return shown(spec, principal, row);
    },
    change: async (ctx: Ctx, { params, body }: OfOne & { body: { version: number } }) => {
      const row = await write(ctx, async (tx, rows) => {
        const before = await mustManage(spec, tx, ctx.principal, params.id);
        const { version, ...values } = { ...body, ...unmasked(spec, ctx.principal, body, before) };
        if (!(await rows.update(before.id, version, values))) throw new Refusal('conflict');
        return stored(tx, ctx, before.id, before);
      });
      return shown(spec, ctx.principal, row);
    },
    remove: async (ctx: Ctx, { params }: OfOne) => {
      await write(ctx, async (tx, rows) => {
        const before = await mustManage(spec, tx, ctx.principal, params.id);
        await spec.onRemove?.(tx, before);
        await rows.remove(before.id);
        await note(spec, tx, ctx, 'delete', { before, after: null });
        return before;
      });
      return {};
    },
  };
}

type AnySpec<Row extends Found, Shown = unknown> = RecordSpec<Row, never, Shown>;

function shown<Row extends Found, Shown>(spec: AnySpec<Row, Shown>, reader: Principal, row: Row): Shown {
  const texts = spec.texts.map((name) => [name, textFor(reader, String(row[name]))]);
  return spec.present(reader, { ...row, ...Object.fromEntries(texts) } as Row);
}

async function mustFind<Row extends Found>(spec: AnySpec<Row>, tx: Tx, reader: Principal, id: string): Promise<Row> {
  const row = await spec.find(tx, reader, id);
  if (!row) throw new Refusal('not-found');
  return row;
}

async function mustManage<Row extends Found>(spec: AnySpec<Row>, tx: Tx, editor: Principal, id: string): Promise<Row> {
  const row = await mustFind(spec, tx, editor, id);
  if (!spec.isManaged(editor, row)) throw new Refusal('forbidden');
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
  { type, told, nameOf }: AnySpec<Row>,
  tx: Tx,
  ctx: Ctx,
  verb: Verb,
  { before, after }: { before: Row | null; after: Row | null },
): Promise<void> {
  const said = (of: Row | null) => of && Object.fromEntries(told.map((name) => [name, of[name]]));
  const row = (after ?? before)!;
  const entry = { action: `${type}.${verb}`, recordType: type, recordId: row.id, recordName: nameOf(row) } as const;
  return auditChange(tx, ctx, entry, said(before), said(after));
}

interface OfOne {
  params: { id: string };
}

/** The rows of a table by their id. What is written has been checked by the route's schema, whose fields are named as the columns. */
interface Rows {
  insert(values: object): Promise<void>;
  /** False when it has another version by now. */
  update(id: string, version: number, values: object): Promise<boolean>;
  remove(id: string): Promise<void>;
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
    remove: async (id: string): Promise<void> => void (await tx.deleteFrom(known).where('id', '=', id).execute()),
  };
}
