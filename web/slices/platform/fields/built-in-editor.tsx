/** Where a field that is built in is shown, and how wide. What it is stays as it is. */
import { fieldRoutes, type BuiltIn } from '@bahu/contract/fields.ts';
import type { FieldOwner } from '@bahu/contract/field-owners.ts';
import { builtInStates, fieldLimits, type FieldDef } from '@bahu/domain/fields/field.ts';
import { useTranslation } from 'react-i18next';
import type { TObject } from 'typebox';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { EntityEditor } from '../../../ui/form/entity-editor.tsx';
import { definitionFailures } from './field-values.ts';
import { Told, type Draft } from './told.tsx';

interface Props {
  owner: FieldOwner;
  field: FieldDef;
  place: BuiltIn;
  /** Told at every letter, for the picture of it. Stays the same function. */
  onDraft: (draft: Draft) => void;
  onSaved: () => void;
  onClose: () => void;
  onReopen: () => void;
  onReload: () => void;
}
type Values = Pick<BuiltIn, 'state' | 'width'>;

export function BuiltInEditor({ owner, field, place, onDraft, onSaved, onClose, onReopen, onReload }: Props) {
  const { t, i18n } = useTranslation();
  const client = useClient(fieldRoutes);
  const { key, builtIn } = field;
  const column = builtIn?.column === 'chosen' ? 'fieldDesign.columnHints.chosen' : 'fieldDesign.columnHints.wide';
  return (
    <EntityEditor<Values, BuiltIn>
      name={`field ${owner}`}
      id={key}
      title={field.labels[i18n.language === 'en' ? 'en' : 'zh']}
      saved={{ state: place.state, width: place.width }}
      schema={fieldRoutes.place.body as TObject}
      sections={({ state }) => [
        {
          note: t('fieldDesign.builtInHint'),
          fields: [
            {
              kind: 'select',
              name: 'state',
              label: t('fieldDesign.form.state'),
              hint: t(state === 'hidden' ? 'fieldDesign.hiddenHint' : `fieldDesign.stateHints.${state}`),
              fixed: builtIn?.isNeeded ? t('fieldDesign.needed') : undefined,
              options: builtInStates.map((value) => ({ value, label: t(`fieldDesign.states.${value}`) })),
            },
            {
              kind: 'number',
              name: 'width',
              label: t('fieldDesign.form.width'),
              suffix: 'px',
              hint: [
                t('fieldDesign.form.widthHint', { ...fieldLimits.width }),
                ...(builtIn?.column === 'always' ? [] : [t(column)]),
              ].join(t('fieldDesign.sentence')),
            },
          ],
        },
      ]}
      isEditable={useMay('field.manage')}
      needs={t('permissions.field.manage')}
      save={(_, changes) => client.place({ params: { owner, key }, body: { version: place.version, ...changes } })}
      failures={(error) => definitionFailures(t, error)}
      savedText={t('fieldDesign.saved')}
      onSaved={onSaved}
      onClose={onClose}
      onReopen={onReopen}
      onReload={onReload}
      columns={2}
    >
      {({ values }) => <Told of={`${owner} ${key}`} part={values} onDraft={onDraft} />}
    </EntityEditor>
  );
}
