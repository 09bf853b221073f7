/** The list of values of a field while it is edited: in the order of its tree, with moving, adding and retiring. Pure. */
import type { Field } from '@bahu/contract/fields.ts';
import { fieldLimits } from '@bahu/domain/fields/field.ts';

export type OptionLine = Field['options'][number];
export interface PlacedLine {
  readonly option: OptionLine;
  readonly depth: number;
  /** From 1, among those on its level below the same one. */
  readonly place: number;
  readonly count: number;
}

const siblingsOf = (options: readonly OptionLine[], { parentId }: OptionLine): OptionLine[] =>
  options.filter((one) => one.parentId === parentId);

/** The options in their order; of a cascading list each is followed by those below it. */
export function placedLines(options: readonly OptionLine[], isCascade: boolean): PlacedLine[] {
  if (!isCascade) return options.map((option, at) => ({ option, depth: 0, place: at + 1, count: options.length }));
  const ids = new Set(options.map(({ id }) => id));
  const below = (parentId: string | null, depth: number): PlacedLine[] => {
    const here = options.filter(
      (one) => (one.parentId !== null && ids.has(one.parentId) ? one.parentId : null) === parentId,
    );
    return here.flatMap((option, at) => [
      { option, depth, place: at + 1, count: here.length },
      ...below(option.id, depth + 1),
    ]);
  };
  return below(null, 0);
}

/** The options with one of them at the place of another on its level; without a change when they stand on different ones. */
export function movedTo(options: readonly OptionLine[], id: string, otherId: string, isCascade: boolean): OptionLine[] {
  const [moved, other] = [id, otherId].map((wanted) => options.find((one) => one.id === wanted));
  if (!moved || !other || moved === other || (isCascade && moved.parentId !== other.parentId)) return [...options];
  const isForward = options.indexOf(moved) < options.indexOf(other);
  const rest = options.filter((one) => one !== moved);
  const at = rest.indexOf(other) + (isForward ? 1 : 0);
  return [...rest.slice(0, at), moved, ...rest.slice(at)];
}

/** The options with one moved a step up or down among those of its level. */
export function movedBy(options: readonly OptionLine[], id: string, step: -1 | 1, isCascade: boolean): OptionLine[] {
  const option = options.find((one) => one.id === id);
  if (!option) return [...options];
  const level = isCascade ? siblingsOf(options, option) : options;
  const other = level[level.indexOf(option) + step];
  return other ? movedTo(options, id, other.id, isCascade) : [...options];
}

/** Whether the server gave the option its id, so that records may have it. */
export const isStored = ({ id }: OptionLine): boolean => /^o[0-9]+$/.test(id);

/** With a new option at the end of its level. */
export function added(options: readonly OptionLine[], parentId: string | null): { options: OptionLine[]; id: string } {
  const taken = new Set(options.map(({ id }) => id));
  const count = Array.from({ length: options.length + 1 }, (_, i) => i + 1).find((next) => !taken.has(`new-${next}`))!;
  const id = `new-${count}`;
  const option: OptionLine = { id, code: '', labels: { zh: '', en: '' }, color: '', parentId, isRetired: false };
  return { options: [...options, option], id };
}

/** Without a new option and what stands below it; one that is stored is retired instead, and back again, because records may have it. */
export function toggled(options: readonly OptionLine[], id: string): OptionLine[] {
  const option = options.find((one) => one.id === id);
  if (!option) return [...options];
  if (isStored(option)) return options.map((one) => (one === option ? { ...one, isRetired: !one.isRetired } : one));
  const gone = new Set([id]);
  for (let before = 0; before < gone.size;) {
    before = gone.size;
    for (const one of options) if (one.parentId !== null && gone.has(one.parentId)) gone.add(one.id);
  }
  return options.filter((one) => !gone.has(one.id));
}

export const changedLine = (options: readonly OptionLine[], id: string, part: Partial<OptionLine>): OptionLine[] =>
  options.map((one) => (one.id === id ? { ...one, ...part } : one));

/** What an editor may leave empty: the English label is the Chinese one then, and the code the next free one. Lines without any word are left out. */
export function completed(options: readonly OptionLine[]): OptionLine[] {
  const codes = new Set(options.map(({ code }) => code));
  let next = 0;
  const freeCode = (): string => {
    do next += 1;
    while (codes.has(`v${next}`));
    return `v${next}`;
  };
  return options
    .filter(({ id, code, labels }) => isStored({ id } as OptionLine) || (code + labels.zh + labels.en).trim() !== '')
    .map((option) => {
      const zh = option.labels.zh.trim() || option.labels.en.trim();
      const labels = { zh, en: option.labels.en.trim() || zh };
      return { ...option, code: option.code.trim() || freeCode(), labels };
    });
}

/** Whether another level may stand below an option. */
export const mayHoldMore = (depth: number): boolean => depth + 1 < fieldLimits.levels;
