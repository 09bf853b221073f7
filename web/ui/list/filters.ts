/** What a list can be filtered by. */
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import type { FieldWords } from '../fields/field-words.ts';
import { treeOf, type TreeOption } from '../form/fields.ts';
import type { Remote } from '../remote/remote.ts';

export interface Choice {
  value: string | boolean;
  label: string;
  /** Other words to find it by, e.g. an extension. */
  note?: string;
  /** How deep it stands in a tree, 0 for the top; choices are then in the order of the tree, and one holds all below it. */
  depth?: number;
}

interface Common<K> {
  /** Its name in the address. */
  key: K;
  label: string;
  /** Shown without being asked for by 加条件. */
  isAlways?: boolean;
}
export type Filter<K extends string = string> =
  | (Common<K> & { kind: 'text'; placeholder?: string; /** Reported only when it fits. */ pattern?: RegExp })
  | (Common<K> & { kind: 'choice'; options: readonly Choice[]; isSeveral?: true })
  /** Choices that are fetched once the filter is on the page. */
  | (Common<K> & {
      kind: 'choice';
      /** Several may be chosen; the address has them with commas. */
      isSeveral?: true;
      load: { queryKey: readonly unknown[]; queryFn: (signal: AbortSignal) => Promise<readonly Choice[]> };
    })
  /** Choices that the server looks for: of people there are too many to load. */
  | (Common<K> & { kind: 'remote'; remote: Remote; isSeveral?: true })
  | (Common<K> & { kind: 'time' })
  /** By a designed field: all of them stand in one part of the address. */
  | (Common<K> & { kind: 'field'; field: FieldDef; words: FieldWords })
  /** Something of the page's own. */
  | (Common<K> & { kind: 'custom'; control: ReactNode });

/** Rows that name their parent as choices in the order of the tree. */
export function treeChoices(rows: Parameters<typeof treeOf>[0]): Choice[] {
  const flat = (nodes: readonly TreeOption[], depth: number): Choice[] =>
    nodes.flatMap(({ value, label, children = [] }) => [{ value, label, depth }, ...flat(children, depth + 1)]);
  return flat(treeOf(rows), 0);
}

export interface Finding {
  option: Choice;
  /** Fits by itself; others are shown because they stand above or below one that does. */
  isHit: boolean;
  /** From the top of the tree down to it, by name. */
  path: readonly string[];
}

/** The choices that fit a text, by name or note. In a tree what stands above a hit shows where it is, and what stands below belongs to it. */
export function findChoices(options: readonly Choice[], text: string): Finding[] {
  const wanted = text.trim().toLowerCase();
  const above: Finding[] = [];
  const all = options.map((option) => {
    const depth = option.depth ?? 0;
    above.length = Math.min(above.length, depth);
    const isHit = `${option.label} ${option.note ?? ''}`.toLowerCase().includes(wanted);
    const finding = { option, isHit, path: [...above.map((one) => one.option.label), option.label], above: [...above] };
    above.push(finding);
    return finding;
  });
  const holders = new Set<Finding>(all.filter(({ isHit }) => isHit).flatMap((hit) => hit.above));
  return all.filter((one) => one.isHit || holders.has(one) || one.above.some(({ isHit }) => isHit));
}

/** What is chosen, on a chip: of more than two the first, and how many they are. */
export const severalWords = (t: TFunction, names: readonly string[]): string =>
  names.length > 2 ? t('ui.filter.several', { name: names[0], count: names.length }) : names.join(t('ui.separator'));
