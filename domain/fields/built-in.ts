/** Codes and labels of the fields that records have without design; a designed field may not be mistaken for one. */
import { customerColumns, customerField, customerFieldKeys } from './customer-fields.ts';
import { followUpColumns, followUpField, followUpFieldKeys } from './follow-up-fields.ts';
import type { FieldOwner, Labels } from './field.ts';

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
