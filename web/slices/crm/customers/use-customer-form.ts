/** The form of a customer: what it holds, and how it is saved. */
import { CustomerChange, NewCustomer, type Customer } from '@bahu/contract/customers.ts';
import type { FieldValues } from '@bahu/contract/fields.ts';
import { customerFieldKeys, type CustomerFieldKey } from '@bahu/domain/fields/customer-fields.ts';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fieldFailures } from '../../../lib/failure.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useApi } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { useFieldWords, type FieldWords } from '../../../ui/fields/field-words.ts';
import { fieldSections } from '../../../ui/fields/form-field.ts';
import { designedValues, requestValues, withDesigned, type DesignedValues } from '../../../ui/fields/form-values.ts';
import { useFields } from '../../../ui/fields/use-fields.ts';
import type { Section } from '../../../ui/form/fields.ts';
import { useEntityForm, type EntityForm } from '../../../ui/form/use-entity-form.ts';
import { useNumberField } from './number-field.ts';
import {
  changedNumbers,
  newNumbers,
  numberFailures,
  numberLines,
  numbersSchema,
  type NumberLine,
} from './number-lines.ts';

type Own = Pick<Customer, CustomerFieldKey>;
/** A choice that was taken back is null. */
export type CustomerValues = DesignedValues & {
  [K in keyof Own]: string | (K extends 'title' | 'stage' ? null : never);
} & {
  /** The primary one first. */
  numbers: readonly NumberLine[];
};

export interface CardTarget {
  customer: Customer | null;
  callId: string | null;
  /** The caller's number where there is no customer yet; empty when it was withheld. */
  number: string;
  isNumberMasked: boolean;
  onCreated: (customer: Customer) => void;
}

const empty = Object.fromEntries(customerFieldKeys.map((key) => [key, ''])) as Record<keyof Own, ''>;

function valuesOf(
  { customer, callId, number }: CardTarget,
  fields: readonly FieldDef[],
  words: FieldWords,
): CustomerValues {
  const known: Own = customer ?? empty;
  const numbers = numberLines(customer, callId === null ? '' : number);
  const own = Object.fromEntries(Object.keys(empty).map((key) => [key, known[key as keyof Own]])) as unknown as Own;
  return { ...own, numbers, ...designedValues(fields, customer?.fields ?? null, words) };
}

/** What is sent; further numbers apart. */
function requestOf({ numbers: _numbers, ...changes }: Partial<CustomerValues>) {
  return requestValues(changes) as Partial<Own> & { fields?: FieldValues };
}

export function useCustomerForm(target: CardTarget): {
  form: EntityForm<CustomerValues>;
  sections: readonly Section<CustomerValues>[];
} {
  const { customer, callId, onCreated } = target;
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const mayCreate = useMay('customer.create');
  const { fields } = useFields('customers');
  const words = useFieldWords(Object.values(customer?.fields ?? {}));
  const saved = valuesOf(target, fields, words);
  const own = { phone: [useNumberField(target)] };
  const sections = fieldSections<CustomerValues>(fields, saved, words, t('ui.form.more'), own);
  const form = useEntityForm<CustomerValues, Customer>({
    name: 'customer',
    id: customer?.id ?? null,
    draftOf: callId,
    saved,
    schema: withDesigned(
      { properties: { ...(customer ? CustomerChange : NewCustomer).properties, numbers: numbersSchema } },
      fields,
    ),
    sections,
    isEditable: customer ? customer.can.includes('edit') : mayCreate,
    failures: (error) => numberFailures(fieldFailures(t, error)),
    save: async ({ numbers }, changes) => {
      const body = requestOf(changes);
      if (customer) {
        const written = changes.numbers ? changedNumbers(saved.numbers, numbers) : {};
        const change = { version: customer.version, ...body, ...written };
        return api.customers.change({ params: { id: customer.id }, body: change });
      }
      return api.customers.create({ body: { name: '', ...body, ...newNumbers(numbers), ...(callId && { callId }) } });
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
