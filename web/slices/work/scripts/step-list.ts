/** The steps of a draft as its form changes them. Pure. */
import type { ScriptStep } from '@bahu/contract/scripts.ts';

/** An id that no step has had in this draft. */
export function newStepId(steps: readonly ScriptStep[]): string {
  const numbers = steps.map(({ id }) => Number(id.slice(1)));
  return `s${Math.max(0, ...numbers) + 1}`;
}

const blank = { title: '', text: '', answer: 'none', options: [], field: '', next: null } as const;

/** With a new step behind the last; whatever ended there leads on to it. */
export function withStep(steps: readonly ScriptStep[]): ScriptStep[] {
  const id = newStepId(steps);
  const last = steps.at(-1);
  const led = last && last.answer !== 'choice' && last.next === null ? { ...last, next: id } : last;
  return [...steps.slice(0, -1), ...(led ? [led] : []), { ...blank, options: [], id }];
}

export const changedStep = (steps: readonly ScriptStep[], id: string, part: Partial<ScriptStep>): ScriptStep[] =>
  steps.map((step) => (step.id === id ? { ...step, ...part } : step));

/** Without a step; what led to it leads where it led, where that is one way, else to the end. */
export function withoutStep(steps: readonly ScriptStep[], id: string): ScriptStep[] {
  const gone = steps.find((step) => step.id === id);
  const on = gone && gone.answer !== 'choice' && gone.next !== id ? gone.next : null;
  const past = (next: string | null): string | null => (next === id ? on : next);
  return steps
    .filter((step) => step.id !== id)
    .map((step) => ({
      ...step,
      next: past(step.next),
      options: step.options.map((option) => ({ ...option, next: past(option.next) })),
    }));
}

/** A place up or down; the first is where the script begins. */
export function movedStep(steps: readonly ScriptStep[], id: string, by: -1 | 1): ScriptStep[] {
  const at = steps.findIndex((step) => step.id === id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= steps.length) return [...steps];
  return steps.toSpliced(at, 1).toSpliced(to, 0, steps[at]!);
}

/** With a further answer, which leads where the last one leads. */
export function withOption({ options }: ScriptStep): ScriptStep['options'] {
  const taken = new Set(options.map(({ value }) => value));
  let count = options.length + 1;
  while (taken.has(String(count))) count += 1;
  return [...options, { value: String(count), label: '', next: options.at(-1)?.next ?? null }];
}
