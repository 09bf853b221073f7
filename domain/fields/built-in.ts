/** Codes and labels of the fields that records have without design; a designed field may not be mistaken for one. */
import { customerColumns, customerField, customerFieldKeys } from './customer-fields.ts';
import { followUpColumns, followUpField, followUpFieldKeys } from './follow-up-fields.ts';
import type { FieldOwner, FieldType, Labels } from './field.ts';

const namesOf = (key: string, { zh, en }: Labels): string[] => [
  key,
  key.replace(/[A-Z]/g, '-$&').toLowerCase(),
  zh,
  en,
];

export const builtInNames: Readonly<Record<FieldOwner, readonly string[]>> = {
  customers: [
    ...customerFieldKeys.flatMap((key) => namesOf(key, customerField(key).labels)),
    ...Object.entries(customerColumns).flatMap(([key, labels]) => namesOf(key, labels)),
    'phone-extension',
    '分机',
    'extension',
    'email',
    'last-call',
    'created',
    'changed',
  ],
  'follow-ups': [
    ...followUpFieldKeys.flatMap((key) => namesOf(key, followUpField(key).labels)),
    ...Object.entries(followUpColumns).flatMap(([key, labels]) => namesOf(key, labels)),
  ],
};

/** A field as the designer shows it: its code, labels and type are fixed, as imports and integrations of every company rely on them. */
export interface FixedField {
  readonly key: string;
  readonly type: FieldType;
  readonly labels: Labels;
  /** Every record has it. */
  readonly isRequired: boolean;
}

const fixed = (key: string, { type, labels, isRequired = false }: FixedDefinition): FixedField => ({
  key,
  type,
  labels,
  isRequired,
});
type FixedDefinition = Pick<FixedField, 'type' | 'labels'> & { readonly isRequired?: boolean };

/** The fields that records have without design. */
export const fixedFields: Readonly<Record<FieldOwner, readonly FixedField[]>> = {
  customers: [
    fixed('phone', { type: 'phone', labels: customerColumns.phone, isRequired: true }),
    ...customerFieldKeys.map((key) => fixed(key, customerField(key))),
  ],
  'follow-ups': followUpFieldKeys.map((key) => fixed(key, followUpField(key))),
};
