/** What a number of a customer is, and the labels of several numbers in one cell of a sheet. */
import type { BuiltInOption } from './customer-fields.ts';
import { plainWord } from './options.ts';
import { betweenValues, separators, type FieldLanguage } from './separators.ts';

interface LabelWords extends BuiltInOption {
  readonly labels: NonNullable<BuiltInOption['labels']>;
}
const words = (zh: string, en: string, ...writings: string[]): LabelWords => ({ labels: { zh, en }, writings });

const ofLabels = {
  '': words('无标签', 'No label', '无', '没有', '無標籤', 'none'),
  mobile: words('手机', 'Mobile', '移动电话', '手機', 'cell', 'cell phone'),
  work: words('单位', 'Work', '公司', '办公', '办公室', '工作', '單位', '辦公', 'office', 'company', 'business'),
  home: words('住宅', 'Home', '家', '家庭', '住家', '宅电'),
  other: words('其他', 'Other', '其它'),
} as const;

export type NumberLabel = keyof typeof ofLabels;
export const numberLabels = Object.keys(ofLabels) as NumberLabel[];

/** What each label is called. */
export const labelWords = (language: FieldLanguage): Record<NumberLabel, string> =>
  Object.fromEntries(numberLabels.map((label) => [label, ofLabels[label].labels[language]])) as Record<
    NumberLabel,
    string
  >;

const byWord = new Map(
  numberLabels.flatMap((label) => {
    const { labels, writings } = ofLabels[label];
    return [label, labels.zh, labels.en, ...writings].filter(Boolean).map((word) => [plainWord(word), label] as const);
  }),
);

/** A cell with the labels of numbers in their order; an empty one when no number has a label. */
export const writeLabels = (labels: readonly NumberLabel[], language: FieldLanguage): string =>
  labels.some(Boolean) ? labels.map((label) => ofLabels[label].labels[language]).join(separators.values) : '';

/** The labels in a cell, null where none is written, which leaves what is there; undefined when a word is no label. */
export function readLabels(cell: string): (NumberLabel | null)[] | undefined {
  if (cell.trim() === '') return [];
  const parts = cell.trim().split(betweenValues);
  const labels = parts.map((part) => (part.trim() === '' ? null : byWord.get(plainWord(part))));
  return labels.includes(undefined) ? undefined : (labels as (NumberLabel | null)[]);
}
