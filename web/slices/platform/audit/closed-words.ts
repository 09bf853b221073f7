/** Words for values of closed lists, by the field that holds them: the log keeps `required`, its reader sees what the settings call it. */
import type { i18n } from 'i18next';
import { sheetTitle, sheetOf, type WebSlice } from '../../../lib/web-slice.ts';

const scopes = ['own', 'department', 'all'] as const;
type Texts = Pick<i18n, 'exists' | 't' | 'language'>;

/** What a list of the field calls the value, else what the data scopes of roles do, which stand under the names of permissions. */
export function valueWord(slices: readonly WebSlice[], texts: Texts, field: string | undefined, value: string) {
  const scope = scopes.find((one) => one === value);
  return closedWord(slices, texts, field, value) ?? (scope ? texts.t(`roles.scopes.${scope}`) : null);
}

/** Null: no slice has a closed list for the field, or this value is of none. */
export function closedWord(
  slices: readonly WebSlice[],
  texts: Texts,
  field: string | undefined,
  value: string,
): string | null {
  const found = slices
    .flatMap(({ words }) => (field !== undefined && words && Object.hasOwn(words, field) ? [words[field]!] : []))
    .map((place) => `${place}.${value}`)
    .find((key) => texts.exists(key));
  if (found !== undefined) return texts.t(found as never);
  // What is imported and exported, and whose fields are designed, has its name there.
  const isKind = field === 'kind' || field === 'owner';
  return isKind && sheetOf(slices, value) ? sheetTitle(slices, value, texts.language) : null;
}
