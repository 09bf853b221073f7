import type { FastifyInstance } from 'fastify';
import { readOfTodo, todoRoutes, type TodoKind } from '@bahu/contract/todos.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount } from '../../../kernel/http/mount.ts';
import type { TodoSource } from './source.ts';
import { insertRead } from './store.ts';

export type TodoSources = Readonly<Record<TodoKind, TodoSource>>;

const shown = 20;

export function mountTodos(app: FastifyInstance, access: Access, sources: TodoSources): void {
  const kinds = Object.entries(sources) as [TodoKind, TodoSource][];
  mount(app, access, todoRoutes, {
    list: async ({ principal, tenant }, { query: { limit = shown } }) => {
      const found = await tenant(async (tx) => {
        const all = [];
        for (const [kind, source] of kinds)
          if (isRemindedOf(principal, kind)) all.push({ kind, ...(await source.unread(tx, principal, limit)) });
        return all;
      });
      const items = found
        .flatMap(({ kind, rows }) => rows.map((row) => ({ ...row, kind })))
        .toSorted((one, other) => other.at.getTime() - one.at.getTime())
        .slice(0, limit);
      return {
        items: items.map(({ at, ...row }) => ({ ...row, title: textFor(principal, row.title), at: at.toISOString() })),
        unread: found.reduce((sum, { count }) => sum + count, 0),
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
  });
}

const isRemindedOf = ({ permissions }: Principal, kind: TodoKind): boolean => permissions.has(readOfTodo(kind));
