/** Scripts as their routes keep them: the draft with what is checked of it at each save, and publishing. */
import type { Input } from '@bahu/contract/route.ts';
import type { Script, ScriptHead, ScriptStep, scriptRoutes } from '@bahu/contract/scripts.ts';
import { isUsed } from '@bahu/domain/fields/field.ts';
import { scriptErrors, stepErrors, type ScriptError, type ScriptField } from '@bahu/domain/scripts/check.ts';
import { differentSteps } from '@bahu/domain/scripts/difference.ts';
import { audit } from '../../../kernel/audit.ts';
import { mayChange, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { newestFirst } from '../../../kernel/keyset.ts';
import { findRecord, type RecordSpec } from '../../../kernel/http/record-handlers.ts';
import { writeQueues } from '../../../kernel/queue-targets.ts';
import { listFields } from '../../platform/fields/index.ts';
import { meantSteps, seenSteps } from './masked-steps.ts';
import { describedScripts, foundScripts, readHeads, scriptTargets } from './store.ts';

type Query = Input<typeof scriptRoutes.list>['query'];
type Body = Input<typeof scriptRoutes.create>['body'];
type HeadRow = Awaited<ReturnType<typeof readHeads>>[number];
type Row = Awaited<ReturnType<ReturnType<typeof describedScripts>['execute']>>[number];

/** The customers' fields that can take answers, and stand in texts. */
async function scriptFields(tx: Tx): Promise<ScriptField[]> {
  const fields = await listFields(tx, 'customers');
  return fields
    .filter((field) => isUsed(field) && !field.builtIn)
    .map(({ key, type, options }) => ({
      key,
      type,
      values: options.filter(({ isRetired }) => !isRetired).map(({ code }) => code),
    }));
}

/** @throws Refusal script.incomplete, with the places in the steps. */
function mustBeFree(errors: readonly ScriptError[], steps: readonly ScriptStep[]): void {
  if (errors.length === 0) return;
  const fields = errors.map(({ stepId, rule, about }) => ({
    path: stepId === null ? 'steps' : `steps.${steps.findIndex(({ id }) => id === stepId)}`,
    rule,
    limit: about,
  }));
  throw new Refusal('script.incomplete', undefined, fields);
}

/** What no draft may have, however unfinished. @throws Refusal script.incomplete for an unknown variable, input.invalid for two steps of one id. */
async function writeSteps(tx: Tx, author: Principal, id: string, typed: readonly ScriptStep[]): Promise<void> {
  const known = await tx.selectFrom('scripts').select('steps').where('id', '=', id).executeTakeFirstOrThrow();
  const steps = meantSteps(author, typed, known.steps);
  const ids = steps.map((step) => step.id);
  const again = ids.findIndex((one, i) => ids.indexOf(one) < i);
  if (again >= 0) throw new Refusal('input.invalid', undefined, [{ path: `steps.${again}.id`, rule: 'taken' }]);
  const fields = await scriptFields(tx);
  const errors = steps.flatMap((step) => stepErrors(step, steps, fields));
  mustBeFree(
    errors.filter(({ rule }) => rule === 'unknown-variable'),
    steps,
  );
  await tx
    .updateTable('scripts')
    .set({ steps: JSON.stringify(steps) })
    .where('id', '=', id)
    .execute();
}

export const scripts: RecordSpec<Row, Query, Script> = {
  type: 'script',
  table: 'scripts',
  alias: 's',
  described: (tx) => describedScripts(tx),
  found: foundScripts,
  isManaged: 'script.manage',
  parts: {
    names: ['steps', 'queueIds'],
    write: async (tx, author, id, parts) => {
      const { steps, queueIds } = parts as Pick<Body, 'steps' | 'queueIds'>;
      if (queueIds) await writeQueues(tx, scriptTargets, { tenantId: author.tenantId, id }, queueIds);
      if (steps) await writeSteps(tx, author, id, steps);
    },
  },
  taken: { index: 'scripts_by_name', code: 'script.name-taken', path: 'name' },
  /** What was read in calls stays. */
  onRemove: async (tx, { id }) => {
    const run = await tx.selectFrom('scriptRuns').select('id').where('scriptId', '=', id).limit(1).executeTakeFirst();
    if (run) throw new Refusal('script.in-use');
  },
  nameOf: ({ name }) => name,
  auditedFields: ['name', 'appliesTo', 'queueNames', 'isEnabled', 'steps'],
  said: ({ steps }, other) => ({ steps: differentSteps(steps, other?.steps ?? []) }),
  texts: ['name'],
  present: presentScript,
};

export function presentScript(reader: Principal, { steps, ...head }: Row): Script {
  return { ...presentHead(reader, head), steps: seenSteps(reader, steps) };
}

function presentHead(reader: Principal, { publishedAt, createdAt, ...row }: HeadRow): ScriptHead {
  const isManaged = mayChange(reader) && reader.permissions.has('script.manage');
  return {
    ...row,
    name: textFor(reader, row.name),
    publishedAt: publishedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    can: isManaged ? ['edit', 'delete'] : [],
  };
}

/** The list: of each what it says without its steps. */
export async function listHeads({ principal, tenant }: Ctx, query: Query) {
  const { rows, ...page } = await tenant(async (tx) =>
    newestFirst(tx, 'script', query, await foundScripts(tx, principal, query), (ids) => readHeads(tx, ids)),
  );
  return { ...page, items: rows.map((row) => presentHead(principal, row)) };
}

/** @throws Refusal not-found, conflict, script.incomplete, or script.unchanged where the draft is what agents get already. */
export async function publishScript(tx: Tx, ctx: Ctx, id: string, version: number): Promise<Row> {
  const { principal } = ctx;
  const draft = await findRecord(scripts, tx, principal, id);
  if (!draft) throw new Refusal('not-found');
  if (!draft.isChanged) throw new Refusal('script.unchanged');
  mustBeFree(scriptErrors(draft.steps, await scriptFields(tx)), draft.steps);
  const number = (draft.publishedNumber ?? 0) + 1;
  const { numUpdatedRows } = await tx
    .updateTable('scripts')
    .set({ publishedNumber: number, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw new Refusal('conflict');
  const { tenantId, userId } = principal;
  await tx
    .insertInto('scriptVersions')
    .values({ tenantId, scriptId: id, number, steps: JSON.stringify(draft.steps), publishedById: userId })
    .execute();
  const entry = { action: 'script.publish', recordType: 'script', recordId: id, recordName: draft.name } as const;
  await audit(tx, ctx, { ...entry, after: { number } });
  return (await findRecord(scripts, tx, principal, id))!;
}
