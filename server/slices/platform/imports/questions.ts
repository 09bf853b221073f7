/** What an import asks once for many rows: how it is decided. */
import { importQuestionKeys, importQuestions, type Import, type ImportChoices } from '@bahu/contract/imports.ts';
import type { ImportRecord } from './store.ts';

/** Each question with the user's choice, or with its standard. */
export const choicesOf = ({ choices }: Pick<ImportRecord, 'choices'>): ImportChoices =>
  Object.fromEntries(importQuestionKeys.map((key) => [key, choices[key] ?? importQuestions[key][0]])) as ImportChoices;

/** The questions that were found to concern rows, as the user sees them. */
export function presentQuestions(found: ImportRecord): Import['questions'] {
  const choices = choicesOf(found);
  return found.questions.map(({ key, rows }) => ({ key, rows, choice: choices[key] }));
}
