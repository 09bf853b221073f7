/** What people are reminded of (待办事务, SPEC C8). Each kind is told by its own slice; here they stand together, newest first. */
import { Type, type Static } from 'typebox';
import { PlaceCall } from './desk.ts';
import { Empty, Id, Nullable, Time } from './page.ts';
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

/** What a reminder is about where its title is somebody’s name alone. */
export const todoSubjects = [
  'birthday',
  'missed-offers',
  'reminded-talking',
  'reminded-wrapUp',
  'reminded-ringing',
  'reminded-busy',
  'returns-to-pool',
] as const;

/** One can be moved so far ahead, a calendar shows so many days and to-dos, and so many are said at once. */
export const todoLimits = { aheadDays: 366, calendarDays: 42, calendarItems: 500, notices: 20 } as const;

/** So many or more are said in one way, and counted no further. */
export const manyUnread = 100;

const Kind = Type.Enum([...todoKinds]);
export const Todo = Type.Object({
  kind: Kind,
  /** Of the record that it is about. */
  id: Id,
  title: Type.String(),
  /** What is said of it; null where the title says all. */
  about: Nullable(Type.Enum([...todoSubjects])),
  /** What it is about, in one line; empty where the title says all. */
  detail: Type.String(),
  level: Type.Enum([...todoLevels]),
  /** When it came, or becomes due. */
  at: Time,
  /** To whom it leads, where that is not its record. */
  customerId: Nullable(Id),
  /** Whom a call from here calls, as the desk places it. */
  call: Nullable(Type.Pick(PlaceCall, ['customerId', 'missedCallId', 'callId'])),
  /** It is due at a time. */
  isTimed: Type.Boolean(),
  /** The reader can give it another time. */
  isMovable: Type.Boolean(),
  /** Who is reminded, where it is told to the reader as their superior. */
  whose: Nullable(Type.String()),
});
export type Todo = Static<typeof Todo>;

export const todoRoutes = routes({
  list: {
    method: 'GET',
    path: '/todos',
    summary: 'What I have not read yet, newest first, and what becomes due later',
    permission: 'session',
    query: Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
      /** Coming ones until then, at most a week ahead; none when absent. */
      until: Type.Optional(Time),
    }),
    reply: Type.Object({
      items: Type.Array(Todo),
      unread: Type.Integer({ maximum: manyUnread }),
      /** What becomes due, soonest first. */
      coming: Type.Array(Todo),
    }),
  },
  calendar: {
    method: 'GET',
    path: '/todos/calendar',
    summary: 'What of my to-dos is due at a time of these days, soonest first',
    permission: 'session',
    query: Type.Object({ from: Time, until: Time }),
    reply: Type.Object({
      items: Type.Array(Todo),
      /** False where there is more than is told. */
      isWhole: Type.Boolean(),
    }),
  },
  move: {
    method: 'POST',
    path: '/todos/:kind/:id/move',
    summary: 'Be reminded at another time, which is to come',
    permission: 'session',
    params: Type.Object({ kind: Kind, id: Id }),
    body: Type.Object({ at: Time }, { additionalProperties: false }),
    reply: Empty,
  },
  notices: {
    method: 'POST',
    path: '/todos/notices',
    summary:
      'Which of these that have become due no other screen of mine has said yet: the one that asks first says them',
    permission: 'session',
    body: Type.Object(
      {
        items: Type.Array(Type.Object({ record: Kind, id: Id, at: Time }, { additionalProperties: false }), {
          maxItems: todoLimits.notices,
        }),
      },
      { additionalProperties: false },
    ),
    reply: Type.Object({ first: Type.Array(Type.Object({ record: Kind, id: Id })) }),
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
