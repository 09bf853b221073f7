/** Where the reminders of one kind come from. */
import type { Todo } from '@bahu/contract/todos.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';

interface UnreadRow extends Pick<Todo, 'id' | 'title' | 'level'> {
  at: Date;
}

export interface TodoSource {
  /** What the reader has not read, newest first, and how many there are in all. */
  unread: (tx: Tx, reader: Principal, most: number) => Promise<{ rows: UnreadRow[]; count: number }>;
  /** Whether the reader may see this one. */
  isOpenTo: (tx: Tx, reader: Principal, id: string) => Promise<boolean>;
}
