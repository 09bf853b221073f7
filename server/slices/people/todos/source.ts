/** Where the reminders of one kind come from. */
import type { RawBuilder } from 'kysely';
import type { Todo } from '@bahu/contract/todos.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Belonging } from '../../../kernel/ownership/range.ts';

export interface TodoRow
  extends
    Pick<Todo, 'id' | 'title' | 'level'>,
    Partial<Pick<Todo, 'detail' | 'customerId' | 'call' | 'about' | 'whose'>> {
  at: Date;
  /** Of a kind that can be moved, one that the reader cannot. */
  isFixed?: boolean;
}

interface Span {
  /** A moment in SQL: `now()` is that of the database. */
  after: RawBuilder<Date>;
  until: Date;
}

export interface TodoSource {
  /** What the reader has not read, newest first, and how many there are in all, by `countUnread`. */
  unread: (tx: Tx, reader: Principal, most: number) => Promise<{ rows: TodoRow[]; count: number }>;
  /** Whether the reader may see this one. */
  isOpenTo: (tx: Tx, reader: Principal, id: string) => Promise<boolean>;
  /** What is due at a time. */
  timed?: {
    /** What is or was due between two moments, neither of which counts, soonest first. */
    between: (tx: Tx, reader: Principal, span: Span, most: number) => Promise<TodoRow[]>;
    /** Gives one that is open to the reader another time; answers the version that its record has now, and whose it is; undefined where it is not theirs to move. */
    move?: (
      tx: Tx,
      reader: Principal,
      id: string,
      at: Date,
    ) => Promise<{ version: number; belonging: Belonging } | undefined>;
  };
}
