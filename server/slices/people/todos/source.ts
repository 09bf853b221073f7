/** Where the reminders of one kind come from. */
import type { Todo } from '@bahu/contract/todos.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Belonging } from '../../../kernel/ownership/range.ts';

export interface TodoRow
  extends Pick<Todo, 'id' | 'title' | 'level'>, Partial<Pick<Todo, 'detail' | 'customerId' | 'call' | 'about'>> {
  at: Date;
}

export interface TodoSource {
  /** What the reader has not read, newest first, and how many there are in all, by `countUnread`. */
  unread: (tx: Tx, reader: Principal, most: number) => Promise<{ rows: TodoRow[]; count: number }>;
  /** Whether the reader may see this one. */
  isOpenTo: (tx: Tx, reader: Principal, id: string) => Promise<boolean>;
  /** What is due at a time. */
  timed?: {
    /** What the reader will be reminded of until then, soonest first. */
    coming: (tx: Tx, reader: Principal, until: Date, most: number) => Promise<TodoRow[]>;
    /** Moves one that is open to the reader; answers the version that its record has now, and whose it is. */
    postpone: (
      tx: Tx,
      reader: Principal,
      id: string,
      minutes: number,
    ) => Promise<{ version: number; belonging: Belonging }>;
  };
}
