/** Follow-ups (跟踪记录, SPEC A2.3, R2): what was said to a customer, and what comes next. Their routes stand with those of customers. */
import { Type, type Static } from 'typebox';
import { followUpFields } from '@bahu/domain/fields/follow-up-fields.ts';
import { codesOf, optionalOf, schemasOf } from './built-in-fields.ts';
import { FieldFilters, FieldSort, FieldValues } from './fields.ts';
import { Id, Nullable, PageQuery, SeveralIds, Time } from './page.ts';

const followUp = schemasOf(followUpFields);
export const followUpChannels = codesOf(followUpFields.channel);
export const FollowUp = Type.Object({
  id: Id,
  customerId: Id,
  callId: Nullable(Id),
  agentId: Id,
  agentName: Type.String(),
  ...followUp,
  /** Designed fields by code; numbers in them are masked as everywhere. */
  fields: FieldValues,
  remindAt: Nullable(Time),
  createdAt: Time,
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['edit', 'delete'])),
});
export type FollowUp = Static<typeof FollowUp>;
export const NewFollowUp = Type.Object(
  {
    callId: Type.Optional(Id),
    ...followUp,
    fields: Type.Optional(FieldValues),
    remindAt: Type.Optional(Time),
  },
  { additionalProperties: false },
);
/** Fields that are missing stay as they are; `version` is what the editor last saw. */
export const FollowUpChange = Type.Object(
  {
    version: Type.Integer(),
    ...optionalOf(followUp),
    fields: Type.Optional(FieldValues),
    remindAt: Type.Optional(Nullable(Time)),
  },
  { additionalProperties: false },
);
/** A follow-up in a list of those of many customers. */
export const ListedFollowUp = Type.Object({
  ...FollowUp.properties,
  customerName: Type.String(),
  /** National format, masked when the reader's role says so. */
  phone: Type.String(),
});
export type ListedFollowUp = Static<typeof ListedFollowUp>;

/** Orders of the list beside those by designed fields: newest first, and the next reminder first. */
export const followUpSorts = ['created', 'remind'] as const;

export const followUpFilters = {
  customer: Type.Optional(Id),
  /** One agent who wrote them, or several with commas. */
  agent: Type.Optional(SeveralIds),
  createdFrom: Type.Optional(Time),
  createdTo: Type.Optional(Time),
  remindFrom: Type.Optional(Time),
  remindTo: Type.Optional(Time),
  fields: Type.Optional(FieldFilters),
};
export const FollowUpFilter = Type.Object({
  ...PageQuery,
  ...followUpFilters,
  sort: Type.Optional(Type.Union([Type.Enum([...followUpSorts]), FieldSort])),
});
