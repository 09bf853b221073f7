/** Exports as background jobs: the query of a list in the columns asked for, masked as its reader sees it (SPEC C5). */
import { Type, type Static } from 'typebox';
import type { Permission } from './permissions.ts';
import { Job } from './jobs.ts';
import { routes } from './route.ts';
import { maxFirst } from './selection.ts';
import { tableOf, type KeyOf } from './slices/derived.ts';

/** What can be exported, and the permission it needs beside `session`. */
export type ExportKind = KeyOf<'exports'>;
export const exportKinds: Readonly<Record<ExportKind, Permission>> = tableOf('exports');
export const exportFormats = ['xlsx', 'csv'] as const;

export const NewExport = Type.Object(
  {
    kind: Type.Enum(Object.keys(exportKinds) as ExportKind[]),
    format: Type.Enum([...exportFormats]),
    /** The filter of the list's own query (without cursor and limit); `ids` for checked rows only. */
    filter: Type.Record(
      Type.String({ maxLength: 40 }),
      Type.Union([Type.String({ maxLength: 2000 }), Type.Number(), Type.Boolean()]),
    ),
    ids: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 1000 })),
    /** Of the query the first so many alone, in the order of its `sort`. */
    first: Type.Optional(Type.Integer({ minimum: 1, maximum: maxFirst })),
    /** Keys of columns in their order; all when absent. Unknown ones are refused. */
    columns: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { minItems: 1, maxItems: 180 })),
    language: Type.Enum(['zh-CN', 'en']),
  },
  { additionalProperties: false },
);
export type NewExport = Static<typeof NewExport>;

export const exportRoutes = routes({
  start: {
    method: 'POST',
    path: '/exports',
    summary: 'Export a list as a background job',
    permission: 'session',
    body: NewExport,
    reply: Job,
    errors: ['forbidden', 'job.too-many'],
  },
});
