/** What agents say in calls, step by step (坐席脚本, SPEC B): the script with its versions, and how it is read in a call. */
import { Type, type Static } from 'typebox';
import { answerKinds, maxAnswer } from '@bahu/domain/scripts/script.ts';
import { Id, IdParams, Nullable, Time } from './page.ts';
import { PlainRecord, recordRoutes } from './record-routes.ts';
import { routes } from './route.ts';

/** `runs`: of one agent in one call. */
export const scriptLimits = { steps: 100, options: 9, queues: 200, runs: 20 } as const;
/** `s` and a number, given once within the script. */
const StepId = Type.String({ pattern: '^s[0-9]{1,6}$' });
const Option = Type.Object(
  {
    /** What is stored; the code of a value where a field takes it. */
    value: Type.String({ minLength: 1, maxLength: 32, pattern: '\\S' }),
    label: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }),
    /** The step that it leads to; null ends the script. */
    next: Nullable(StepId),
  },
  { additionalProperties: false },
);
export const ScriptStep = Type.Object(
  {
    id: StepId,
    title: Type.String({ maxLength: 40 }),
    /** With variables as `{{customer.name}}`. */
    text: Type.String({ maxLength: 2000 }),
    answer: Type.Enum([...answerKinds]),
    options: Type.Array(Option, { maxItems: scriptLimits.options }),
    /** The code of the customer’s designed field that takes the answer; empty where it is kept with the call alone. */
    field: Type.String({ maxLength: 64 }),
    next: Nullable(StepId),
  },
  { additionalProperties: false },
);
export type ScriptStep = Static<typeof ScriptStep>;

const fields = {
  name: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }),
  /** Offered in no call by itself, in all, or in those of `queueIds`. */
  appliesTo: Type.Enum(['none', 'all', 'queues']),
  queueIds: Type.Array(Id, { maxItems: scriptLimits.queues, uniqueItems: true }),
  isEnabled: Type.Boolean(),
  /** The draft. */
  steps: Type.Array(ScriptStep, { maxItems: scriptLimits.steps }),
};
const { steps: draft, ...heads } = fields;
const ofHead = {
  ...heads,
  stepCount: Type.Integer(),
  queueNames: Type.Array(Type.String()),
  /** The version that agents get; null while there is none. */
  publishedNumber: Nullable(Type.Integer()),
  publishedAt: Nullable(Time),
  /** The draft differs from it. */
  isChanged: Type.Boolean(),
};
/** A script without its steps, which may be long. */
export const ScriptHead = PlainRecord(ofHead);
export type ScriptHead = Static<typeof ScriptHead>;
export const Script = PlainRecord({ ...ofHead, steps: draft });
export type Script = Static<typeof Script>;

export const ScriptVersion = Type.Object({
  number: Type.Integer(),
  publishedAt: Time,
  publishedByName: Nullable(Type.String()),
  /** How often it was read. */
  runs: Type.Integer(),
  stepCount: Type.Integer(),
});
export type ScriptVersion = Static<typeof ScriptVersion>;
export const ScriptSteps = Type.Object({ steps: Type.Array(ScriptStep) });
export type ScriptSteps = Static<typeof ScriptSteps>;

/** A script as it is read in a call: texts have their values, numbers are masked when the reader’s role says so. */
export const ScriptRun = Type.Object({
  id: Id,
  scriptId: Id,
  name: Type.String(),
  number: Type.Integer(),
  /** What is asked; null at the end. */
  step: Nullable(
    Type.Object({
      id: Type.String(),
      title: Type.String(),
      text: Type.String(),
      answer: Type.Enum([...answerKinds]),
      options: Type.Array(Type.Object({ value: Type.String(), label: Type.String() })),
    }),
  ),
  /** What was answered, in its order. */
  behind: Type.Array(Type.Object({ stepId: Type.String(), title: Type.String(), answer: Type.String() })),
  /** False where the customer’s field was to take the last answer and did not: there is no customer, or they are somebody else’s. */
  isFieldKept: Type.Boolean(),
});
export type ScriptRun = Static<typeof ScriptRun>;
const ScriptOfCall = Type.Object({
  /** Those for its queue first, then those that are chosen by hand. */
  offered: Type.Array(Type.Object({ id: Id, name: Type.String(), isBound: Type.Boolean() })),
  run: Nullable(ScriptRun),
});
export type ScriptOfCall = Static<typeof ScriptOfCall>;

const closed = { additionalProperties: false };
export const scriptRoutes = routes({
  ...recordRoutes({
    path: '/scripts',
    what: 'agent script',
    read: 'script.read',
    manage: 'script.manage',
    fields,
    needed: ['name'],
    query: { search: Type.String({ maxLength: 64 }), enabled: Type.Boolean() },
    record: Script,
    head: ScriptHead,
    errors: ['script.name-taken', 'script.incomplete'],
    removalErrors: ['script.in-use'],
  }),
  publish: {
    method: 'POST',
    path: '/scripts/:id/publish',
    summary: 'Make the draft the version that agents get from now on',
    permission: 'script.manage',
    params: IdParams,
    body: Type.Object({ version: Type.Integer() }, closed),
    reply: Script,
    errors: ['conflict', 'script.incomplete', 'script.unchanged'],
  },
  versions: {
    method: 'GET',
    path: '/scripts/:id/versions',
    summary: 'What was published of a script, the latest first',
    permission: 'script.read',
    params: IdParams,
    reply: Type.Object({ items: Type.Array(ScriptVersion) }),
  },
  stepsOfVersion: {
    method: 'GET',
    path: '/scripts/:id/versions/:number',
    summary: 'The steps of what was published',
    permission: 'script.read',
    params: Type.Object({ id: Id, number: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }),
    reply: ScriptSteps,
  },
  ofCall: {
    method: 'GET',
    path: '/calls/:id/script',
    summary: 'The script that I read in a call, and those that I can begin',
    permission: 'script.use',
    params: IdParams,
    reply: ScriptOfCall,
  },
  begin: {
    method: 'POST',
    path: '/calls/:id/script',
    summary: 'Begin a script in a call; it keeps to the version of this moment',
    permission: 'script.use',
    params: IdParams,
    body: Type.Object({ scriptId: Id }, closed),
    reply: ScriptRun,
    errors: ['script.not-offered', 'script.too-often'],
  },
  answer: {
    method: 'POST',
    path: '/script-runs/:id/answers',
    summary: 'Answer the step that is asked; the customer’s field takes it too where the step says so',
    permission: 'script.use',
    params: IdParams,
    body: Type.Object(
      {
        /** How many answers came before: the same one twice is refused. */
        seq: Type.Integer({ minimum: 0, maximum: 10_000 }),
        step: StepId,
        value: Type.String({ maxLength: maxAnswer }),
      },
      closed,
    ),
    reply: ScriptRun,
    errors: ['script.moved-on', 'script.answer-invalid'],
  },
  back: {
    method: 'POST',
    path: '/script-runs/:id/back',
    summary: 'Take the last answer back',
    permission: 'script.use',
    params: IdParams,
    reply: ScriptRun,
  },
});
