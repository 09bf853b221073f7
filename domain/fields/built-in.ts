/** The fields that records have without design: their names, for which a designed field may not be mistaken, and their places among designed ones. */
import { definitionsOf } from './built-in-definitions.ts';
import { customerColumns, customerField, customerFieldKeys, customerFields } from './customer-fields.ts';
import { followUpColumns, followUpField, followUpFieldKeys, followUpFields } from './follow-up-fields.ts';
import { inOrder, type FieldDef, type FieldOwner, type FieldState, type Labels } from './field.ts';

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

/** The fields that records have without design, in the order that they have as long as nobody changes it. */
export const builtInFields: Readonly<Record<FieldOwner, readonly FieldDef[]>> = {
  customers: [name, phone, ...Object.values(others), owner],
  'follow-ups': Object.values(definitionsOf(followUpFields)),
};

/** Where a company put one of them; null for what it left as it is. */
export interface BuiltInPlace {
  readonly key: string;
  readonly state: FieldState | null;
  readonly width: number | null;
  readonly position: number | null;
}

/** All fields of an owner in their order: those that are built in, as the company put them, among those that it designed. */
export function arrangedFields<F extends FieldDef>(
  owner: FieldOwner,
  places: readonly BuiltInPlace[],
  designed: readonly F[],
): (FieldDef | F)[] {
  const builtIn = builtInFields[owner].map((field, index, all): FieldDef => {
    const place = places.find(({ key }) => key === field.key);
    const traits = field.builtIn!;
    return {
      ...field,
      state: (!traits.isNeeded && place?.state) || field.state,
      width: place?.width ?? field.width,
      // Before the designed ones, which begin at 0.
      position: place?.position ?? index - all.length,
      builtIn: { ...traits, isStretched: traits.isStretched && !place?.width },
    };
  });
  return inOrder<FieldDef | F>([...builtIn, ...designed]);
}
