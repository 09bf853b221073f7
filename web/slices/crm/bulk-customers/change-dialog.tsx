/** Changes one field of many customers, asked for as their form asks for it. */
import { bulkCustomerRoutes, type BulkReply, type OneField } from '@bahu/contract/bulk-customers.ts';
import { CustomerChange } from '@bahu/contract/customers.ts';
import { isInForm, type FieldDef } from '@bahu/domain/fields/field.ts';
import { Modal, Select } from 'antd';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '../../../lib/focus.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMe } from '../../../lib/session.tsx';
import { useFieldWords } from '../../../ui/fields/field-words.ts';
import { formField } from '../../../ui/fields/form-field.ts';
import { fieldName, formValue, requestValues, withDesigned } from '../../../ui/fields/form-values.ts';
import { useFields } from '../../../ui/fields/use-fields.ts';
import { RecordForm } from '../../../ui/form/record-form.tsx';
import { useEntityForm } from '../../../ui/form/use-entity-form.ts';
import { useCategories, withCategoriesOf } from '../customer-categories/public.ts';
import { useNumberWords, useReplyWords, useTold, type DialogProps } from './use-bulk.ts';
import './bulk-customers.css';

/** What cannot be the same of many. */
const ofEach: ReadonlySet<string> = new Set(['name', 'phone']);

/** Files are of one record, and a masked number cannot be seen to be right. */
const isForMany = (field: FieldDef, masksNumbers: boolean): boolean =>
  isInForm(field) &&
  field.type !== 'file' &&
  !(field.builtIn && ofEach.has(field.key)) &&
  !(masksNumbers && field.type === 'phone');

export function ChangeDialog(props: DialogProps) {
  const { t } = useTranslation();
  const { language } = useFieldWords();
  const id = useId();
  useFocusBack();
  const { masksNumbers } = useMe();
  const { fields: known } = useFields('customers');
  const { categories, isPending } = useCategories();
  // A tree that is asked for before it is known would be an empty one.
  const fields = useMemo(() => (isPending ? [] : withCategoriesOf(known, categories)), [isPending, known, categories]);
  const offered = fields.filter((field) => isForMany(field, masksNumbers));
  const [chosen, setChosen] = useState<string | null>(null);
  const field = offered.find((one) => fieldName(one) === chosen);
  return (
    <Modal
      open
      width={440}
      footer={null}
      title={t('bulkCustomers.change.title', useNumberWords(props.target))}
      onCancel={props.onClose}
    >
      <div className="column bulk-form">
        <label htmlFor={id}>{t('bulkCustomers.change.field')}</label>
        <Select
          id={id}
          aria-label={t('bulkCustomers.change.field')}
          showSearch={{ optionFilterProp: 'label' }}
          value={chosen}
          placeholder={t('bulkCustomers.change.choose')}
          options={offered.map((one) => ({ value: fieldName(one), label: one.labels[language] }))}
          onChange={setChosen}
        />
        {field && <OneFieldForm key={chosen} field={field} {...props} />}
      </div>
    </Modal>
  );
}

type Values = Record<string, unknown>;

function OneFieldForm({ field, target, ...rest }: DialogProps & { field: FieldDef }) {
  const { t } = useTranslation();
  const client = useClient(bulkCustomerRoutes);
  const words = useFieldWords();
  const name = fieldName(field);
  const told = useTold(rest);
  const wordsOf = useReplyWords();
  const saved = useMemo(() => ({ [name]: formValue(field, null, words) }), [name, field, words]);
  const sections = [{ fields: [formField<Values>(field, name, undefined, words)] }];
  const form = useEntityForm<Values, BulkReply>({
    name: 'customers bulk',
    id: null,
    draftOf: name,
    isMarked: false,
    saved,
    schema: withDesigned({ properties: CustomerChange.properties }, [field]),
    sections,
    isEditable: true,
    save: (values) =>
      client.change({ body: { selection: target.selection, change: requestValues(values) as OneField } }),
    savedText: wordsOf,
    onSaved: told,
  });
  return (
    <RecordForm
      form={form}
      id={null}
      sections={sections}
      saveText={t('bulkCustomers.change.apply')}
      isFirstFocused
      onCancel={() => {
        form.discard();
        rest.onClose();
      }}
    />
  );
}
