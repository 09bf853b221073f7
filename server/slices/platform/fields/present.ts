/** Definitions as their reader may see them: labels and defaults are texts of people, in which numbers may stand. */
import type { Field } from '@bahu/contract/fields.ts';
import type { FieldDef, FieldDefault } from '@bahu/domain/fields/field.ts';
import { numberFor, textFor, textFrom, type Principal } from '../../../kernel/auth/principal.ts';
import type { FieldRecord } from './store.ts';

type Reader = Pick<Principal, 'masksNumbers'>;
type Labels = FieldDef['labels'];

const bothFor = (reader: Reader, { zh, en }: Labels): Labels => ({ zh: textFor(reader, zh), en: textFor(reader, en) });
const bothFrom = (editor: Reader, typed: Labels, known: Labels): Labels => ({
  zh: textFrom(editor, typed.zh, known.zh),
  en: textFrom(editor, typed.en, known.en),
});

/** The default as a new record's form begins with it. */
export function defaultFor(reader: Reader, { type, default: value }: Pick<FieldDef, 'type' | 'default'>): FieldDefault {
  if (typeof value !== 'string') return value;
  return type === 'phone' && reader.masksNumbers ? numberFor(reader, value) : textFor(reader, value);
}

export function presentField(reader: Reader, { uuid, id, options, slot: _slot, ...field }: FieldRecord): Field {
  const value = defaultFor(reader, field);
  return {
    ...field,
    id: uuid,
    fieldId: id,
    labels: bothFor(reader, field.labels),
    options: options.map((option) => ({ ...option, labels: bothFor(reader, option.labels) })),
    default: typeof value === 'string' ? value : [...value],
  };
}

type Typed = Partial<Pick<FieldDef, 'labels' | 'options' | 'default'>>;

/** What an editor means who saw the field as it was presented to them: numbers that were masked are kept. */
export function typedOf<T extends Typed>(editor: Reader, typed: T, known: FieldRecord): T {
  const byId = new Map(known.options.map((option) => [option.id, option]));
  return {
    ...typed,
    ...(typed.labels && { labels: bothFrom(editor, typed.labels, known.labels) }),
    ...(typed.options && {
      options: typed.options.map((option) => {
        const before = byId.get(option.id);
        return before ? { ...option, labels: bothFrom(editor, option.labels, before.labels) } : option;
      }),
    }),
    ...(typed.default === defaultFor(editor, known) && { default: known.default }),
  };
}
