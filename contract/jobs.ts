/** Long work that runs in the background and survives the page: progress, cancel, result, files (后台任务). */
import { Type, type Static } from 'typebox';
import { Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts';
import { routes } from './route.ts';

export const jobKinds = [
  'import',
  'export',
  'bulk-delete',
  'bulk-assign',
  'bulk-change',
  'bulk-lock',
  'bulk-unlock',
  'bulk-take',
  'bulk-give-back',
  'person-export',
  'person-erase',
] as const;
export const jobStates = ['waiting', 'running', 'done', 'failed', 'cancelled', 'undone'] as const;

export const Job = Type.Object({
  id: Id,
  kind: Type.Enum([...jobKinds]),
  /** What is imported or exported, a name of `importKinds` or `exportKinds`, or what a bulk action is for, by its list. */
  subject: Type.String(),
  /** The import whose step this is; its page shows the rest. */
  importId: Nullable(Id),
  /** Of the file: what was uploaded, or what will be downloaded. Empty for a bulk action. */
  fileName: Type.String(),
  state: Type.Enum([...jobStates]),
  /** Rows worked off, and in all; null while that is not known. */
  done: Type.Integer(),
  total: Nullable(Type.Integer()),
  createdAt: Time,
  startedAt: Nullable(Time),
  endedAt: Nullable(Time),
  /** Rows by what happened to them, when it has ended. */
  result: Nullable(
    Type.Object({ created: Type.Integer(), updated: Type.Integer(), skipped: Type.Integer(), rows: Type.Integer() }),
  ),
  /** The code of what went wrong (`errors.<code>`). */
  error: Nullable(Type.String()),
  /** `download`: the result's file, `download-errors`: rows that were left out with the reason each, both as bytes at `jobFilePath`. */
  can: Type.Array(Type.Enum(['cancel', 'download', 'download-errors', 'undo'])),
});
export type Job = Static<typeof Job>;

export const jobRoutes = routes({
  list: {
    method: 'GET',
    path: '/jobs',
    summary: 'My background jobs, newest first',
    permission: 'session',
    query: Type.Object({ ...PageQuery }),
    reply: Page(Job),
  },
  get: {
    method: 'GET',
    path: '/jobs/:id',
    summary: 'One background job of mine',
    permission: 'session',
    params: IdParams,
    reply: Job,
  },
  cancel: {
    method: 'DELETE',
    path: '/jobs/:id',
    summary: 'Stop a job; what is done stays done and can be undone',
    permission: 'session',
    params: IdParams,
    reply: Job,
    errors: ['job.ended'],
  },
});
