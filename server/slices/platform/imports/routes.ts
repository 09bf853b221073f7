/** An import from its upload to its end, as its owner steers it. */
import type { FastifyInstance } from 'fastify';
import { countLeftOut, importKinds, importRoutes, type Import, type ImportKind } from '@bahu/contract/imports.ts';
import { matchHeads } from '@bahu/domain/imports/heads.ts';
import type { Static } from 'typebox';
import { audit } from '../../../kernel/audit.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Files } from '../../../kernel/files.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { partOf } from '../../../kernel/part-of.ts';
import { condition } from '../../../kernel/ownership/condition.ts';
import { rangeOf } from '../../../kernel/ownership/range.ts';
import { cellSeparator } from '../../../spreadsheet/table.ts';
import { cancelJob, startJob, type OnJobChange } from '../jobs/index.ts';
import { mergedInData, moveHead, presentTable } from './choose-table.ts';
import { checkMayImport, fieldsOf, type FieldSpec, type ImportSpecs } from './kind.ts';
import { presentQuestions } from './questions.ts';
import { proposeMapping } from './read-file.ts';
import { dropFile } from './stop.ts';
import * as store from './store.ts';
import type { ImportRecord } from './store.ts';
import { mountUpload } from './upload.ts';

export interface ImportsSlice {
  access: Access;
  files: Files;
  specs: ImportSpecs;
  /** Told after the change is stored. */
  onChange: OnJobChange;
}

type Mapping = Static<typeof importRoutes.map.body>;
type Table = Static<typeof importRoutes.table.body>;
type CellErrors = Static<typeof importRoutes.rows.reply>['items'][number]['errors'];

const readCellErrors = (stored: string | null): CellErrors =>
  stored === null ? [] : (JSON.parse(stored) as CellErrors);

export function mountImports(app: FastifyInstance, slice: ImportsSlice): void {
  const { access, files, specs, onChange } = slice;
  const shown = async (ctx: Ctx, found: ImportRecord): Promise<Import> =>
    presentImport(await ctx.tenant((tx) => fieldsOf(specs[found.kind], tx, ctx.principal)), found);
  const changed = (ctx: Ctx, found: ImportRecord): Promise<Import> => {
    onChange(ctx.principal.tenantId, ctx.principal.userId, { type: 'import', id: found.id, version: 0 });
    onChange(ctx.principal.tenantId, ctx.principal.userId, { type: 'job', id: found.jobId, version: 0 });
    return shown(ctx, found);
  };
  mount(app, access, importRoutes, {
    get: async (ctx, { params }) => shown(ctx, await ctx.tenant((tx) => mine(tx, ctx.principal, params.id))),
    rows: (ctx, { params, query }) =>
      ctx.tenant(async (tx) => {
        const { rows, ...page } = await store.listRows(tx, await mine(tx, ctx.principal, params.id), query);
        return {
          ...page,
          items: rows.map(({ line, state, cells, errors, warnings }) => ({
            line,
            state,
            values: cells.split(cellSeparator),
            errors: readCellErrors(errors),
            warnings: readCellErrors(warnings),
          })),
        };
      }),
    table: async (ctx, { params, body }) =>
      changed(ctx, await ctx.tenant((tx) => chooseTable(tx, ctx, specs, params.id, body))),
    map: async (ctx, { params, body }) => changed(ctx, await ctx.tenant((tx) => map(tx, ctx, specs, params.id, body))),
    apply: async (ctx, { params }) => changed(ctx, await ctx.tenant((tx) => apply(tx, ctx, specs, params.id))),
    cancel: async (ctx, { params }) => {
      const found = await ctx.tenant((tx) => cancel(tx, ctx, params.id));
      await dropFile(ctx.tenant, files, found.id);
      return changed(ctx, found);
    },
    undo: async (ctx, { params }) => changed(ctx, await ctx.tenant((tx) => undo(tx, ctx, params.id))),
  });
  mountUpload(app, slice, (ctx, found) => changed(ctx, found));
}

/** An import of the principal, locked; the right to import is asked for at each step. @throws Refusal not-found or forbidden */
export async function mine(tx: Tx, principal: Principal, id: string): Promise<ImportRecord> {
  const found = await store.lockMine(tx, principal, id);
  checkMayImport(principal, found.kind);
  return found;
}

