/** What is kept of one person (个人信息): given out as an archive, and erased with a certificate that stays. */
import { Type, type Static } from 'typebox';
import { Job } from './jobs.ts';
import { Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts';
import { routes } from './route.ts';

/** The certificate (清除证明): nothing in it is of the person. */
export const Erasure = Type.Object({
  id: Id,
  /** Which customer it was; nothing else is known of them any more. */
  customerId: Id,
  requestedAt: Time,
  /** Null as long as it goes on. */
  endedAt: Nullable(Time),
  byName: Type.String(),
  reason: Type.String(),
  /** Rows that were erased, or emptied, by the table that had them. */
  counts: Type.Array(Type.Object({ table: Type.String(), rows: Type.Integer() })),
  /** Recordings and files that were removed from the storage. */
  files: Type.Integer(),
});
export type Erasure = Static<typeof Erasure>;

export const personalDataRoutes = routes({
  export: {
    method: 'POST',
    path: '/customers/:id/personal-data',
    summary: 'Begin to collect everything that is kept of a customer, as an archive to download',
    permission: 'personal-data.export',
    params: IdParams,
    body: Type.Object({ language: Type.Enum(['zh', 'en']) }, { additionalProperties: false }),
    reply: Job,
    errors: ['personal-data.numbers-hidden', 'job.too-many'],
  },
  erase: {
    method: 'POST',
    path: '/customers/:id/erasure',
    summary: 'Begin to erase everything that is kept of a customer; nothing brings it back',
    permission: 'personal-data.erase',
    params: IdParams,
    body: Type.Object(
      {
        /** One's own. */
        password: Type.String({ minLength: 1, maxLength: 200 }),
        reason: Type.Optional(Type.String({ maxLength: 200 })),
      },
      { additionalProperties: false },
    ),
    reply: Type.Object({ erasureId: Id, job: Job }),
    errors: ['session.wrong-password', 'personal-data.in-call', 'personal-data.numbers-hidden', 'job.too-many'],
  },
  list: {
    method: 'GET',
    path: '/erasures',
    summary: 'Certificates of what was erased, the latest first',
    permission: 'personal-data.erase',
    query: Type.Object({ ...PageQuery }),
    reply: Page(Erasure),
  },
  get: {
    method: 'GET',
    path: '/erasures/:id',
    summary: 'One certificate',
    permission: 'personal-data.erase',
    params: IdParams,
    reply: Erasure,
  },
});
