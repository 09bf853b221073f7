import type { FastifyInstance } from 'fastify';
import { manyUnread, readOfTodo, todoRoutes, type Todo, type TodoKind } from '@bahu/contract/todos.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import type { Host } from '../../server-slice.ts';
import type { TodoRow, TodoSource } from './source.ts';
import { forgetReads, insertRead } from './store.ts';

export type TodoSources = Readonly<Record<TodoKind, TodoSource>>;
type TodosHost = Pick<Host, 'access' | 'todos' | 'recordChanged' | 'clock'>;

const shown = 20;
const farthestMs = 7 * 86_400_000;

export function mountTodos(app: FastifyInstance, { access, todos: sources, recordChanged, clock }: TodosHost): void {
  const kinds = Object.entries(sources) as [TodoKind, TodoSource][];
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
              coming: end && timed ? await timed.coming(tx, principal, end, limit) : [],
            });
        return all;
      });
      const present = (rows: readonly Told[]): Todo[] =>
        rows
          .slice(0, limit)
          .map((row) => ({ ...presentTodo(principal, row), isTimed: Boolean(sources[row.kind].timed) }));
      const told = (part: 'rows' | 'coming') =>
        found.flatMap(({ kind, [part]: rows }) => rows.map((row) => ({ ...row, kind })));
      return {
        items: present(told('rows').toSorted((one, other) => other.at.getTime() - one.at.getTime())),
        unread: Math.min(
          manyUnread,
          found.reduce((sum, { count }) => sum + count, 0),
        ),
        coming: present(told('coming').toSorted((one, other) => one.at.getTime() - other.at.getTime())),
      };
    },
    read: async ({ principal, tenant }, { params: { kind, id } }) => {
      await tenant(async (tx) => {
        if (!isRemindedOf(principal, kind) || !(await sources[kind].isOpenTo(tx, principal, id)))
          throw new Refusal('not-found');
        await insertRead(tx, kind, id, principal);
      });
      return {};
    },
    postpone: async ({ principal, tenant }, { params: { kind, id }, body: { minutes } }) => {
      const { isOpenTo, timed } = sources[kind];
      const { version, belonging } = await tenant(async (tx) => {
        if (!timed || !isRemindedOf(principal, kind) || !(await isOpenTo(tx, principal, id)))
          throw new Refusal('not-found');
        await forgetReads(tx, kind, id);
        return timed.postpone(tx, principal, id, minutes);
      });
      recordChanged(principal.tenantId, { type: kind, id, version }, belonging);
      return {};
    },
  });
}

type Told = TodoRow & { kind: TodoKind };

const presentTodo = (
  reader: Principal,
  { at, detail = '', customerId = null, call = null, about = null, ...row }: Told,
) => ({
  ...row,
  title: textFor(reader, row.title),
  detail: textFor(reader, detail),
  at: at.toISOString(),
  customerId,
  call,
  about,
});

const soonerOf = (moment: Date, latest: number): Date => new Date(Math.min(moment.getTime(), latest));

const isRemindedOf = ({ permissions }: Principal, kind: TodoKind): boolean => permissions.has(readOfTodo(kind));
