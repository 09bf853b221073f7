/** The form of a customer: what it holds, and how it is saved. */
import { CustomerChange, NewCustomer, type Customer } from '@bahu/contract/customers.ts';
import type { FieldValues } from '@bahu/contract/fields.ts';
import { customerFieldKeys, type CustomerFieldKey } from '@bahu/domain/fields/customer-fields.ts';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { useFieldWords, type FieldWords } from '../../../ui/fields/field-words.ts';
import { fieldSections } from '../../../ui/fields/form-field.ts';
import { designedValues, requestValues, withDesigned, type DesignedValues } from '../../../ui/fields/form-values.ts';
import { useFields } from '../../../ui/fields/use-fields.ts';
import type { Section } from '../../../ui/form/fields.ts';
import { useEntityForm, type EntityForm } from '../../../ui/form/use-entity-form.ts';
import type { TypedNumber } from './number-input.tsx';
import { useNumberFields } from './number-fields.tsx';

type Own = Pick<Customer, 'phone' | 'phoneExtension' | CustomerFieldKey>;
/** A choice that was taken back is null. */
export type CustomerValues = DesignedValues & {
  [K in keyof Own]: string | (K extends 'title' | 'stage' ? null : never);
} & {
  /** Numbers of a new customer beside the primary one; those of a known one are changed one by one. */
  numbers: readonly TypedNumber[];
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

function valuesOf(customer: Customer | null, fields: readonly FieldDef[], words: FieldWords): CustomerValues {
  const known: Own = customer ?? empty;
  const own = Object.fromEntries(Object.keys(empty).map((key) => [key, known[key as keyof Own]])) as unknown as Own;
  return { ...own, numbers: [], ...designedValues(fields, customer?.fields ?? null, words) };
}

/** What is sent; further numbers apart. */
function requestOf({ numbers: _numbers, ...changes }: Partial<CustomerValues>) {
  return requestValues(changes) as Partial<Own> & { fields?: FieldValues };
}

/** Lines that were left empty are none. */
const writtenNumbers = (numbers: readonly TypedNumber[]): TypedNumber[] =>
  numbers.map((one) => ({ ...one, phone: one.phone.trim() })).filter(({ phone }) => phone !== '');

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
  const words = useFieldWords(Object.values(customer?.fields ?? {}));
  const saved = valuesOf(customer, fields, words);
  const own = { phone: useNumberFields(target) };
  const sections = fieldSections<CustomerValues>(fields, saved, words, t('ui.form.more'), own);
  const form = useEntityForm<CustomerValues, Customer>({
    name: 'customer',
    id: customer?.id ?? null,
    draftOf: callId,
    saved,
    schema: withDesigned(customer ? CustomerChange : NewCustomer, fields),
    sections,
    isEditable: customer ? customer.can.includes('edit') : mayCreate,
    save: async (_, changes) => {
      const body = requestOf(changes);
      if (customer)
        return api.customers.change({ params: { id: customer.id }, body: { version: customer.version, ...body } });
      const { name = '', phone, ...rest } = body;
      const created = { ...rest, name, phone: phone || number, ...(callId ? { callId } : {}) };
      return api.customers.create({ body: { ...created, numbers: writtenNumbers(changes.numbers ?? []) } });
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
