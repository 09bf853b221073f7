/** The form of a customer: what it holds, and how it is saved. */
import { CustomerChange, NewCustomer, type Customer } from '@bahu/contract/customers.ts';
import { customerFieldKeys, type CustomerFieldKey } from '@bahu/domain/fields/customer-fields.ts';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { useFieldWords } from '../../../ui/fields/field-words.ts';
import { designedSections } from '../../../ui/fields/form-field.ts';
import {
  designedValues,
  sentFields,
  withDesigned,
  withoutDesigned,
  type DesignedValues,
} from '../../../ui/fields/form-values.ts';
import { useFields } from '../../../ui/fields/use-fields.ts';
import type { Section } from '../../../ui/form/fields.ts';
import { useEntityForm, type EntityForm } from '../../../ui/form/use-entity-form.ts';
import { useBuiltInSections } from './form-sections.ts';

type Own = Pick<Customer, 'phone' | 'phoneExtension' | CustomerFieldKey>;
/** A choice that was taken back is null. */
export type CustomerValues = DesignedValues & {
  [K in keyof Own]: string | (K extends 'title' | 'stage' ? null : never);
};

export interface CardTarget {
  customer: Customer | null;
  callId: string | null;
  /** The caller's number where there is no customer yet; empty when it was withheld. */
  number: string;
  isNumberMasked: boolean;
  onCreated: (customer: Customer) => void;
}

const empty = Object.fromEntries(['phone', 'phoneExtension', ...customerFieldKeys].map((key) => [key, ''])) as Record<
  keyof Own,
  ''
>;

function valuesOf(customer: Customer | null, fields: readonly FieldDef[]): CustomerValues {
  const known: Own = customer ?? empty;
  const own = Object.fromEntries(Object.keys(empty).map((key) => [key, known[key as keyof Own]])) as unknown as Own;
  return { ...own, ...designedValues(fields, customer?.fields ?? null) };
}

/** What is sent: texts without the blanks around them, an empty text for a choice that was taken back. */
function requestOf(changes: Partial<CustomerValues>) {
  const fields = sentFields(changes);
  const texts = Object.entries(withoutDesigned(changes)).map(([name, value]) => [name, value?.trim() ?? '']);
  return { ...(Object.fromEntries(texts) as Partial<Own>), ...(fields && { fields }) };
}

export function useCustomerForm(target: CardTarget): {
  form: EntityForm<CustomerValues>;
  sections: readonly Section<CustomerValues>[];
} {
  const { customer, callId, number, onCreated } = target;
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const mayCreate = useMay('customer.create');
  const { fields } = useFields('customers');
  const words = useFieldWords(fields);
  const saved = valuesOf(customer, fields);
  const [designed, more] = designedSections<CustomerValues>(fields, saved, words, t('ui.form.more'));
  const [main, contact] = useBuiltInSections(target, saved, words);
  const sections = [{ fields: [...main.fields, ...designed.fields] }, contact, more];
  const form = useEntityForm<CustomerValues, Customer>({
    name: 'customer',
    id: customer?.id ?? null,
    draftOf: callId,
    saved,
    schema: withDesigned(customer ? CustomerChange : NewCustomer, fields),
    sections,
    isEditable: customer ? customer.can.includes('edit') : mayCreate,
    save: (_, changes) => {
      const body = requestOf(changes);
      if (customer)
        return api.customers.change({ params: { id: customer.id }, body: { version: customer.version, ...body } });
      const { name = '', phone, ...rest } = body;
      return api.customers.create({ body: { ...rest, name, phone: phone || number, ...(callId ? { callId } : {}) } });
    },
    savedText: t(customer ? 'customers.card.saved' : 'customers.card.created_toast'),
    onSaved(after) {
      queries.setQueryData(queryKeys.customer(after.id), after);
      if (!customer) onCreated(after);
      else void queries.invalidateQueries({ queryKey: ['customers', 'list'] });
    },
  });
  return { form, sections };
}
