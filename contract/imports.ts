/**
 * Imports (SPEC C4, U2): a file is uploaded and read, its columns are mapped, every row is checked, and only then something is written.
 * The bytes go to `POST /api/imports/file?kind=…&name=…` (application/octet-stream, at most `importLimits.bytes`), which answers an `Import`.
 */
import { Type, type Static } from 'typebox';
import { Id, IdParams, Nullable, PageQuery, Time } from './page.ts';
import type { Permission } from './permissions.ts';
import { routes } from './route.ts';
import { Shares } from './selection.ts';
import { namesIn, tableOf, type KeyOf } from './slices/derived.ts';

/** What can be imported and the permission it needs. `users` is the batch sheet of agents, `caller-ids` the caller-ID sheet of agents. */
export type ImportKind = KeyOf<'imports'>;
export const importKinds: Readonly<Record<ImportKind, Permission>> = tableOf('imports');
/** Those whose rows are numbers of others: roles that mask numbers do not have them. */
export const importsOfNumbers: readonly string[] = namesIn('importsOfNumbers');
/** A file of more is refused before it is read; a row or cell of more is refused with its place. */
export const importLimits = {
  bytes: 200 * 1024 * 1024,
  unpackedBytes: 2 * 1024 * 1024 * 1024,
  rows: 1_048_576,
  columns: 200,
  cellCharacters: 32_767,
  lineCharacters: 1_000_000,
} as const;

/** Reading (the file is read into rows), mapping (waits for the columns), checking, ready (waits for apply), applying, then the end. */
export const importStates = [
  'reading',
  'mapping',
  'checking',
  'ready',
  'applying',
  'applied',
  'undoing',
  'undone',
  'cancelled',
  'failed',
] as const;
/** `known` are there already and stay as they are, `duplicate` stand in the file a second time. */
export const rowStates = ['new', 'update', 'known', 'duplicate', 'invalid'] as const;
/** Rows that change nothing. */
export const leftOutStates = ['known', 'duplicate', 'invalid'] as const satisfies readonly (typeof rowStates)[number][];
/** How many rows of an import change nothing; 0 of one that was not counted yet. */
export const countLeftOut = (counts: Readonly<Record<(typeof leftOutStates)[number], number>> | null): number =>
  counts ? leftOutStates.reduce((sum, state) => sum + counts[state], 0) : 0;
/** What happens to rows that are there already: left alone, changed without the owner, changed with the owner. */
export const onExisting = ['skip', 'update', 'update-and-assign'] as const;

/**
 * What an import asks once for many rows, with its choices, of which the first is taken unless another is chosen: rows that are hidden in the
 * sheet, numbers whose leading 0 was lost.
 */
export const importQuestions = { 'hidden-rows': ['leave-out', 'import'], 'lost-zero': ['refuse', 'add'] } as const;
export type ImportQuestion = keyof typeof importQuestions;
export const importQuestionKeys = Object.keys(importQuestions) as ImportQuestion[];
export type ImportChoices = { [K in ImportQuestion]: (typeof importQuestions)[K][number] };

/** Rows that are shown of a sheet while its head is chosen, and cells of each. */
export const topLimits = { rows: 30, cells: 8, cellCharacters: 60 } as const;

