/** Adding or changing a field: what it is, where it stands, and what a change would do to the values that records have. */
import { fieldRoutes, type Field } from '@bahu/contract/fields.ts';
import type { FieldOwner } from '@bahu/contract/field-owners.ts';
import { canBeSearchable, fieldLimits, fieldStates, fieldTypes, holdsList } from '@bahu/domain/fields/field.ts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { useFieldWords, type FieldWords } from '../../../ui/fields/field-words.ts';
import { formField } from '../../../ui/fields/form-field.ts';
import { formValue } from '../../../ui/fields/form-values.ts';
import { EntityEditor } from '../../../ui/form/entity-editor.tsx';
import type { Field as FormField, Section } from '../../../ui/form/fields.ts';
import {
  blankValues,
  bodyOf,
  changeOf,
  definitionFailures,
  definitionOf,
  schemaOf,
  valuesOf,
  type Values,
} from './field-values.ts';
import { Misfits } from './misfits.tsx';
import { Told, type Draft } from './told.tsx';
import { optionsField } from './options-field.ts';

interface Props {
  owner: FieldOwner;
  /** Null for a new one. */
  field: Field | null;
  /** All of the owner. */
  fields: readonly Field[];
  /** Told at every letter, for the picture of it. Stays the same function. */
  onDraft: (draft: Draft) => void;
  onSaved: (field: Field) => void;
  onClose: () => void;
  onReopen: () => void;
  onReload: () => void;
}

export function FieldEditor({ owner, field, fields, onDraft, onSaved, onClose, onReopen, onReload }: Props) {
  const { t, i18n } = useTranslation();
  const client = useClient(fieldRoutes);
  const mayManage = useMay('field.manage');
  const words = useFieldWords();
  const others = fields.filter((one) => one !== field);
  const hasRoom = others.filter(({ isSearchable }) => isSearchable).length < fieldLimits.searchable;
  return (
    <EntityEditor<Values, Field>
      name={`field ${owner}`}
      id={field?.id ?? null}
      title={field ? field.labels[i18n.language === 'en' ? 'en' : 'zh'] : t('fieldDesign.create')}
      saved={field ? valuesOf(field) : blankValues(fields)}
      schema={schemaOf(field === null)}
      sections={(values) => sectionsOf(t, { values, field, words, hasRoom })}
      isEditable={mayManage}
      needs={t('permissions.field.manage')}
      save={(values, changes, once) =>
        field
          ? client.change({ params: { id: field.id }, body: { version: field.version, ...changeOf(values, changes) } })
          : client.create({ body: { owner, ...bodyOf(values) } }, once)
      }
      failures={(error) => definitionFailures(t, error)}
      savedText={t(field ? 'fieldDesign.saved' : 'fieldDesign.added')}
      onSaved={onSaved}
      onClose={onClose}
      onReopen={onReopen}
      onReload={onReload}
      columns={2}
    >
      {({ values }) => (
        <>
          <Told
            of={`${owner} ${field?.id ?? 'new'}`}
            part={definitionOf(values, { id: field?.fieldId ?? 'new', position: field?.position ?? 1000 })}
            onDraft={onDraft}
          />
          {field && <Misfits field={field} values={values} />}
        </>
      )}
    </EntityEditor>
  );
}

interface Known {
  values: Values;
  field: Field | null;
  words: FieldWords;
  /** Another field may still become searchable. */
  hasRoom: boolean;
}

function sectionsOf(t: TFunction, known: Known): Section<Values>[] {
  const { values, field } = known;
  return [
    {
      fields: [
        { kind: 'text', name: 'zh', label: t('fieldDesign.form.zh'), isRequired: true },
        { kind: 'text', name: 'en', label: t('fieldDesign.form.en'), hint: t('fieldDesign.form.enHint') },
        {
          kind: 'text',
          name: 'key',
          label: t('fieldDesign.form.key'),
          hint: t(field && values.key !== field.key ? 'fieldDesign.form.keyChanged' : 'fieldDesign.form.keyHint'),
        },
        {
          kind: 'select',
          name: 'type',
          label: t('fieldDesign.form.type'),
          options: fieldTypes.map((value) => ({ value, label: t(`fieldDesign.types.${value}`) })),
        },
        optionsField(t, values),
      ],
    },
    { title: t('fieldDesign.form.use'), fields: useFields(t, known) },
    { title: t('fieldDesign.form.required'), note: t('fieldDesign.form.requiredNote'), fields: requiredFields(t) },
  ];
}

const useFields = (t: TFunction, { values, words, hasRoom }: Known): FormField<Values>[] => [
  {
    kind: 'select',
    name: 'state',
    label: t('fieldDesign.form.state'),
    hint: t(`fieldDesign.stateHints.${values.state}`),
    options: fieldStates.map((value) => ({ value, label: t(`fieldDesign.states.${value}`) })),
  },
  defaultField(t, values, words),
  {
    kind: 'number',
    name: 'width',
    label: t('fieldDesign.form.width'),
    suffix: 'px',
    hint: t('fieldDesign.form.widthHint', { ...fieldLimits.width }),
  },
  {
    kind: 'switch',
    name: 'isSearchable',
    label: t('fieldDesign.form.searchable'),
    hint: t('fieldDesign.form.searchableHint', { most: fieldLimits.searchable }),
    fixed: !canBeSearchable(values.type)
      ? t('fieldDesign.form.neverSearchable')
      : !hasRoom && !values.isSearchable
        ? t('fieldDesign.definition.too-many-searchable')
        : undefined,
  },
];

/** Asked for as a record asks for its value. */
function defaultField(t: TFunction, values: Values, words: FieldWords): FormField<Values> {
  const definition = definitionOf(values, { id: 'f0', position: 0 });
  const name = holdsList(values.type) ? 'defaults' : 'default';
  return {
    ...formField<Values>(
      { ...definition, required: { web: false, mobile: false, pop: false } },
      name,
      formValue(definition, definition.default, words),
      words,
    ),
    label: t('fieldDesign.form.default'),
    isShown: values.type !== 'file',
    isWide: values.type === 'multi-line',
  };
}

const requiredFields = (t: TFunction): FormField<Values>[] =>
  (['web', 'mobile', 'pop'] as const).map((name) => ({
    kind: 'switch',
    name,
    label: t(`fieldDesign.clients.${name}`),
  }));
