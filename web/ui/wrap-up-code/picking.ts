/** How a wrap-up code is chosen by two keys, or by looking for it: the group and the code by their digits, or a part of a name, or its initials. Pure. */
import type { OpenGroup } from '@bahu/contract/wrap-up-codes.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';

/** What was chosen and typed so far. */
export interface Picking {
  readonly groupId: string | null;
  readonly text: string;
}
export const pickingStart: Picking = { groupId: null, text: '' };

/** A group that leads to its codes, or a code; `key` chooses it while nothing is typed. */
export interface Entry {
  readonly id: string;
  readonly kind: 'group' | 'code';
  readonly label: string;
  /** The group of a code that was looked for. */
  readonly of: string;
  readonly key: string;
}

type Named = Pick<OpenGroup, 'name' | 'nameEn'>;
export const wordOf = ({ name, nameEn }: Named, language: string): string =>
  language === 'en' && nameEn !== '' ? nameEn : name;

/** The code with its group, in one line. */
export const codeWords = (
  { group, groupEn, ...code }: Named & { group: string; groupEn: string },
  language: string,
): string => `${wordOf({ name: group, nameEn: groupEn }, language)} / ${wordOf(code, language)}`;

const keys = '123456789';
const keyed = (entries: readonly Omit<Entry, 'key'>[], isKeyed: boolean): Entry[] =>
  entries.map((entry, i) => ({ ...entry, key: isKeyed ? (keys[i] ?? '') : '' }));

/** Whether a name has it, or its initials begin so. */
function fits({ name, nameEn }: Named, wanted: string): boolean {
  const names = [name, nameEn].map((text) => text.toLowerCase());
  return names.some((text) => text !== '' && (text.includes(wanted) || initialsOf(text).startsWith(wanted)));
}

/** The one group that there is needs not to be chosen. */
const groupOf = (groups: readonly OpenGroup[], { groupId }: Picking): OpenGroup | undefined =>
  groups.length === 1 ? groups[0] : groups.find(({ id }) => id === groupId);

/** What stands there to be chosen. */
export function entriesOf(groups: readonly OpenGroup[], picking: Picking, language: string): Entry[] {
  const group = groupOf(groups, picking);
  const wanted = picking.text.trim().toLowerCase();
  const codesOf = (one: OpenGroup): Omit<Entry, 'key'>[] =>
    one.codes
      .filter((code) => wanted === '' || fits(code, wanted) || fits(one, wanted))
      .map((code) => ({
        id: code.id,
        kind: 'code',
        label: wordOf(code, language),
        of: group ? '' : wordOf(one, language),
      }));
  if (group) return keyed(codesOf(group), wanted === '');
  if (wanted !== '') return keyed(groups.flatMap(codesOf), false);
  return keyed(
    groups.map((one) => ({ id: one.id, kind: 'group', label: wordOf(one, language), of: '' })),
    true,
  );
}

/** What a key chooses while nothing is typed. */
export const entryAt = (entries: readonly Entry[], key: string): Entry | undefined =>
  key === '' ? undefined : entries.find((entry) => entry.key === key);
