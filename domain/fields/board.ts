/** Fields by whose values a list can stand as a board: a column for each. */
import { isInForm, isVisible, type FieldDef } from './field.ts';

export const boardLimits = {
  /** More columns are no overview, and each is counted at every visit. */
  columns: 16,
  /** Records of one column are counted up to here. */
  counted: 1000,
} as const;

/** Whether a list can be shown by it: one choice of a few, by which lists filter and which forms change. */
export function makesBoard(field: FieldDef): boolean {
  const live = field.options.filter(({ isRetired }) => !isRetired).length;
  const isOneChoice = field.type === 'radio' || field.type === 'select';
  const isShown = isVisible(field) && isInForm(field) && field.isSearchable;
  return isOneChoice && isShown && live >= 2 && live < boardLimits.columns;
}

/** The columns by their codes: the empty one for records without a value, then what is offered, then what only records still have. */
export function boardCodes({ options }: FieldDef): string[] {
  const codesOf = (isRetired: boolean): string[] =>
    options.filter((option) => option.isRetired === isRetired).map(({ code }) => code);
  return ['', ...codesOf(false), ...codesOf(true)].slice(0, boardLimits.columns);
}
