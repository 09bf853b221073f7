/** Words for values of the log: those of closed lists, and the data scopes of roles, which stand under the names of permissions. */
import type { WebSlice } from '../../../lib/web-slice.ts';
import { closedWord, type Texts } from './closed-words.ts';

const scopes = ['own', 'department', 'all'] as const;

/** What a list of the field calls the value, else what the data scopes of roles do, which stand under the names of permissions. */
export function valueWord(slices: readonly WebSlice[], texts: Texts, field: string | undefined, value: string) {
  const scope = scopes.find((one) => one === value);
  return closedWord(slices, texts, field, value) ?? (scope ? texts.t(`roles.scopes.${scope}`) : null);
}
