import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { manyUnread, readOfTodo, todoLimits, todoRoutes, type Todo, type TodoKind } from '@bahu/contract/todos.ts';
import type { Input } from '@bahu/contract/route.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import type { Host } from '../../server-slice.ts';
import type { TodoRow, TodoSource } from './source.ts';
import { forgetReads, insertRead, isFirstToSay } from './store.ts';

export type TodoSources = Readonly<Record<TodoKind, TodoSource>>;
type TodosHost = Pick<Host, 'access' | 'todos' | 'recordChanged' | 'clock'>;

const shown = 20;
const dayMs = 86_400_000;
const farthestMs = 7 * dayMs;

export function mountTodos(app: FastifyInstance, { access, todos: sources, recordChanged, clock }: TodosHost): void {
  const kinds = Object.entries(sources) as [TodoKind, TodoSource][];
  const told = (reader: Principal, rows: readonly Told[], most: number): Todo[] =>
    rows.slice(0, most).map((row) => presentTodo(reader, row, sources[row.kind]));
  mount(app, access, todoRoutes, {
    list: async ({ principal, tenant }, { query: { limit = shown, until } }) => {
      const end = until === undefined ? null : soonerOf(readMoment(until, 'until'), clock.now() + farthestMs);
      const found = await tenant(async (tx) => {
        const all = [];
        for (const [kind, { unread, timed }] of kinds)
          if (isRemindedOf(principal, kind))
            all.push({
              kind,
              ...(await unread(tx, principal, limit)),
              // By the clock of the database, which says what is due by now.
              coming: end && timed ? await timed.between(tx, principal, { after: sql`now()`, until: end }, limit) : [],
            });
        return all;
      });
      const all = (part: 'rows' | 'coming') =>
        found.flatMap(({ kind, [part]: rows }) => rows.map((row) => ({ ...row, kind })));
      return {
        items: told(principal, all('rows').toSorted(latestFirst), limit),
        unread: Math.min(
          manyUnread,
          found.reduce((sum, { count }) => sum + count, 0),
        ),
        coming: told(principal, all('coming').toSorted(soonestFirst), limit),
      };
    },
    calendar: async ({ principal, tenant }, { query }) => {
      const [from, until] = [readMoment(query.from, 'from'), readMoment(query.until, 'until')];
      if (until.getTime() - from.getTime() > todoLimits.calendarDays * dayMs)
        throw new Refusal('input.invalid', undefined, [{ path: 'until', rule: 'maximum' }]);
      // The first moment counts.
      const span = { after: sql<Date>`${from}::timestamptz - interval '1 microsecond'`, until };
      const most = todoLimits.calendarItems;
      const all = await tenant(async (tx) => {
        const rows: Told[] = [];
        for (const [kind, { timed }] of kinds)
          if (timed && isRemindedOf(principal, kind))
            for (const row of await timed.between(tx, principal, span, most + 1)) rows.push({ ...row, kind });
        return rows;
      });
      return { items: told(principal, all.toSorted(soonestFirst), most), isWhole: all.length <= most };
    },
    notices: async ({ principal, tenant }, { body: { items } }) => ({
      first: await tenant((tx) => firstToSay(tx, principal, items, sources)),
    }),
    read: async ({ principal, tenant }, { params: { kind, id } }) => {
      await tenant(async (tx) => {
        if (!isRemindedOf(principal, kind) || !(await sources[kind].isOpenTo(tx, principal, id)))
          throw new Refusal('not-found');
        await insertRead(tx, kind, id, principal);
      });
      return {};
    },
    move: async ({ principal, tenant }, { params: { kind, id }, body }) => {
      const { isOpenTo, timed } = sources[kind];
      const at = readMoment(body.at, 'at');
      const { version, belonging } = await tenant(async (tx) => {
        if (!timed?.move || !isRemindedOf(principal, kind) || !(await isOpenTo(tx, principal, id)))
          throw new Refusal('not-found');
        mustBeAhead(at, clock.now());
        await forgetReads(tx, kind, id);
        const moved = await timed.move(tx, principal, id, at);
        if (!moved) throw new Refusal('not-found');
        return moved;
      });
      recordChanged(principal.tenantId, { type: kind, id, version }, belonging);
      return {};
    },
  });
}

/** Those of them that no other screen of the reader has said: noted in one order, so that two screens do not wait for each other. */
async function firstToSay(
  tx: Tx,
  reader: Principal,
  items: Input<typeof todoRoutes.notices>['body']['items'],
  sources: TodoSources,
): Promise<{ record: TodoKind; id: string }[]> {
  const first = [];
  for (const { record: kind, id, at } of items.toSorted((one, other) => (one.id < other.id ? -1 : 1)))
    if (
      isRemindedOf(reader, kind) &&
      (await sources[kind].isOpenTo(tx, reader, id)) &&
      (await isFirstToSay(tx, kind, { recordId: id, at: readMoment(at, 'items') }, reader))
    )
      first.push({ record: kind, id });
  return first;
}

/** @throws Refusal input.invalid for a moment that is over, or too far away. */
function mustBeAhead(at: Date, now: number): void {
  const ahead = at.getTime() - now;
  const rule = ahead <= 0 ? 'minimum' : ahead > todoLimits.aheadDays * dayMs ? 'maximum' : null;
  if (rule) throw new Refusal('input.invalid', undefined, [{ path: 'at', rule }]);
}

type Told = TodoRow & { kind: TodoKind };

const latestFirst = (one: TodoRow, other: TodoRow): number => other.at.getTime() - one.at.getTime();
const soonestFirst = (one: TodoRow, other: TodoRow): number => -latestFirst(one, other);

const presentTodo = (
  reader: Principal,
  { at, detail = '', customerId = null, call = null, about = null, whose = null, isFixed = false, ...row }: Told,
  { timed }: TodoSource,
): Todo => ({
  ...row,
  title: textFor(reader, row.title),
  detail: textFor(reader, detail),
  at: at.toISOString(),
  customerId,
  call,
  about,
  whose,
  isTimed: timed !== undefined,
  isMovable: timed?.move !== undefined && !isFixed,
});

const soonerOf = (moment: Date, latest: number): Date => new Date(Math.min(moment.getTime(), latest));

const isRemindedOf = ({ permissions }: Principal, kind: TodoKind): boolean => permissions.has(readOfTodo(kind));
