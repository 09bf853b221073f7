/** The people of the company in words: as choices, and as names of who is in a record. Pure. */
import type { FoundPerson } from '@bahu/contract/search.ts';
import type { TFunction } from 'i18next';
import type { Option } from './form/fields.ts';

/** What is known of whose id it is. Nobody, and everybody was looked at: they were deleted. */
export interface KnownPerson {
  readonly person: FoundPerson | null;
  readonly isWhole: boolean;
}

export const isPersonId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
/** What people can be asked for by: an id or an extension. */
export const isPersonKey = (text: string): boolean => isPersonId(text) || /^[0-9]{2,8}$/.test(text);

/** By name; undefined is not known yet. */
export function nameOf(t: TFunction, known: KnownPerson | undefined): string {
  if (known === undefined) return '…';
  return known.person?.name ?? t(known.isWhole ? 'ui.people.former' : 'ui.people.unnamed');
}

/** Somebody to choose: who is disabled is called so, with the extension behind the name. */
export const optionOf = (t: TFunction, { id, name, extension, isEnabled }: FoundPerson): Option => ({
  value: id,
  label: isEnabled ? name : t('ui.people.disabled', { name }),
  note: extension,
});

/** Ids of people in values of fields of any type: those may have been fields of agents. */
export const idsIn = (values: readonly unknown[]): string[] => [
  ...new Set(values.flat().filter((value): value is string => typeof value === 'string' && isPersonId(value))),
];
