/** Words for values of closed lists, by the field that holds them: the log keeps `required`, its reader sees what the settings call it. */
import type { i18n } from 'i18next';
import { sheetTitle, sheetOf, type WebSlice } from '../../../lib/web-slice.ts';

export type Texts = Pick<i18n, 'exists' | 't' | 'language'>;

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
