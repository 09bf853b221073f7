/** What other slices show of changes of their own records. */
export { closedWord } from './closed-words.ts';
export { differences, type FieldChange } from './difference.ts';
