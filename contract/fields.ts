/** Fields that a tenant designs for its records (SPEC C6). */
import { Type, type Static } from 'typebox';
import { builtInStates, fieldLimits, fieldStates, fieldTypes, optionColors } from '@bahu/domain/fields/field.ts';
import { filterLimits } from '@bahu/domain/fields/filter-text.ts';
import { Attachment } from './attachments.ts';
import { fieldOwners } from './field-owners.ts';
import { Id, IdParams } from './page.ts';
import { routes } from './route.ts';

const Label = Type.String({ minLength: 1, maxLength: fieldLimits.label });
const Labels = Type.Object({ zh: Label, en: Label }, { additionalProperties: false });
const Code = Type.String({ minLength: 1, maxLength: fieldLimits.key });
const Option = Type.Object(
  {
    /** Given by the server; anything else names a new one, also as somebody's parent. */
    id: Type.String({ minLength: 1, maxLength: 40 }),
    code: Code,
    labels: Labels,
    color: Type.Enum([...optionColors]),
    parentId: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]),
    isRetired: Type.Boolean(),
  },
  { additionalProperties: false },
);
const Required = Type.Object(
  { web: Type.Boolean(), mobile: Type.Boolean(), pop: Type.Boolean() },
  { additionalProperties: false },
);
const parts = {
  key: Code,
  type: Type.Enum([...fieldTypes]),
  labels: Labels,
  options: Type.Array(Option, { maxItems: fieldLimits.options }),
  state: Type.Enum([...fieldStates]),
  isSearchable: Type.Boolean(),
  required: Required,
  width: Type.Integer({ minimum: fieldLimits.width.least, maximum: fieldLimits.width.most }),
  /** As records have a value; empty for none. */
  default: Type.Union([
    Type.String({ maxLength: fieldLimits.text }),
    Type.Array(Type.String({ maxLength: fieldLimits.key }), { maxItems: fieldLimits.chosen }),
  ]),
};
const Owner = Type.Enum([...fieldOwners]);

/** A field; `fieldId` is under what records keep its value. */
export const Field = Type.Object({
  id: Id,
  owner: Owner,
  fieldId: Type.String(),
  ...parts,
  position: Type.Integer(),
  /** Whether lists filter and sort by its index yet; a job makes it. */
  isIndexed: Type.Boolean(),
  version: Type.Integer(),
});
export type Field = Static<typeof Field>;

const Value = Type.Union([
  Type.String({ maxLength: fieldLimits.multiLine }),
  Type.Array(Type.Union([Type.String({ maxLength: fieldLimits.key }), Attachment]), { maxItems: fieldLimits.chosen }),
  Type.Null(),
]);
/**
 * Values of designed fields by their codes: a text, the codes of chosen options, or files, also those that are left in a field which has another
 * type now. Requests name files by their ids, or as they were read. Null, an empty text or an empty list takes a value away.
 */
export const FieldValues = Type.Record(Type.String({ maxLength: fieldLimits.key }), Value);
export type FieldValues = Static<typeof FieldValues>;
/** Filters of designed fields: `code:operator:value,value;code:operator:value`, values percent-encoded. */
export const FieldFilters = Type.String({
  maxLength: filterLimits.characters,
  description: 'code:operator:value,value;code:operator:value',
});
/** The order of a list by a searchable field; records without a value come last. */
export const FieldSort = Type.String({ pattern: '^field\\.[a-z][a-z0-9-]{0,39}(\\.desc)?$' });

export const NewField = Type.Object({ owner: Owner, ...parts }, { additionalProperties: false });
/** Options come as the whole list; those that are left out are retired, as records may have them. */
export const FieldChange = Type.Object(
  {
    version: Type.Integer(),
    key: Type.Optional(parts.key),
    type: Type.Optional(parts.type),
    labels: Type.Optional(Labels),
    options: Type.Optional(parts.options),
    state: Type.Optional(parts.state),
    isSearchable: Type.Optional(Type.Boolean()),
    required: Type.Optional(Required),
    width: Type.Optional(parts.width),
    default: Type.Optional(parts.default),
  },
  { additionalProperties: false },
);
/** A field that every record has: what it is cannot be changed, where it stands can. */
export const BuiltIn = Type.Object({
  key: Type.String(),
  type: parts.type,
  labels: Type.Object({ zh: Type.String(), en: Type.String() }),
  state: Type.Enum([...builtInStates]),
  width: parts.width,
  position: Type.Integer(),
  /** 0 as long as nobody changed it. */
  version: Type.Integer(),
});
export type BuiltIn = Static<typeof BuiltIn>;
const Items = Type.Object({ items: Type.Array(Field), builtIn: Type.Array(BuiltIn) });
const BuiltInKey = Type.String({ pattern: '^[a-zA-Z]{1,40}$' });

export const fieldRoutes = routes({
  list: {
    method: 'GET',
    path: '/fields',
    summary:
      'Designed fields of customers or follow-ups in their order, and where those that are built in stand among them',
    permission: 'session',
    query: Type.Object({ owner: Owner }),
    reply: Items,
  },
  create: {
    method: 'POST',
    path: '/fields',
    summary: 'Add a field',
    permission: 'field.manage',
    body: NewField,
    reply: Field,
    errors: ['conflict'],
  },
  change: {
    method: 'PATCH',
    path: '/fields/:id',
    summary: 'Change a field; values that records have stay as they are',
    permission: 'field.manage',
    params: IdParams,
    body: FieldChange,
    reply: Field,
    errors: ['conflict'],
  },
  order: {
    method: 'PUT',
    path: '/fields/order',
    summary: 'Put fields into an order, designed ones by id, built-in ones by key; those that are not named follow',
    permission: 'field.manage',
    body: Type.Object(
      {
        owner: Owner,
        ids: Type.Array(Type.Union([Id, BuiltInKey]), { maxItems: fieldLimits.fields + 20, uniqueItems: true }),
      },
      { additionalProperties: false },
    ),
    reply: Items,
  },
  place: {
    method: 'PATCH',
    path: '/fields/built-in/:owner/:key',
    summary: 'Where a field that is built in is shown, and how wide',
    permission: 'field.manage',
    params: Type.Object({ owner: Owner, key: BuiltInKey }),
    body: Type.Object(
      {
        version: Type.Integer(),
        state: Type.Optional(Type.Enum([...builtInStates])),
        width: Type.Optional(parts.width),
      },
      { additionalProperties: false },
    ),
    reply: BuiltIn,
    errors: ['conflict'],
  },
  misfits: {
    method: 'POST',
    path: '/fields/:id/misfits',
    summary: 'How many records have a value, and which would not fit a change of type or list; nothing is changed',
    permission: 'field.manage',
    params: IdParams,
    body: Type.Object(
      { type: Type.Optional(parts.type), options: Type.Optional(parts.options) },
      { additionalProperties: false },
    ),
    reply: Type.Object({
      filled: Type.Integer(),
      /** Records whose value does not fit. They keep it and show it as it is. */
      misfits: Type.Integer(),
      examples: Type.Array(Type.Object({ value: Value, records: Type.Integer() })),
      /** Options that would no longer be offered and that records have; those keep and show them. */
      retired: Type.Array(Type.Object({ labels: Labels, records: Type.Integer() })),
    }),
  },
});
