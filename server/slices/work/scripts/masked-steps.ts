/** Steps as a reader may see them whose role masks numbers, and as an editor means them who has seen them so. */
import type { ScriptStep } from '@bahu/contract/scripts.ts';
import { textFor, textFrom, type Principal } from '../../../kernel/auth/principal.ts';

type Reader = Pick<Principal, 'masksNumbers'>;

/** Every text of people in a step, changed alike. */
const withTexts = (
  step: ScriptStep,
  change: (text: string, of: (step: ScriptStep) => string | undefined) => string,
): ScriptStep => ({
  ...step,
  title: change(step.title, ({ title }) => title),
  text: change(step.text, ({ text }) => text),
  options: step.options.map((option) => ({
    ...option,
    label: change(option.label, ({ options }) => options.find(({ value }) => value === option.value)?.label),
  })),
});

export const seenSteps = (reader: Reader, steps: readonly ScriptStep[]): ScriptStep[] =>
  steps.map((step) => withTexts(step, (text) => textFor(reader, text)));

/** A number that was masked for the editor stays the one that stood there. */
export const meantSteps = (editor: Reader, steps: readonly ScriptStep[], known: readonly ScriptStep[]): ScriptStep[] =>
  steps.map((step) => {
    const before = known.find(({ id }) => id === step.id);
    return withTexts(step, (text, of) => textFrom(editor, text, (before && of(before)) ?? ''));
  });
