/** How a script is read in a call: begun, answered, taken back. It keeps to the version with which it was begun. */
import { sql } from 'kysely';
import type { Input } from '@bahu/contract/route.ts';
import {
  scriptLimits,
  type ScriptOfCall,
  type ScriptRun,
  type ScriptStep,
  type scriptRoutes,
} from '@bahu/contract/scripts.ts';
import { follow, readAnswer, type Step } from '@bahu/domain/scripts/script.ts';
import { renderText } from '@bahu/domain/scripts/variables.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import { openRecord } from '../../../kernel/open-records.ts';
import { fillFields, type Filled } from '../../crm/customers/index.ts';
import { offeredScripts } from './store.ts';
import { valuesFor } from './values.ts';

interface Run {
  id: string;
  scriptId: string;
  number: number;
  callId: string;
  name: string;
  steps: ScriptStep[];
}
type Answers = { stepId: string; value: string }[];

const runs = (tx: Tx, reader: Principal) =>
  tx
    .selectFrom('scriptRuns as r')
    .innerJoin('scripts as s', (join) => join.onRef('s.tenantId', '=', 'r.tenantId').onRef('s.id', '=', 'r.scriptId'))
    .innerJoin('scriptVersions as v', (join) =>
      join
        .onRef('v.tenantId', '=', 'r.tenantId')
        .onRef('v.scriptId', '=', 'r.scriptId')
        .onRef('v.number', '=', 'r.number'),
    )
    .select(['r.id', 'r.scriptId', 'r.number', 'r.callId', 's.name', 'v.steps'])
    .where('r.agentId', '=', reader.userId);

const answersOf = (tx: Tx, runId: string): Promise<Answers> =>
  tx.selectFrom('scriptAnswers').select(['stepId', 'value']).where('runId', '=', runId).orderBy('seq').execute();

/** A call that the reader answered or placed, or that rang at them. @throws Refusal not-found. */
async function mustBeOwn(tx: Tx, reader: Principal, callId: string) {
  const call = await openRecord(tx, reader, 'call', callId);
  if (!call?.isOwn) throw new Refusal('not-found');
  return call;
}

/** What the reader reads in a call, and what they can begin. */
export async function scriptOfCall(tx: Tx, reader: Principal, callId: string): Promise<ScriptOfCall> {
  const { queueId } = await mustBeOwn(tx, reader, callId);
  const offered = await offeredScripts(tx, queueId);
  const run = await runs(tx, reader)
    .where('r.callId', '=', callId)
    .orderBy('r.startedAt', 'desc')
    .orderBy('r.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    offered: offered.map(({ id, name, isBound }) => ({ id, name: textFor(reader, name), isBound })),
    run: run ? await present(tx, reader, run) : null,
  };
}