async function map(
  tx: Tx,
  ctx: Ctx,
  specs: ImportSpecs,
  id: string,
  { mapping, onExisting, assignTo, shares, forAll, choices = {} }: Mapping,
): Promise<ImportRecord> {
  const found = await mine(tx, ctx.principal, id);
  if (found.state !== 'mapping' && found.state !== 'ready') throw new Refusal('import.wrong-state');
  const fields = await fieldsOf(specs[found.kind], tx, ctx.principal);
  const merged = mergedInData(found);
  if (merged !== null) throw new Refusal('import.merged-cells', { range: merged });
  checkMapping(fields, found, mapping);
  checkForAll(fields, forAll ?? {});
  if (shares && shares.length !== assignTo?.length)
    throw new Refusal('input.invalid', undefined, [{ path: 'shares', rule: 'length' }]);
  if (assignTo?.length) await checkAgents(tx, ctx.principal, found.kind, assignTo);
  await store.rememberMapping(
    tx,
    ctx.principal,
    found.kind,
    found.columns.map(({ name }) => name),
    mapping,
  );
  await audit(tx, ctx, {
    action: 'import.map',
    recordType: 'import',
    recordId: id,
    recordName: found.fileName,
    after: {
      kind: found.kind,
      mapping,
      onExisting,
      assignTo: assignTo ?? null,
      ...(shares && { shares }),
      ...(forAll && { forAll }),
      choices,
    },
  });
  await store.updateImport(tx, id, {
    mapping,
    onExisting,
    assignTo: assignTo ?? null,
    assignShares: shares ?? null,
    ...(forAll && { forAll }),
    choices: { ...found.choices, ...choices },
    state: 'checking',
    counts: null,
    reasons: [],
    warnings: [],
  });
  return step(tx, ctx, found, 'import.check', found.fileRows);
}

/** Another head of the same sheet is known at once; another sheet is read first. */
async function chooseTable(tx: Tx, ctx: Ctx, specs: ImportSpecs, id: string, body: Table): Promise<ImportRecord> {
  const found = await mine(tx, ctx.principal, id);
  if (found.state !== 'mapping' && found.state !== 'ready') throw new Refusal('import.wrong-state');
  if (body.sheet >= found.sheets.length)
    throw new Refusal('input.invalid', undefined, [{ path: 'sheet', rule: 'reference' }]);
  await audit(tx, ctx, {
    action: 'import.table',
    recordType: 'import',
    recordId: id,
    recordName: found.fileName,
    after: { kind: found.kind, ...body },
  });
  const fresh = { counts: null, reasons: [], warnings: [] };
  if (body.sheet !== found.sheet) {
    await store.updateImport(tx, id, { ...fresh, sheet: body.sheet, questions: [], state: 'reading' });
    return step(tx, ctx, found, 'import.read', undefined);
  }
  const moved = moveHead(found, body);
  await store.updateImport(tx, id, {
    ...fresh,
    ...moved,
    state: 'mapping',
    mapping: await proposeMapping(tx, await fieldsOf(specs[found.kind], tx, ctx.principal), found, moved.columns),
  });
  return mine(tx, ctx.principal, id);
}

/** @throws Refusal input.invalid for what cannot be set. */
function checkForAll(fields: readonly FieldSpec[], forAll: Readonly<Record<string, string>>): void {
  const isSettable = ([key, word]: [string, string]): boolean =>
    fields.some((field) => field.key === key && field.settable?.includes(word));
  if (!Object.entries(forAll).every(isSettable))
    throw new Refusal('input.invalid', undefined, [{ path: 'forAll', rule: 'enum' }]);
}

function checkMapping(fields: readonly FieldSpec[], found: ImportRecord, mapping: Mapping['mapping']): void {
  const wrong = (rule: string): Refusal => new Refusal('input.invalid', undefined, [{ path: 'mapping', rule }]);
  const used = mapping.filter((key) => key !== null);
  if (mapping.length !== found.columns.length) throw wrong('length');
  if (new Set(used).size < used.length) throw wrong('unique');
  if (used.some((key) => !fields.some((field) => field.key === key))) throw wrong('enum');
  const files = fields.find((field) => field.holdsFiles && used.includes(field.key));
  if (files)
    throw new Refusal('import.files-column', { field: files.head['zh-CN'] }, [
      { path: 'mapping', rule: 'file', limit: files.key },
    ]);
  const missing = fields.find((field) => field.isRequired && !used.includes(field.key));
  if (missing)
    throw new Refusal('import.missing-column', { field: missing.head['zh-CN'] }, [
      { path: 'mapping', rule: 'required', limit: missing.key },
    ]);
}

