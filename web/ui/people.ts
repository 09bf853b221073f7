/** The people of the company, as names and as choices: the reader among them, and who is disabled. Pure. */
import type { Directory } from '@bahu/contract/desk.ts';
import type { Option } from './form/fields.ts';

export type Person = Directory['others'][number];

/** Everybody whom the directory names, by extension; without one the reader alone. */
export function peopleOf(
  directory: Pick<Directory, 'colleagues' | 'others'> | undefined,
  reader: Person | null,
): readonly Person[] {
  if (!directory) return reader ? [reader] : [];
  const colleagues = directory.colleagues.map(({ agentId, name, extension }) => ({
    agentId,
    name,
    extension,
    isEnabled: true,
  }));
  return [...colleagues, ...directory.others].sort((a, b) => a.extension.localeCompare(b.extension));
}

/** Those who are disabled come last, to be found by and not to be chosen anew; `disabledWord` says that they are. */
export function choicesOf(people: readonly Person[], disabledWord: (name: string) => string): Option[] {
  return people
    .toSorted((a, b) => Number(b.isEnabled) - Number(a.isEnabled))
    .map(({ agentId, name, extension, isEnabled }) => ({
      value: agentId,
      label: isEnabled ? name : disabledWord(name),
      note: extension,
      ...(!isEnabled && { isDisabled: true }),
    }));
}

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Names by id: `nobody` for the id of somebody who is not among these people, null for what is no id at all. */
export function namesOf(people: readonly Person[], nobody: string): (id: string) => string | null {
  const names = new Map(people.map(({ agentId, name }) => [agentId, name]));
  return (id) => names.get(id) ?? (isId(id) ? nobody : null);
}
