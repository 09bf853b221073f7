import { mergedOptions } from '@bahu/domain/fields/definition.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  added,
  changedLine,
  completed,
  movedBy,
  movedTo,
  placedLines,
  toggled,
  type OptionLine,
} from './option-lines.ts';

const line = (id: string, parentId: string | null = null, part: Partial<OptionLine> = {}): OptionLine => ({
  id,
  code: `code-${id}`,
  labels: { zh: `值${id}`, en: `Value ${id}` },
  color: '',
  parentId,
  isRetired: false,
  ...part,
});
const tree = [line('o1'), line('o2', 'o1'), line('o3'), line('o4', 'o1'), line('o5', 'o4')];
const ids = (options: readonly OptionLine[]) => options.map(({ id }) => id);
const shown = (options: readonly OptionLine[], isCascade: boolean) =>
  placedLines(options, isCascade).map(({ option, depth, place, count }) => `${option.id}@${depth} ${place}/${count}`);

describe('the list of values in the designer', () => {
  it('[C6] stands as it is written, a cascading one as a tree', () => {
    expect(shown(tree, false)).toEqual(['o1@0 1/5', 'o2@0 2/5', 'o3@0 3/5', 'o4@0 4/5', 'o5@0 5/5']);
    expect(shown(tree, true)).toEqual(['o1@0 1/2', 'o2@1 1/2', 'o4@1 2/2', 'o5@2 1/1', 'o3@0 2/2']);
  });

  it('[C6] is moved step by step within a level, and stays as it is beyond its ends', () => {
    expect(shown(movedBy(tree, 'o4', -1, true), true)).toEqual([
      'o1@0 1/2',
      'o4@1 1/2',
      'o5@2 1/1',
      'o2@1 2/2',
      'o3@0 2/2',
    ]);
    expect(ids(movedBy(tree, 'o1', -1, true))).toEqual(ids(tree));
    expect(ids(movedBy(tree, 'o5', 1, true))).toEqual(ids(tree));
    expect(ids(movedBy(tree, 'o3', 1, false))).toEqual(['o1', 'o2', 'o4', 'o3', 'o5']);
    expect(ids(movedTo(tree, 'o1', 'o5', true))).toEqual(ids(tree));
    expect(ids(movedTo(tree, 'o5', 'o1', false))).toEqual(['o5', 'o1', 'o2', 'o3', 'o4']);
  });

  it('[C6] loses a new value with those below it, and retires one that records may have', () => {
    const first = added(tree, null);
    const second = added(first.options, first.id);
    expect(ids(toggled(second.options, first.id))).toEqual(ids(tree));
    expect(toggled(tree, 'o3').find(({ id }) => id === 'o3')!.isRetired).toBe(true);
    expect(toggled(toggled(tree, 'o3'), 'o3')).toEqual(tree);
  });

  it('[C6] is completed where it was left empty, and lines without a word are left out', () => {
    const typed = [
      line('new-1', null, { code: '', labels: { zh: ' 贵宾 ', en: '' } }),
      line('new-2', null, { code: 'v1', labels: { zh: '', en: 'Normal' } }),
      line('new-3', null, { code: '', labels: { zh: '', en: ' ' } }),
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
          if (kind === 'move') options = movedBy(options, id, isCascade ? 1 : -1, isCascade);
          if (kind === 'drop') options = movedTo(options, id, otherId, isCascade);
          if (kind === 'add') ({ options } = added(options, isCascade ? id : null));
          if (kind === 'toggle') options = toggled(options, id);
          if (kind === 'change') options = changedLine(options, id, { labels: { zh: '新', en: 'new' } });
          expect(new Set(ids(options)).size).toBe(options.length);
        }
        const kept = mergedOptions(tree, completed(options));
        expect(ids(tree).every((id) => kept.some((option) => option.id === id))).toBe(true);
        expect(placedLines(options, true)).toHaveLength(options.length);
      }),
    );
  });
});
