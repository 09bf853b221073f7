/**
 * Third step, and the way back: rows are written batch by batch. Each batch is one transaction that also moves the import's line, so a process
 * that is killed anywhere leaves whole batches, and whoever goes on begins at the next one.
 */
import { turnsOf } from '@bahu/domain/customer-owners/shares.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';
import { isDeadlock, takenKey } from '../../../kernel/errors.ts';
import type { Files } from '../../../kernel/files.ts';
import { noteUndone, type JobRun, type JobStep } from '../jobs/index.ts';
import { checkMayImport, type Actor, type Applied, type Batch, type ImportSpec, type ImportSpecs } from './kind.ts';
import { dropFile, stopImport } from './stop.ts';
import * as store from './store.ts';
import type { ImportRecord } from './store.ts';

/** Told when an import has ended that may have changed what others keep in memory. */
export type OnApplied = (tenantId: string, spec: ImportSpec) => Promise<void> | void;

export function applyStep(files: Files, specs: ImportSpecs, onApplied: OnApplied): JobStep {
  return {
    run: async (run) => {
      const outcome = await walk(run, specs, onApplied, {
        line: 'appliedLine',
        during: 'applying',
        after: 'applied',
        action: 'import.apply',
        work: applyBatch,
      });
      await dropFile(run.ctx.tenant, files, run.job.importId!);
      return outcome;
    },
    stopped: async (tx, job, how) => {
      const after = await stopImport(files)(tx, job, how);
      // Whatever was written before can be undone, which a failed import cannot say of itself.
      const found = await store.findImport(tx, job.importId!);
      if (how.state === 'failed' && found && found.appliedLine > 0)
        await store.updateImport(tx, found.id, { state: 'cancelled' });
      return after;
    },
  };
}

export function undoStep(specs: ImportSpecs, onApplied: OnApplied): JobStep {
  return {
    run: (run) =>
      walk(run, specs, onApplied, {
        line: 'undoneLine',
        during: 'undoing',
        after: 'undone',
        action: 'import.undo',
        work: undoBatch,
      }),
    stopped: (tx, job) => store.updateImport(tx, job.importId!, { state: 'applied' }),
  };
}

interface Walk {
  line: 'appliedLine' | 'undoneLine';
  during: 'applying' | 'undoing';
  after: 'applied' | 'undone';
  action: 'import.apply' | 'import.undo';
  work: (tx: Tx, actor: Actor, spec: ImportSpec, found: ImportRecord, batch: Batch) => Promise<void>;
}

async function walk(run: JobRun, specs: ImportSpecs, onApplied: OnApplied, how: Walk) {
  const id = run.job.importId!;
  const { spec, last } = await run.ctx.tenant(async (tx) => {
    const found = await store.lockImport(tx, id);
    const last =
      how.line === 'undoneLine' ? found.appliedLine : found.counts?.rows === 0 ? 0 : await store.lastLine(tx, id);
    return { spec: specs[found.kind], last };
  });
  for (let isOver = false; !isOver;)
    isOver = await uncontested(spec, () => run.ctx.tenant((tx) => nextBatch(tx, run, spec, last, how)));
  const { result } = await run.ctx.tenant((tx) => finish(tx, run, how));
  await onApplied(run.ctx.tenantId, spec);
  return { result: { ...result, rows: result.created + result.updated + result.skipped } };
}

/** Nobody takes numbers so fast that a batch meets one of them each time. */
const maxTries = 20;

/**
 * A batch is one transaction, and people work meanwhile. When one of them takes what a row is about to have, or two wait for each other, the batch
 * is written again: now it sees what was taken, and leaves that row out.
 */
async function uncontested<T>({ contested }: ImportSpec, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const isContested = contested?.has(takenKey(error) ?? '') || isDeadlock(error);
      if (!isContested || tries >= maxTries) throw error;
    }
  }
}

/** Returns whether there are no more. */
async function nextBatch(tx: Tx, run: JobRun, spec: ImportSpec, last: number, how: Walk): Promise<boolean> {
  await store.commitLater(tx);
  const found = await store.lockImport(tx, run.job.importId!);
  const from = found[how.line];
  if (found.state !== how.during || from >= last) return true;
  const to = Math.min(from + spec.batchRows, last);
  const actor = await run.actor(tx);
  checkMayImport(actor.principal, found.kind);
  if (from === 0 && how.line === 'appliedLine') await spec.admit?.(tx, actor, found.id);
  await how.work(tx, actor, spec, found, {
    importId: found.id,
    from,
    to,
    onExisting: found.onExisting,
    assignTo: inTurnsOf(found.assignTo, found.assignShares),
    assigned: found.assigned,
    columnOf: (field) => found.mapping.indexOf(field),
  });
  const rows = found.counts?.rows ?? last;
  await run.progress(tx, Math.min(to, rows), rows);
  return to >= last;
}

async function applyBatch(tx: Tx, actor: Actor, spec: ImportSpec, found: ImportRecord, batch: Batch): Promise<void> {
  const { assigned, refused = [], ...counts } = await spec.apply(tx, actor, batch);
  const { created, updated, skipped } = found.result;
  const result = {
    created: created + counts.created,
    updated: updated + counts.updated,
    skipped: skipped + counts.skipped,
  };
  await store.updateImport(tx, found.id, {
    appliedLine: batch.to,
    assigned: found.assigned + assigned,
    result,
    ...(refused.length > 0 && withRefused(found, refused)),
  });
}

/** Rows that were right when they were checked, and are none any more: they are in the file of what was left out. */
function withRefused({ counts, reasons }: ImportRecord, refused: NonNullable<Applied['refused']>) {
  const sum = (state: 'new' | 'update'): number => refused.filter((row) => row.state === state).length;
  const all = [...reasons];
  for (const { field, reason } of refused) {
    const at = all.findIndex((one) => one.field === field && one.reason === reason);
    if (at < 0) all.push({ field, reason, count: 1 });
    else all[at] = { ...all[at]!, count: all[at]!.count + 1 };
  }
  return {
    reasons: all,
    ...(counts && {
      counts: {
        ...counts,
        new: counts.new - sum('new'),
        update: counts.update - sum('update'),
        invalid: counts.invalid + refused.length,
      },
    }),
  };
}

/** The result of taking back: rows removed, rows put back as they were, rows that somebody changed since and that stay. */
async function undoBatch(tx: Tx, actor: Actor, spec: ImportSpec, found: ImportRecord, batch: Batch): Promise<void> {
  const { removed, restored, kept } = await spec.undo(tx, actor, batch);
  const before = batch.from === 0 ? { created: 0, updated: 0, skipped: 0 } : found.result;
  await store.updateImport(tx, found.id, {
    undoneLine: batch.to,
    result: { created: before.created + removed, updated: before.updated + restored, skipped: before.skipped + kept },
  });
}

async function finish(tx: Tx, run: JobRun, { during, after, action }: Walk): Promise<ImportRecord> {
  const found = await store.lockImport(tx, run.job.importId!);
  if (found.state !== during) return found;
  const actor = await run.actor(tx);
  await audit(tx, actor, {
    action,
    recordType: 'import',
    recordId: found.id,
    recordName: found.fileName,
    after: { kind: found.kind, ...found.result },
  });
  await store.updateImport(tx, found.id, { state: after });
  if (after === 'undone') await noteUndone(tx, found.id, 'import.apply');
  return found;
}

/** The agents as they take turns: each as often as their share says. */
const inTurnsOf = (agents: readonly string[] | null, shares: readonly number[] | null): readonly string[] | null =>
  agents && shares ? turnsOf(shares).map((place) => agents[place]!) : agents;
