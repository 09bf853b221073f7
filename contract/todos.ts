/** What people are reminded of (待办事务, SPEC C8). Each kind is told by its own slice; here they stand together, newest first. */
import { Type, type Static } from 'typebox';
import { Empty, Id, Time } from './page.ts';
import { routes } from './route.ts';
import type { Permission } from './permissions.ts';
import { namesIn, tableOf, type NameIn } from './slices/derived.ts';

export const todoKinds = namesIn('todos');
export type TodoKind = NameIn<'todos'>;
const records = tableOf('records');
/** Whoever lacks the permission to read the records of a kind is reminded of none. */
export const readOfTodo = (kind: TodoKind): Permission => records[kind].read;
/** 事务等级. */
export const todoLevels = ['normal', 'important', 'urgent'] as const;
export type TodoLevel = (typeof todoLevels)[number];

const Kind = Type.Enum([...todoKinds]);
export const Todo = Type.Object({
  kind: Kind,
  /** Of the record that it is about. */
  id: Id,
  title: Type.String(),
  level: Type.Enum([...todoLevels]),
  at: Time,
});
export type Todo = Static<typeof Todo>;

export const todoRoutes = routes({
  list: {
    method: 'GET',
    path: '/todos',
    summary: 'What I have not read yet, newest first',
    permission: 'session',
    query: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })) }),
    reply: Type.Object({ items: Type.Array(Todo), unread: Type.Integer() }),
  },
  read: {
    method: 'POST',
    path: '/todos/:kind/:id/read',
    summary: 'Mark one as read by me',
    permission: 'session',
    params: Type.Object({ kind: Kind, id: Id }),
    reply: Empty,
  },
});