/** One that is open in the call goes on. @throws Refusal not-found, script.not-offered, or script.too-often. */
export async function beginScript(tx: Tx, reader: Principal, callId: string, scriptId: string): Promise<ScriptRun> {
  const { queueId } = await mustBeOwn(tx, reader, callId);
  const offered = await offeredScripts(tx, queueId);
  const script = offered.find(({ id }) => id === scriptId);
  if (!script) throw new Refusal('script.not-offered');
  const { tenantId, userId: agentId } = reader;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`script ${agentId} ${callId}`}, 0))`.execute(tx);
  const open = await runs(tx, reader)
    .where('r.callId', '=', callId)
    .where('r.scriptId', '=', scriptId)
    .where('r.number', '=', script.publishedNumber!)
    .where('r.endedAt', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (open) return present(tx, reader, open);
  const { count } = await runs(tx, reader)
    .where('r.callId', '=', callId)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (count >= scriptLimits.runs) throw new Refusal('script.too-often');
  const id = newId();
  await tx
    .insertInto('scriptRuns')
    .values({ tenantId, id, scriptId, number: script.publishedNumber!, callId, agentId })
    .execute();
  return present(tx, reader, await mustHold(tx, reader, id));
}

/** One's own, held until the end of the transaction. @throws Refusal not-found. */
async function mustHold(tx: Tx, reader: Principal, id: string): Promise<Run> {
  const run = await runs(tx, reader).where('r.id', '=', id).forUpdate('r').executeTakeFirst();
  if (!run) throw new Refusal('not-found');
  return run;
}

type Body = Input<typeof scriptRoutes.answer>['body'];
interface Answered {
  run: ScriptRun;
  /** The customer whose field has taken it. */
  filled: Filled | null;
}

/** @throws Refusal not-found, script.moved-on where another step is asked by now, script.answer-invalid. */
export async function answerStep(tx: Tx, ctx: Ctx, id: string, { seq, step: stepId, value }: Body): Promise<Answered> {
  const { principal: reader } = ctx;
  const run = await mustHold(tx, reader, id);
  const answers = await answersOf(tx, id);
  const { at } = follow(run.steps, answers);
  if (!at || at.id !== stepId || answers.length !== seq) throw new Refusal('script.moved-on');
  const kept = readAnswer(at, value);
  if (kept === null) throw new Refusal('script.answer-invalid', undefined, [{ path: 'value', rule: 'format' }]);
  await tx
    .insertInto('scriptAnswers')
    .values({ tenantId: reader.tenantId, runId: id, seq, stepId, value: kept })
    .execute();
  await noteEnd(tx, run, [...answers, { stepId, value: kept }]);
  const filled = await fill(tx, ctx, run, at, kept);
  return { run: await present(tx, reader, run, at.field === '' || at.answer === 'none' || filled !== null), filled };
}

/** @throws Refusal script.answer-invalid for what the field does not take. */
async function fill(tx: Tx, ctx: Ctx, { callId }: Run, { answer, field }: Step, value: string): Promise<Filled | null> {
  if (field === '' || answer === 'none') return null;
  const call = await openRecord(tx, ctx.principal, 'call', callId);
  if (!call?.customerId) return null;
  try {
    return await fillFields(tx, ctx, call.customerId, { [field]: value });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'input.invalid') throw error;
    throw new Refusal('script.answer-invalid', undefined, [{ path: 'value', rule: 'format' }]);
  }
}

/** Takes the last answer back; what a customer’s field took stays until it is answered again. @throws Refusal not-found. */
export async function goBack(tx: Tx, reader: Principal, id: string): Promise<ScriptRun> {
  const run = await mustHold(tx, reader, id);
  const answers = await answersOf(tx, id);
  await tx
    .deleteFrom('scriptAnswers')
    .where('runId', '=', id)
    .where('seq', '>=', answers.length - 1)
    .execute();
  await noteEnd(tx, run, answers.slice(0, -1));
  return present(tx, reader, run);
}

async function noteEnd(tx: Tx, { id, steps }: Run, answers: Answers): Promise<void> {
  const isOver = follow(steps, answers).at === null;
  await tx
    .updateTable('scriptRuns')
    .set({ endedAt: isOver ? sql<Date>`now()` : null })
    .where('id', '=', id)
    .execute();
}

async function present(tx: Tx, reader: Principal, run: Run, isFieldKept = true): Promise<ScriptRun> {
  const { behind, at } = follow(run.steps, await answersOf(tx, run.id));
  const valueOf = await valuesFor(tx, reader, run.callId);
  const step = at && {
    id: at.id,
    title: textFor(reader, at.title),
    text: textFor(reader, renderText(at.text, valueOf)),
    answer: at.answer,
    options: at.options.map(({ value, label }) => ({ value, label: textFor(reader, label) })),
  };
  return {
    id: run.id,
    scriptId: run.scriptId,
    name: textFor(reader, run.name),
    number: run.number,
    step,
    behind: behind.map(({ step: { id, title, options }, value }) => ({
      stepId: id,
      title: textFor(reader, title),
      answer: textFor(reader, options.find((option) => option.value === value)?.label ?? value),
    })),
    isFieldKept,
  };
}
