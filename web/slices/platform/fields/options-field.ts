/** The list of values of a field in the designer's form: labels, code and colour of each, below one another where the list is cascading. */
import { fieldLimits, hasOptions, optionColors } from '@bahu/domain/fields/field.ts';
import type { TFunction } from 'i18next';
import { toneOf } from '../../../ui/fields/form-field.ts';
import { lineItems, type Field } from '../../../ui/form/fields.ts';
import { isNewLine, type Column } from '../../../ui/form/line-items.ts';
import type { Values } from './field-values.ts';
import { blankOption, optionRules, type OptionLine } from './option-lines.ts';

export function optionsField(t: TFunction, { type }: Values): Field<Values> {
  const isCascade = type === 'cascade';
  return lineItems<Values, OptionLine>({
    name: 'options',
    label: t('fieldDesign.form.options'),
    hint: t(isCascade ? 'fieldDesign.options.cascadeHint' : 'fieldDesign.options.hint'),
    isShown: hasOptions(type),
    isRequired: true,
    missingText: t('fieldDesign.definition.options-missing'),
    lines: {
      columns: columns(t),
      blank: blankOption,
      maxLines: fieldLimits.options,
      addText: t('fieldDesign.options.add'),
      nameOf: ({ zh, en }) => zh.trim() || en.trim(),
      rules: optionRules(isCascade),
      isOff: ({ isRetired }) => isRetired,
      endOf: (line, name) =>
        isNewLine(line)
          ? undefined
          : {
              label: t(line.isRetired ? 'fieldDesign.options.restore' : 'fieldDesign.options.retire', { name }),
              isBack: line.isRetired,
            },
      ...(isCascade && { belowText: (name: string) => t('fieldDesign.options.addBelow', { name }) }),
    },
  });
}

const columns = (t: TFunction): Column<OptionLine>[] => [
  { kind: 'text', name: 'zh', label: t('fieldDesign.options.zh') },
  { kind: 'text', name: 'en', label: t('fieldDesign.options.en') },
  { kind: 'text', name: 'code', label: t('fieldDesign.options.code'), width: 92 },
  {
    kind: 'select',
    name: 'color',
    label: t('fieldDesign.options.color'),
    placeholder: t('fieldDesign.colors.none'),
    isClearable: true,
    options: optionColors.flatMap((value) =>
      value === '' ? [] : [{ value, label: t(`fieldDesign.colors.${value}`), tone: toneOf[value] }],
    ),
    width: 88,
  },
];