/** To whom the importer may give rows, as far as they hold the permission to import: themselves, agents of their departments, or all. */
async function checkAgents(tx: Tx, principal: Principal, kind: ImportKind, ids: readonly string[]): Promise<void> {
  const permission = importKinds[kind];
  const known = await tx
    .selectFrom('agents as a')
    .innerJoin('users as u', (join) => join.onRef('u.tenantId', '=', 'a.tenantId').onRef('u.id', '=', 'a.id'))
    .select('a.id')
    .where('a.id', 'in', ids)
    .where(condition({ owner: 'a.id', department: 'u.departmentId' }, rangeOf(principal, permission)))
    .execute();
  if (known.length < new Set(ids).size)
    throw new Refusal('input.invalid', undefined, [{ path: 'assignTo', rule: 'reference' }]);
}

async function apply(tx: Tx, ctx: Ctx, specs: ImportSpecs, id: string): Promise<ImportRecord> {
  const found = await mine(tx, ctx.principal, id);
  if (found.state !== 'ready') throw new Refusal('import.wrong-state');
  await specs[found.kind].admit?.(tx, ctx, id);
  await audit(tx, ctx, {
    action: 'import.apply',
    recordType: 'import',
    recordId: id,
    recordName: found.fileName,
    after: { kind: found.kind, onExisting: found.onExisting, counts: found.counts },
  });
  await store.updateImport(tx, id, { state: 'applying', error: null });
  return step(tx, ctx, found, 'import.apply', found.counts?.rows);
}

/** What is running stops with its batch; what waits for its owner is simply given up. */
async function cancel(tx: Tx, ctx: Ctx, id: string): Promise<ImportRecord> {
  const found = await mine(tx, ctx.principal, id);
  if (store.endedStates.includes(found.state)) throw new Refusal('import.wrong-state');
  if ((await cancelJob(tx, found.jobId)) !== 'asked') await store.updateImport(tx, id, { state: 'cancelled' });
  await audit(tx, ctx, { action: 'import.cancel', recordType: 'import', recordId: id, recordName: found.fileName });
  return mine(tx, ctx.principal, id);
}

async function undo(tx: Tx, ctx: Ctx, id: string): Promise<ImportRecord> {
  const found = await mine(tx, ctx.principal, id);
  if (!canUndo(found)) throw new Refusal('import.wrong-state');
  await audit(tx, ctx, { action: 'import.undo', recordType: 'import', recordId: id, recordName: found.fileName });
  await store.updateImport(tx, id, { state: 'undoing' });
  return step(tx, ctx, found, 'import.undo', found.counts?.rows);
}

const canUndo = (found: ImportRecord): boolean =>
  found.appliedLine > 0 && (found.state === 'applied' || found.state === 'cancelled');

async function step(
  tx: Tx,
  ctx: Ctx,
  found: ImportRecord,
  name: string,
  total: number | undefined,
): Promise<ImportRecord> {
  const jobId = await startJob(tx, ctx, {
    kind: 'import',
    subject: found.kind,
    step: name,
    importId: found.id,
    fileName: found.fileName,
    ...(total !== undefined && { total }),
  });
  await store.updateImport(tx, found.id, { jobId });
  return mine(tx, ctx.principal, found.id);
}

/** What a reply says as the row has it. */
const saidAsKept = [
  'id',
  'jobId',
  'kind',
  'state',
  'fileName',
  'bytes',
  'encoding',
  'delimiter',
  'mapping',
  'onExisting',
  'assignTo',
  'forAll',
  'counts',
  'reasons',
  'warnings',
  'error',
] as const satisfies readonly (keyof Import & keyof ImportRecord)[];

function presentImport(fields: readonly FieldSpec[], found: ImportRecord): Import {
  const { state, counts, columns } = found;
  const isOpen = !store.endedStates.includes(state);
  const readable = fields.filter(({ holdsFiles }) => !holdsFiles);
  const heads = columns.map(({ name }) => name);
  const ofFiles = matchHeads(heads, fields).map((key) => fields.some((field) => field.key === key && field.holdsFiles));
  return {
    ...partOf(found, saidAsKept),
    columns: columns.map((column, index) => ({ ...column, isOfFiles: ofFiles[index]! })),
    createdAt: found.createdAt.toISOString(),
    shares: found.assignShares,
    table: presentTable(found),
    questions: presentQuestions(found),
    fields: readable.map(({ key, isRequired, names, synonyms = [], settable = [] }) => ({
      key,
      isRequired,
      names: [...names, ...synonyms],
      settable: [...settable],
    })),
    can: [
      ...(state === 'mapping' || state === 'ready' ? (['map'] as const) : []),
      ...(state === 'ready' ? (['apply'] as const) : []),
      ...(isOpen ? (['cancel'] as const) : []),
      ...(canUndo(found) ? (['undo'] as const) : []),
      ...(countLeftOut(counts) > 0 ? (['download-errors'] as const) : []),
    ],
  };
}
