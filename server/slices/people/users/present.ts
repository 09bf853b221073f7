import type { User } from '@bahu/contract/users.ts';
import { numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import { whatCanBeDone } from './scope.ts';
import type { UserRecord } from './store.ts';

/** A user as the reader gets them: their bound phone masked when the reader's role says so, and what the reader may do with them. */
export function present(reader: Principal, user: UserRecord & { sortKey?: string }): User {
  const { roleRights: _rights, sortKey: _key, boundPhone, createdAt, lastSignInAt, lockedUntil, ...shown } = user;
  return {
    ...shown,
    boundPhone: boundPhone === null ? '' : numberFor(reader, boundPhone),
    notes: user.notes.map((note) => textFor(reader, note)),
    createdAt: createdAt.toISOString(),
    lastSignInAt: lastSignInAt?.toISOString() ?? null,
    lockedUntil: lockedUntil?.toISOString() ?? null,
    can: whatCanBeDone(reader, user),
  };
}
