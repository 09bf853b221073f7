import { mergedOptions } from '@bahu/domain/fields/definition.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newLine } from '../../../ui/form/line-items.ts';
import { blankOption, completed, lineOfOption, optionRules, type OptionLine } from './option-lines.ts';

const line = (id: string, parentId: string | null = null, part: Partial<OptionLine> = {}): OptionLine => ({
  id,
  code: `code-${id}`,
  zh: `值${id}`,
  en: `Value ${id}`,
  color: '',
  parentId,
  isRetired: false,
  ...part,
});
const tree = [line('o1'), line('o2', 'o1'), line('o3'), line('o4', 'o1'), line('o5', 'o4')];
const ids = (options: readonly OptionLine[]) => options.map(({ id }) => id);
const shown = (options: readonly OptionLine[], isCascade: boolean) =>
  optionRules(isCascade)
    .placed(options)
    .map(({ line: { id }, depth, place, count }) => `${id}@${depth} ${place}/${count}`);
const [flat, cascade] = [optionRules(false), optionRules(true)];
const spec = { columns: [], blank: blankOption, maxLines: 500, addText: '' };
const added = (options: readonly OptionLine[], below?: string) => {
  const one = newLine<OptionLine>(spec, options);
  return { id: one.id, options: cascade.added(options, one, below === undefined ? {} : { below }) };
};

describe('the list of values in the designer', () => {
  it('[C6] stands as it is written, a cascading one as a tree', () => {
    expect(shown(tree, false)).toEqual(['o1@0 1/5', 'o2@0 2/5', 'o3@0 3/5', 'o4@0 4/5', 'o5@0 5/5']);
    expect(shown(tree, true)).toEqual(['o1@0 1/2', 'o2@1 1/2', 'o4@1 2/2', 'o5@2 1/1', 'o3@0 2/2']);
  });

  it('[C6] is moved step by step within a level, and stays as it is beyond its ends', () => {
    expect(shown(cascade.movedBy(tree, 'o4', -1), true)).toEqual([
      'o1@0 1/2',
      'o4@1 1/2',
      'o5@2 1/1',
      'o2@1 2/2',
      'o3@0 2/2',
    ]);
    expect(ids(cascade.movedBy(tree, 'o1', -1))).toEqual(ids(tree));
    expect(ids(cascade.movedBy(tree, 'o5', 1))).toEqual(ids(tree));
    expect(ids(flat.movedBy(tree, 'o3', 1))).toEqual(['o1', 'o2', 'o4', 'o3', 'o5']);
    expect(ids(cascade.movedTo(tree, 'o1', 'o5'))).toEqual(ids(tree));
    expect(ids(flat.movedTo(tree, 'o5', 'o1'))).toEqual(['o5', 'o1', 'o2', 'o3', 'o4']);
  });

  it('[C6] loses a new value with those below it, and retires one that records may have', () => {
    const first = added(tree);
    const second = added(first.options, first.id);
    expect(ids(flat.removed(second.options, first.id))).toEqual(ids(tree));
    expect(flat.removed(tree, 'o3').find(({ id }) => id === 'o3')!.isRetired).toBe(true);
    expect(flat.removed(flat.removed(tree, 'o3'), 'o3')).toEqual(tree);
  });

  it('[C6] is completed where it was left empty, and lines without a word are left out', () => {
    const typed = [
      line('new-1', null, { code: '', zh: ' 贵宾 ', en: '' }),
      line('new-2', null, { code: 'v1', zh: '', en: 'Normal' }),
      line('new-3', null, { code: '', zh: '', en: ' ' }),
    ];
    expect(completed(typed).map(({ code, labels }) => [code, labels.zh, labels.en])).toEqual([
      ['v2', '贵宾', '贵宾'],
      ['v1', 'Normal', 'Normal'],
    ]);
  });

  it('[C6] never loses a stored value, whatever is done to it', () => {
    const step = fc.tuple(
      fc.constantFrom('move', 'drop', 'add', 'toggle', 'change'),
      fc.nat(9),
      fc.nat(9),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let options: readonly OptionLine[] = tree;
        for (const [kind, one, other, isCascade] of steps) {
          const [id, otherId] = [one, other].map((at) => options[at % options.length]!.id) as [string, string];
          if (kind === 'move') options = optionRules(isCascade).movedBy(options, id, isCascade ? 1 : -1);
          if (kind === 'drop') options = optionRules(isCascade).movedTo(options, id, otherId);
          if (kind === 'add') ({ options } = added(options, isCascade ? id : undefined));
          if (kind === 'toggle') options = flat.removed(options, id);
          if (kind === 'change')
            options = options.map((one) => (one.id === id ? { ...one, zh: '新', en: 'new' } : one));
          expect(new Set(ids(options)).size).toBe(options.length);
        }
        const kept = mergedOptions(completed(tree), completed(options));
        expect(ids(tree).every((id) => kept.some((option) => option.id === id))).toBe(true);
        expect(cascade.placed(options)).toHaveLength(options.length);
        expect(
          completed(options)
            .map(lineOfOption)
            .map(({ id }) => id),
        ).toEqual(ids(options).filter((id) => completed(options).some((one) => one.id === id)));
      }),
    );
  });
});
