/** What the audit log keeps of a field, and of a change of it. */
import type { FieldOption } from '@bahu/domain/fields/field.ts';
import type { FieldRecord } from './store.ts';
import { toldValue } from './values.ts';

type Told = Readonly<Record<string, unknown>>;

const toldOption = ({ labels, color, parentId, isRetired }: FieldOption, all: readonly FieldOption[]): Told => ({
  ...labels,
  color,
  parent: all.find(({ id }) => id === parentId)?.labels.zh ?? null,
  ...(isRetired && { isRetired }),
});

const toldOptions = ({ options }: FieldRecord): Told =>
  Object.fromEntries(options.map((option) => [option.code, toldOption(option, options)]));

/** All of a field; its list of values by their codes. */
export const told = (field: FieldRecord): Told => ({
  owner: field.owner,
  key: field.key,
  type: field.type,
  labels: field.labels,
  options: toldOptions(field),
  state: field.state,
  isSearchable: field.isSearchable,
  required: field.required,
  width: field.width,
  default: toldValue(field, field.default),
});

/** What differs: of the list of values those alone that changed, and the order of those that are still offered where it is another one. */
export function toldChange(before: FieldRecord, after: FieldRecord): { before: Told; after: Told } {
  const [{ options: _was, ...was }, { options: _is, ...is }] = differing(told(before), told(after));
  const [wasOptions, isOptions] = differing(toldOptions(before), toldOptions(after));
  const isOffered = (of: FieldRecord, id: string) => of.options.some((one) => one.id === id && !one.isRetired);
  const stayed = (of: FieldRecord) =>
    of.options.filter(({ id }) => isOffered(before, id) && isOffered(after, id)).map(({ id }) => id);
  const names = new Map(after.options.map(({ id, code }) => [id, code]));
  const orderOf = (of: FieldRecord) => ({ optionOrder: stayed(of).map((id) => names.get(id)!) });
  const isOptionChanged = Object.keys({ ...wasOptions, ...isOptions }).length > 0;
  const isMoved = stayed(before).join() !== stayed(after).join();
  const part = (of: FieldRecord, values: Told, options: Told): Told => ({
    ...values,
    ...(isOptionChanged && { options }),
    ...(isMoved && orderOf(of)),
  });
  return { before: part(before, was, wasOptions), after: part(after, is, isOptions) };
}

function differing(before: Told, after: Told): [Told, Told] {
  const differs = (name: string): boolean => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  const part = (of: Told): Told => Object.fromEntries(Object.entries(of).filter(([name]) => differs(name)));
  return [part(before), part(after)];
}
