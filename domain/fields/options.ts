/** Lists of values: finding an option by what people and programs write, and paths in cascading lists. */
import { fieldLimits, type FieldDef, type FieldOption } from './field.ts';

/** Options that a level of the list offers: those below `parentId`, retired ones left out. */
export const optionsBelow = (field: FieldDef, parentId: string | null): FieldOption[] =>
  field.options.filter((option) => option.parentId === parentId && !option.isRetired);

/** Words are compared without case, width of characters and blanks around them. */
export const plainWord = (word: string): string => word.normalize('NFKC').trim().toLowerCase();

/** The option with this code or label, first among those that are offered. `within` names the option above it, null the top. */
export function optionOfWord(field: FieldDef, word: string, within?: string | null): FieldOption | undefined {
  const wanted = plainWord(word);
  const among = within === undefined ? field.options : field.options.filter(({ parentId }) => parentId === within);
  const found =
    among.find((option) => option.code === word) ??
    among.find((option) => plainWord(option.code) === wanted) ??
    among.find(({ labels, isRetired }) => !isRetired && bears(labels, wanted)) ??
    among.find(({ labels }) => bears(labels, wanted));
  return found;
}

const bears = ({ zh, en }: FieldOption['labels'], wanted: string): boolean =>
  plainWord(zh) === wanted || plainWord(en) === wanted;

/** Ids from the top of a cascading list to the option; of a list that is deeper than allowed only the last ones, one more than there are levels. */
export function pathOf(field: FieldDef, id: string): string[] {
  const path: string[] = [];
  for (let next: string | null = id; next !== null && !path.includes(next) && path.length <= fieldLimits.levels;) {
    path.unshift(next);
    next = field.options.find((option) => option.id === next)?.parentId ?? null;
  }
  return path;
}

/** The ids of an option and of all below it. */
export function branchOf(field: FieldDef, id: string): string[] {
  const found = new Set([id]);
  for (let known = 0; known < found.size;) {
    known = found.size;
    for (const option of field.options)
      if (option.parentId !== null && found.has(option.parentId)) found.add(option.id);
  }
  return [...found];
}

/** The option with this id, also one that is retired; undefined where the field has none such. */
export const optionById = (field: FieldDef, id: string): FieldOption | undefined =>
  field.options.find((option) => option.id === id);
