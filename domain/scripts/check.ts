/** What keeps a script from being published: found before any agent reads it. Pure. */
import type { FieldType } from '../fields/field.ts';
import { stepOf, waysOf, type AnswerKind, type Step, type Steps } from './script.ts';
import { unknownVariables } from './variables.ts';

/** What is known of a designed field of the customers. */
export interface ScriptField {
  readonly key: string;
  readonly type: FieldType;
  /** The codes of a list that are offered. */
  readonly values: readonly string[];
}

type ScriptRule =
  | 'no-steps'
  | 'no-text'
  | 'unknown-variable'
  | 'no-options'
  | 'same-option'
  | 'no-such-step'
  | 'no-such-field'
  | 'field-takes-another'
  | 'field-has-no-such-value'
  | 'unreachable'
  | 'endless';

/** `stepId` is null where it is about the whole; `about` names the variable, the step, the field or the value. */
export interface ScriptError {
  readonly stepId: string | null;
  readonly rule: ScriptRule;
  readonly about: string;
}

/** The kinds of fields that take an answer. */
const typesOf: Readonly<Record<AnswerKind, readonly FieldType[]>> = {
  none: [],
  choice: ['radio', 'select'],
  number: ['number', 'money'],
  date: ['date'],
  text: ['text', 'multi-line'],
};

/** All that is wrong, in the order of the steps; none for one that can be published. */
export function scriptErrors(steps: Steps, fields: readonly ScriptField[]): ScriptError[] {
  if (steps.length === 0) return [{ stepId: null, rule: 'no-steps', about: '' }];
  const reached = reachable(steps);
  const ending = canEnd(steps);
  return steps.flatMap((step) => [
    ...stepErrors(step, steps, fields),
    ...(reached.has(step.id) ? [] : [error(step, 'unreachable')]),
    ...(reached.has(step.id) && !ending.has(step.id) ? [error(step, 'endless')] : []),
  ]);
}

const error = ({ id }: Step, rule: ScriptRule, about = ''): ScriptError => ({ stepId: id, rule, about });

/** What is wrong with a step by itself: this much is checked with every save. */
export function stepErrors(step: Step, steps: Steps, fields: readonly ScriptField[]): ScriptError[] {
  const keys = fields.map(({ key }) => key);
  const values = step.options.map(({ value }) => value);
  const again = values.filter((value, i) => values.indexOf(value) < i);
  return [
    ...(step.text.trim() === '' ? [error(step, 'no-text')] : []),
    ...unknownVariables(step.text, keys).map((name) => error(step, 'unknown-variable', name)),
    ...(step.answer === 'choice' && step.options.length === 0 ? [error(step, 'no-options')] : []),
    ...(step.answer === 'choice' ? again.map((value) => error(step, 'same-option', value)) : []),
    ...waysOf(step).flatMap((id) => (id === null || stepOf(steps, id) ? [] : [error(step, 'no-such-step', id)])),
    ...fieldErrors(step, fields),
  ];
}

function fieldErrors(step: Step, fields: readonly ScriptField[]): ScriptError[] {
  if (step.field === '' || step.answer === 'none') return [];
  const field = fields.find(({ key }) => key === step.field);
  if (!field) return [error(step, 'no-such-field', step.field)];
  if (!typesOf[step.answer].includes(field.type)) return [error(step, 'field-takes-another', step.field)];
  if (step.answer !== 'choice') return [];
  return step.options
    .filter(({ value }) => !field.values.includes(value))
    .map(({ value }) => error(step, 'field-has-no-such-value', value));
}

/** The ids of the steps to which some answers lead. */
export function reachable(steps: Steps): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = steps.slice(0, 1);
  for (let step = waiting.pop(); step; step = waiting.pop()) {
    if (found.has(step.id)) continue;
    found.add(step.id);
    waiting.push(...waysOf(step).flatMap((id) => stepOf(steps, id) ?? []));
  }
  return found;
}

/** The ids of the steps from which some answers lead to the end; what leads nowhere that there is, ends there. */
export function canEnd(steps: Steps): ReadonlySet<string> {
  const found = new Set<string>();
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const step of steps)
      if (waysOf(step).some((id) => stepOf(steps, id) === undefined || found.has(id!))) found.add(step.id);
  }
  return found;
}
