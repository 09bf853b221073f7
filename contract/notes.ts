/** Notes (便签, SPEC C8): what somebody is reminded of at a time, by themselves or by who leads them. */
import { Type, type Static } from 'typebox';
import { Id, Nullable, Time } from './page.ts';
import { PlainRecord, recordRoutes } from './record-routes.ts';
import { routes } from './route.ts';
import { todoLevels } from './todos.ts';

const fields = {
  title: Type.String({ minLength: 1, maxLength: 64 }),
  body: Type.String({ maxLength: 2000 }),
  level: Type.Enum([...todoLevels]),
  /** When they are reminded. */
  at: Time,
  /** Who is reminded; whoever writes it where it is left out. */
  userId: Id,
  /** Their superior is reminded too. */
  tellsSuperior: Type.Boolean(),
};
export const Note = PlainRecord({
  ...fields,
  userName: Type.String(),
  superiorName: Nullable(Type.String()),
  authorName: Nullable(Type.String()),
  /** Who is reminded has done it. */
  isDone: Type.Boolean(),
});
export type Note = Static<typeof Note>;

export const noteRoutes = routes(
  recordRoutes({
    path: '/notes',
    what: 'note',
    read: 'note.read',
    manage: 'note.manage',
    fields,
    needed: ['title', 'level', 'at'],
    query: { search: Type.String({ maxLength: 64 }), level: fields.level, done: Type.Boolean() },
    record: Note,
    errors: ['people.out-of-reach'],
  }),
);
