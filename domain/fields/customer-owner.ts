/** The fields that customers and follow-ups have without design. */
import { fieldNames, type OwnFields } from './built-in.ts';
import { definitionsOf } from './built-in-definitions.ts';
import { customerColumns, customerFields } from './customer-fields.ts';
import { followUpColumns, followUpFields } from './follow-up-fields.ts';

/** The number and the owner have rules of their own, but their place like any field. */
const { name, ...others } = definitionsOf(customerFields);
const { phone, owner } = definitionsOf({
  phone: {
    type: 'phone',
    labels: customerColumns.phone,
    most: 64,
    isRequired: true,
    isNeeded: true,
    width: 140,
    synonyms: [],
  },
  owner: {
    type: 'agent',
    labels: customerColumns.owner,
    most: 64,
    state: 'list',
    isNeeded: true,
    width: 104,
    synonyms: [],
  },
});

export const fieldsOfCustomers: OwnFields = {
  builtIn: [name, phone, ...Object.values(others), owner],
  names: [
    ...fieldNames(customerFields, customerColumns),
    'phone-extension',
    '分机',
    'extension',
    'email',
    'last-call',
    'created',
    'changed',
  ],
};
export const fieldsOfFollowUps: OwnFields = {
  builtIn: Object.values(definitionsOf(followUpFields)),
  names: fieldNames(followUpFields, followUpColumns),
};
