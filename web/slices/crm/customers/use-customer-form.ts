/** The form of a customer: what it holds, and how it is saved. */
import { CustomerChange, NewCustomer, type Customer } from '@bahu/contract/customers.ts';
import type { ShownRegion } from '@bahu/contract/regions.ts';
import type { FieldValues } from '@bahu/contract/fields.ts';
import {
  customerFieldKeys,
  type CustomerChoiceKey,
  type CustomerFieldKey,
} from '@bahu/domain/fields/customer-fields.ts';
import { endOf } from '@bahu/domain/numbers/mask.ts';
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
import type { Field, Section } from '../../../ui/form/fields.ts';
import { useEntityForm, type EntityForm } from '../../../ui/form/use-entity-form.ts';
import { useCustomerFields } from './use-customer-fields.ts';
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
  [K in keyof Own]: string | (K extends CustomerChoiceKey ? null : never);
} & {
  categoryId: string | null;
  /** The primary one first. */
  numbers: readonly NumberLine[];
};

export interface CardTarget {
  customer: Customer | null;
  callId: string | null;
  /** The caller's number where there is no customer yet; empty when it was withheld. */
  number: string;
  isNumberMasked: boolean;
  /** Where that number belongs. */
  region: ShownRegion | null;
  /** What a batch says of the number, which the customer has from the beginning. */
  listed: { name: string; note: string } | null;
  onCreated: (customer: Customer) => void;
}

const empty = Object.fromEntries(customerFieldKeys.map((key) => [key, ''])) as Record<keyof Own, ''>;

function valuesOf(
  { customer, callId, number, listed }: CardTarget,
  fields: readonly FieldDef[],
  words: FieldWords,
): CustomerValues {
  const known: Own = customer ?? { ...empty, ...listed };
  const numbers = numberLines(customer, callId === null ? '' : number);
  const own = Object.fromEntries(Object.keys(empty).map((key) => [key, known[key as keyof Own]])) as unknown as Own;
  return {
    ...own,
    categoryId: customer?.categoryId ?? null,
    numbers,
    ...designedValues(fields, customer?.fields ?? null, words),
  };
}

/** What is sent; further numbers apart. */
function requestOf({ numbers: _numbers, ...changes }: Partial<CustomerValues>) {
  return requestValues(changes) as Partial<Own> & Pick<Partial<Customer>, 'categoryId'> & { fields?: FieldValues };
}

export interface CustomerDraft {
  form: EntityForm<CustomerValues, Customer>;
  sections: readonly Section<CustomerValues>[];
}

export function useCustomerForm(target: CardTarget): CustomerDraft {
  const { customer, callId, listed, onCreated } = target;
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const mayCreate = useMay('customer.create');
  const { fields } = useCustomerFields();
  const words = useFieldWords(Object.values(customer?.fields ?? {}));
  const saved = valuesOf(target, fields, words);
  const caller = useCallerName(target);
  const own = { phone: [useNumberField(target)], ...(caller && { name: [nameOfCaller(fields, caller, words)] }) };
  const sections = fieldSections<CustomerValues>(fields, saved, words, t('ui.form.more'), own);
  const known = (after: Customer): Customer => {
    queries.setQueryData(queryKeys.customer(after.id), after);
    return after;
  };
  const form = useEntityForm<CustomerValues, Customer>({
    name: 'customer',
    id: customer?.id ?? null,
    draftOf: callId,
    // The note beside it tells of both.
    isMarked: false,
    saved,
    schema: withDesigned(
      { properties: { ...(customer ? CustomerChange : NewCustomer).properties, numbers: numbersSchema } },
      fields,
    ),
    sections,
    isEditable: customer ? customer.can.includes('edit') : mayCreate,
    failures: (error) => numberFailures(fieldFailures(t, error)),
    save: async ({ numbers }, changes, once) => {
      const body = requestOf(changes);
      if (customer) {
        const written = changes.numbers ? changedNumbers(saved.numbers, numbers) : {};
        const change = { version: customer.version, ...body, ...written };
        return known(await api.customers.change({ params: { id: customer.id }, body: change }));
      }
      const named = { ...listed, ...body, name: body.name?.trim() || listed?.name || caller };
      return known(
        await api.customers.create({ body: { ...named, ...newNumbers(numbers), ...(callId && { callId }) } }, once),
      );
    },
    savedText: t(customer ? 'customers.card.saved' : 'customers.card.created_toast'),
    onSaved(after) {
      if (!customer) onCreated(after);
      else void queries.invalidateQueries({ queryKey: ['customers', 'list'] });
    },
  });
  return { form, sections };
}

/**
 * What a caller is called who becomes a customer before anybody has asked for the name; empty for everybody else. No more of the number than everybody
 * may see.
 */
function useCallerName({ customer, callId, number }: CardTarget): string {
  const { t } = useTranslation();
  if (customer || callId === null || number === '') return '';
  return t('customers.card.caller', { tail: endOf(number) });
}

const nameOfCaller = (fields: readonly FieldDef[], caller: string, words: FieldWords): Field<CustomerValues> => ({
  kind: 'text',
  name: 'name',
  label: fields.find(({ builtIn, key }) => builtIn && key === 'name')?.labels[words.language] ?? '',
  placeholder: caller,
  isRequired: false,
});
