/** Invented values that show what a field looks like. Pure. */
import { hasOptions, type FieldDef } from '@bahu/domain/fields/field.ts';
import { optionsBelow } from '@bahu/domain/fields/options.ts';
import type { FieldValue } from '@bahu/domain/fields/value.ts';

const texts: Readonly<Partial<Record<FieldDef['type'], { zh: string; en: string }>>> = {
  text: { zh: '示例文字', en: 'Some text' },
  'multi-line': { zh: '示例文字，可以写几行', en: 'Some text of several lines' },
  number: { zh: '1280.5', en: '1280.5' },
  money: { zh: '1280.50', en: '1280.50' },
  phone: { zh: '13800138000', en: '13800138000' },
  email: { zh: 'name@example.com', en: 'name@example.com' },
};

const fileNames = { zh: '报价单.pdf', en: 'Quotation.pdf' } as const;

/** A value of the field: its default, or an invented one. `now` is epoch milliseconds. */
export function sampleOf(
  field: FieldDef,
  language: 'zh' | 'en',
  { now, agent }: { now: number; agent?: string },
): FieldValue {
  if (hasOptions(field.type)) return sampleChoice(field);
  if (field.type === 'file')
    return [{ id: 'sample', name: fileNames[language], type: 'application/pdf', size: 186_000 }];
  if (typeof field.default === 'string' && field.default !== '') return field.default;
  const moment = new Date(now).toISOString();
  if (field.type === 'date') return moment.slice(0, 10);
  if (field.type === 'date-time') return `${moment.slice(0, 19)}Z`;
  if (field.type === 'agent') return agent ?? null;
  return texts[field.type]?.[language] ?? null;
}

function sampleChoice(field: FieldDef): FieldValue {
  const offered = field.options.filter(({ isRetired }) => !isRetired);
  const wanted = offered.find(({ code }) => code === field.default) ?? offered[0];
  if (!wanted) return null;
  if (typeof field.default !== 'string') return field.default;
  if (field.type === 'multi-select') return offered.slice(0, 2).map(({ code }) => code);
  if (field.type !== 'cascade') return wanted.code;
  const path: string[] = [];
  for (
    let [next] = optionsBelow(field, null);
    next && path.length < offered.length;
    [next] = optionsBelow(field, next.id)
  )
    path.push(next.code);
  return path;
}
