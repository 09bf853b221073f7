/** What an agent says in a call, step by step (坐席脚本, SPEC B): a text with variables, an answer, and where it leads. */

export const answerKinds = ['none', 'choice', 'number', 'date', 'text'] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** One of the answers of a choice. `value` is what is stored, `next` the step that it leads to; null ends the script. */
interface Option {
  readonly value: string;
  readonly label: string;
  readonly next: string | null;
}

export interface Step {
  /** Given once within the script; answers are kept under it. */
  readonly id: string;
  readonly title: string;
  /** With variables as `{{customer.name}}`. */
  readonly text: string;
  readonly answer: AnswerKind;
  /** Of a choice. */
  readonly options: readonly Option[];
  /** The code of the customer's designed field that takes the answer; empty where it is kept with the call alone. */
  readonly field: string;
  /** Where anything but a choice leads; null ends the script. */
  readonly next: string | null;
}

/** The first step is where it begins. */
export type Steps = readonly Step[];

/** The steps to which one can lead; null is the end. */
export const waysOf = ({
  answer,
  options,
  next,
}: Pick<Step, 'answer' | 'options' | 'next'>): readonly (string | null)[] =>
  answer === 'choice' ? options.map((option) => option.next) : [next];

/** A step by its id; undefined for the end, and where there is none. */
export const stepOf = (steps: Steps, id: string | null): Step | undefined => steps.find((step) => step.id === id);

/** An answer as it is kept, or null for one that the step does not take. A step without a question takes the empty text alone. */
export function readAnswer(step: Pick<Step, 'answer' | 'options'>, typed: string): string | null {
  const text = typed.trim();
  switch (step.answer) {
    case 'none':
      return text === '' ? '' : null;
    case 'choice':
      return step.options.some(({ value }) => value === text) ? text : null;
    case 'number':
      return /^-?\d{1,12}(\.\d{1,4})?$/.test(text) ? text : null;
    case 'date':
      return isDay(text) ? text : null;
    case 'text':
      return text === '' || text.length > maxAnswer ? null : text;
  }
}
export const maxAnswer = 1000;

/** A day that there is, as 2026-01-05. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Where an answer leads: a step, or null for the end. */
export const after = (step: Step, value: string): string | null =>
  step.answer === 'choice' ? (step.options.find((option) => option.value === value)?.next ?? null) : step.next;

/** What was answered, and where it has led. */
export interface Way {
  /** The steps that were answered, in their order. */
  readonly behind: readonly { readonly step: Step; readonly value: string }[];
  /** The one that is asked; null at the end. */
  readonly at: Step | null;
}

/**
 * Follows answers from the first step on, as far as they go. Each is one of a step's at that moment: whoever comes to a step again answers it again, so
 * answers are a list in their order and not one of each step.
 */
export function follow(steps: Steps, answers: readonly { readonly stepId: string; readonly value: string }[]): Way {
  const behind: { step: Step; value: string }[] = [];
  let at = steps[0] ?? null;
  for (const { stepId, value } of answers) {
    if (at === null || at.id !== stepId) break;
    behind.push({ step: at, value });
    at = stepOf(steps, after(at, value)) ?? null;
  }
  return { behind, at };
}