export const ImportField = Type.Object({
  key: Type.String(),
  isRequired: Type.Boolean(),
  /** Names under which a column of a file is recognised. */
  names: Type.Array(Type.String()),
  /** What may be set for all rows whose cell is empty, as a cell would say it; none where nothing can be. */
  settable: Type.Array(Type.String()),
});
const ForAll = Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 400 }));
export const Import = Type.Object({
  id: Id,
  /** The background job of the step that runs or ran last; progress and errors stand there. */
  jobId: Id,
  kind: Type.Enum(Object.keys(importKinds) as ImportKind[]),
  state: Type.Enum([...importStates]),
  fileName: Type.String(),
  bytes: Type.Integer(),
  createdAt: Time,
  /** As found: `xlsx`, or the encoding of a text. */
  encoding: Nullable(Type.Enum(['xlsx', 'utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5'])),
  delimiter: Nullable(Type.String()),
  /** Where the table stands in the file: as proposed, or as chosen by `PUT /imports/:id/table`. */
  table: Type.Object({
    /** Names of the sheets that are shown, and the index of the one that is read. A text has one without a name. */
    sheets: Type.Array(Type.String()),
    sheet: Type.Integer(),
    /** Line of the head and of the first row of data, as the sheet counts from 1. */
    headLine: Type.Integer(),
    firstLine: Type.Integer(),
    /** The first rows of the sheet, of which the head may be chosen; cells are cut. */
    top: Type.Array(Type.Object({ line: Type.Integer(), cells: Type.Array(Type.String()) })),
    /** A range merged over several rows of data, which no row can be made of: it is to be taken apart in the file. */
    merged: Nullable(Type.String()),
  }),
  /** What was found that is decided once for all such rows; how many they are, and how it is decided now. */
  questions: Type.Array(
    Type.Object({ key: Type.Enum(importQuestionKeys), rows: Type.Integer(), choice: Type.String() }),
  ),
  /** Heads of the file's columns with the first values of each. */
  columns: Type.Array(
    Type.Object({
      name: Type.String(),
      samples: Type.Array(Type.String()),
      /** Its head names a field of files, which no sheet can hold: it is left out. */
      isOfFiles: Type.Boolean(),
    }),
  ),
  fields: Type.Array(ImportField),
  /** Field key by column index; suggested by name or by how this user mapped the same heads before. */
  mapping: Type.Array(Nullable(Type.String())),
  onExisting: Type.Enum([...onExisting]),
  /** Who gets what is new, as it was chosen with the mapping; null where nobody was. Each by so many parts, evenly without. */
  assignTo: Nullable(Type.Array(Id)),
  shares: Nullable(Type.Array(Type.Integer())),
  /** What is set for all rows whose cell is empty, by the key of the field. */
  forAll: ForAll,
  counts: Nullable(
    Type.Object({
      rows: Type.Integer(),
      new: Type.Integer(),
      update: Type.Integer(),
      known: Type.Integer(),
      duplicate: Type.Integer(),
      invalid: Type.Integer(),
    }),
  ),
  /** Reasons of invalid cells with how many, most first. */
  reasons: Type.Array(Type.Object({ field: Type.String(), reason: Type.String(), count: Type.Integer() })),
  /** Warnings on cells of rows that are imported all the same, with how many. */
  warnings: Type.Array(Type.Object({ field: Type.String(), reason: Type.String(), count: Type.Integer() })),
  /** Why nothing of the file can be imported (`errors.<code>`). */
  error: Nullable(
    Type.Object({
      code: Type.String(),
      params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    }),
  ),
  can: Type.Array(Type.Enum(['map', 'apply', 'cancel', 'undo', 'download-errors'])),
});
export type Import = Static<typeof Import>;
/** A column as it is kept; which fields there are is known when it is shown. */
export type FileColumn = Omit<Import['columns'][number], 'isOfFiles'>;

const CellErrorAt = Type.Object({
  /** Index of the column; -1 for the row as a whole. */
  column: Type.Integer(),
  reason: Type.String(),
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});
export const ImportRow = Type.Object({
  /** Line as the sheet or the text counts. */
  line: Type.Integer(),
  state: Type.Enum([...rowStates]),
  /** Values in the order of the columns. */
  values: Type.Array(Type.String()),
  /** Bad cells with a reason (`imports.reasons.<reason>`) and what fills its text. */
  errors: Type.Array(CellErrorAt),
  /** Cells of which something is to be known though the row is right. */
  warnings: Type.Array(CellErrorAt),
});

