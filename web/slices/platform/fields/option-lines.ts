/** The list of values of a field as lines of the designer's form: in the order of its tree, with moving, adding and retiring. Pure. */
import type { Field } from '@bahu/contract/fields.ts';
import { fieldLimits } from '@bahu/domain/fields/field.ts';
import { isNewLine, type LineRules, type PlacedLine } from '../../../ui/form/line-items.ts';

type Option = Field['options'][number];
/** A value with its labels beside one another. */
export type OptionLine = Omit<Option, 'labels'> & Option['labels'];

export const lineOfOption = ({ labels: { zh, en }, ...option }: Option): OptionLine => ({ ...option, zh, en });
export const blankOption: Omit<OptionLine, 'id'> = {
  code: '',
  zh: '',
  en: '',
  color: '',
  parentId: null,
  isRetired: false,
};

/** The options in their order; of a cascading list each is followed by those below it. */
function placed(options: readonly OptionLine[], isCascade: boolean): PlacedLine<OptionLine>[] {
  const ids = new Set(options.map(({ id }) => id));
  const all = options.map((line, index) => ({ line, index }));
  const below = (parentId: string | null, depth: number): PlacedLine<OptionLine>[] => {
    const here = all.filter(
      ({ line }) => (isCascade && line.parentId !== null && ids.has(line.parentId) ? line.parentId : null) === parentId,
    );
    return here.flatMap((one, at) => [
      { ...one, depth, place: at + 1, count: here.length },
      ...(isCascade ? below(one.line.id, depth + 1) : []),
    ]);
  };
  return below(null, 0);
}

/** With one of them at the place of another on its level; without a change when they stand on different ones. */
function movedTo(options: readonly OptionLine[], id: string, otherId: string, isCascade: boolean): OptionLine[] {
  const [moved, other] = [id, otherId].map((wanted) => options.find((one) => one.id === wanted));
  if (!moved || !other || moved === other || (isCascade && moved.parentId !== other.parentId)) return [...options];
  const isForward = options.indexOf(moved) < options.indexOf(other);
  const rest = options.filter((one) => one !== moved);
  return rest.toSpliced(rest.indexOf(other) + (isForward ? 1 : 0), 0, moved);
}

/** With one moved a step up or down among those of its level. */
function movedBy(options: readonly OptionLine[], id: string, step: -1 | 1, isCascade: boolean): OptionLine[] {
  const option = options.find((one) => one.id === id);
  if (!option) return [...options];
  const level = isCascade ? options.filter(({ parentId }) => parentId === option.parentId) : options;
  const other = level[level.indexOf(option) + step];
  return other ? movedTo(options, id, other.id, isCascade) : [...options];
}

/** Without a new option and what stands below it; one that is stored is retired instead, and back again, because records may have it. */
function toggled(options: readonly OptionLine[], id: string): OptionLine[] {
  const option = options.find((one) => one.id === id);
  if (!option) return [...options];
  if (!isNewLine(option)) return options.map((one) => (one === option ? { ...one, isRetired: !one.isRetired } : one));
  const gone = new Set([id]);
  for (let before = 0; before < gone.size;) {
    before = gone.size;
    for (const one of options) if (one.parentId !== null && gone.has(one.parentId)) gone.add(one.id);
  }
  return options.filter((one) => !gone.has(one.id));
}

export const optionRules = (isCascade: boolean): LineRules<OptionLine> => ({
  placed: (options) => placed(options, isCascade),
  movedTo: (options, id, otherId) => movedTo(options, id, otherId, isCascade),
  movedBy: (options, id, step) => movedBy(options, id, step, isCascade),
  removed: toggled,
  added(options, line, { after, below }) {
    const before = options.findIndex(({ id }) => id === after);
    const parentId = below ?? options[before]?.parentId ?? null;
    return options.toSpliced(before < 0 ? options.length : before + 1, 0, { ...line, parentId });
  },
  mayHoldMore: ({ depth }) => isCascade && depth + 1 < fieldLimits.levels,
});

/** What an editor may leave empty: the English label is the Chinese one then, and the code the next free one. Lines without any word are left out. */
export function completed(options: readonly OptionLine[]): Option[] {
  const codes = new Set(options.map(({ code }) => code));
  let next = 0;
  const freeCode = (): string => {
    do next += 1;
    while (codes.has(`v${next}`));
    return `v${next}`;
  };
  return options
    .filter((option) => !isNewLine(option) || (option.code + option.zh + option.en).trim() !== '')
    .map(({ zh, en, ...option }) => {
      const label = zh.trim() || en.trim();
      const labels = { zh: label, en: en.trim() || label };
      return { ...option, code: option.code.trim() || freeCode(), labels };
    });
}
