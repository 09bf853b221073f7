/** What the server does for the slice of the users. */
import { userRoutes } from '@bahu/contract/users.ts';
import { usersSlice } from '@bahu/contract/slices/people/users.ts';
import { serverSlice } from '../../server-slice.ts';
import { mountUsers } from './routes.ts';
import { signInsExport, usersExport } from './export.ts';
import { usersImport } from './import.ts';
import { missedOffersJob, missedOffersTodo } from './missed-offers.ts';
import { userListeners } from './administrator.ts';

export { belongingOf, inRange, isInScope, isNoHigher } from './scope.ts';
export { findUser } from './store.ts';
export { callerIdReader } from './import-checker.ts';
export { type UsersSlice } from './routes.ts';
export { noteLock, noteSuccess, setPassword } from './sign-in.ts';
export { releaseCallerId, type ChangedUser } from './write.ts';
export { applyUsers, existingUsers, undoUsers, usersPerBatch } from './import.ts';

declare module '../../../kernel/domain-events.ts' {
  interface DomainEvents {
    /** Agents belong to another department now, or to none. */
    'agent.moved': { agentIds: readonly string[]; departmentId: string | null };
    /** A user with whom nothing has happened is about to be deleted. */
    'user.removed': { userId: string };
    /** A user cannot use their second factor any more. */
    'user.second-factor-lost': { userId: string };
  }
}

export const usersServer = serverSlice(usersSlice, {
  routes: userRoutes,
  on: userListeners,
  mount: (api, host) => mountUsers(api, { ...host, onChange: host.userChanged }),
  jobs: ({ recordChanged }) => ({ handlers: [missedOffersJob(recordChanged)] }),
  todos: { user: missedOffersTodo },
  exports: { users: usersExport, 'sign-ins': signInsExport },
  imports: { users: usersImport },
});