export const ImportMapping = Type.Object(
  {
    mapping: Type.Array(Nullable(Type.String({ maxLength: 60 })), { maxItems: importLimits.columns }),
    onExisting: Type.Enum([...onExisting]),
    /**
     * Who gets customers whose row names nobody: the public pool when empty, or these agents in turn. Absent: new ones go to the pool, and those that are
     * there keep their owner even under `update-and-assign`.
     */
    assignTo: Type.Optional(Type.Array(Id, { maxItems: 500 })),
    shares: Shares,
    /** What is set for all rows whose cell is empty, by the key of the field. Absent: as it was decided before. */
    forAll: Type.Optional(ForAll),
    /** Absent: as it was decided before. */
    choices: Type.Optional(
      Type.Object(
        {
          'hidden-rows': Type.Optional(Type.Enum([...importQuestions['hidden-rows']])),
          'lost-zero': Type.Optional(Type.Enum([...importQuestions['lost-zero']])),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

/** Which sheet, which of its first rows is the head, and where data begins; another sheet is read anew, and its head proposed unless it is given. */
export const ImportTable = Type.Object(
  {
    sheet: Type.Integer({ minimum: 0, maximum: 99 }),
    headLine: Type.Optional(Type.Integer({ minimum: 1, maximum: importLimits.rows })),
    firstLine: Type.Optional(Type.Integer({ minimum: 1, maximum: importLimits.rows })),
  },
  { additionalProperties: false },
);

/** Asked at each step: whoever sees no numbers imports none. */
const hidden = ['import.numbers-hidden'] as const;

export const importRoutes = routes({
  get: {
    method: 'GET',
    path: '/imports/:id',
    summary: 'One import of mine',
    permission: 'session',
    params: IdParams,
    reply: Import,
    errors: [...hidden],
  },
  table: {
    method: 'PUT',
    path: '/imports/:id/table',
    summary: 'Choose the sheet and the row of the heads',
    permission: 'session',
    params: IdParams,
    body: ImportTable,
    reply: Import,
    errors: [...hidden, 'import.wrong-state', 'import.empty', 'job.too-many'],
  },
  map: {
    method: 'PUT',
    path: '/imports/:id/mapping',
    summary: 'Set the columns and check all rows',
    permission: 'session',
    params: IdParams,
    body: ImportMapping,
    reply: Import,
    errors: [
      ...hidden,
      'import.wrong-state',
      'import.missing-column',
      'import.files-column',
      'import.merged-cells',
      'job.too-many',
    ],
  },
  rows: {
    method: 'GET',
    path: '/imports/:id/rows',
    summary: 'Rows as they would be imported',
    permission: 'session',
    params: IdParams,
    query: Type.Object({ ...PageQuery, state: Type.Optional(Type.Enum([...rowStates])) }),
    reply: Type.Object({
      items: Type.Array(ImportRow),
      next: Nullable(Type.String()),
      total: Type.Integer(),
      totalIsExact: Type.Boolean(),
    }),
    errors: [...hidden],
  },
  apply: {
    method: 'POST',
    path: '/imports/:id/apply',
    summary: 'Write the rows that are right',
    permission: 'session',
    params: IdParams,
    reply: Import,
    errors: [
      ...hidden,
      'import.wrong-state',
      'user.licence-full',
      'blacklist.full',
      'dial-list.full',
      'dial-list.too-many-new',
      'job.too-many',
    ],
  },
  cancel: {
    method: 'DELETE',
    path: '/imports/:id',
    summary: 'Give an import up; nothing more is written',
    permission: 'session',
    params: IdParams,
    reply: Import,
    errors: [...hidden, 'import.wrong-state'],
  },
  undo: {
    method: 'POST',
    path: '/imports/:id/undo',
    summary: 'Take back what an import wrote, as far as nobody changed it since',
    permission: 'session',
    params: IdParams,
    reply: Import,
    errors: [...hidden, 'import.wrong-state', 'job.too-many'],
  },
});
/** Bytes: the template to fill in, `GET /api/imports/template?kind=…&format=xlsx|csv&language=…`, and the upload. */
export const importPaths = { upload: '/api/imports/file', template: '/api/imports/template' } as const;
