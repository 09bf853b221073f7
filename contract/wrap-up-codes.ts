/** Codes by which agents say what a call was about (小结代码, SPEC B, A2.8): their groups, and what was said of a call. */
import { Type, type Static } from 'typebox';
import { nextActions } from '@bahu/domain/wrap-up/wrap-up.ts';
import { Id, IdParams, Nullable, Time } from './page.ts';
import { PlainRecord, recordRoutes } from './record-routes.ts';
import { routes } from './route.ts';

/** `choices`: how often one says anew what a call was about. */
export const wrapUpLimits = { codes: 100, queues: 200, afterMinutes: 43_200, choices: 50 } as const;
const names = {
  name: Type.String({ minLength: 1, maxLength: 24, pattern: '\\S' }),
  /** Empty where `name` serves both languages. */
  nameEn: Type.String({ maxLength: 32 }),
};
const code = {
  ...names,
  nextAction: Type.Enum([...nextActions]),
  /** When the agent is reminded of it, counted from the choice. */
  afterMinutes: Type.Integer({ minimum: 0, maximum: wrapUpLimits.afterMinutes }),
  isEnabled: Type.Boolean(),
};
/** `id` is of a code that there is; one without is new. They come in their order. */
const Codes = Type.Array(Type.Object({ id: Type.Optional(Id), ...code }, { additionalProperties: false }), {
  maxItems: wrapUpLimits.codes,
});
const fields = {
  ...names,
  /** The order in which agents see the groups, and the key of each. */
  position: Type.Integer({ minimum: 1, maximum: 999 }),
  /** For all calls, or for those of `queueIds`. */
  appliesTo: Type.Enum(['all', 'queues']),
  queueIds: Type.Array(Id, { maxItems: wrapUpLimits.queues, uniqueItems: true }),
  /** A call without a code counts as one whose code is missing; nothing waits for it. */
  isRequired: Type.Boolean(),
  isEnabled: Type.Boolean(),
  codes: Codes,
};
export const WrapUpGroup = PlainRecord({
  ...fields,
  /** As `queueIds`. */
  queueNames: Type.Array(Type.String()),
  codes: Type.Array(Type.Object({ id: Id, ...code })),
});
export type WrapUpGroup = Static<typeof WrapUpGroup>;
export type WrapUpCode = WrapUpGroup['codes'][number];

/** A code by its names and those of its group. */
const NamedCode = Type.Object({ id: Id, ...names, group: Type.String(), groupEn: Type.String() });
const Choice = Type.Object({ code: NamedCode, at: Time, byName: Nullable(Type.String()), isLate: Type.Boolean() });

/** What an agent who talked says of a call. */
export const WrapUp = Type.Object({
  agentId: Id,
  agentName: Nullable(Type.String()),
  isRequired: Type.Boolean(),
  code: Nullable(NamedCode),
  nextAction: Type.Enum([...nextActions]),
  /** Chosen behind the after-call work. */
  isLate: Type.Boolean(),
  /** When the agent is reminded of what it has them do. */
  dueAt: Nullable(Time),
  /** All choices, the latest first. */
  history: Type.Array(Choice),
  can: Type.Array(Type.Enum(['choose'])),
});
export type WrapUp = Static<typeof WrapUp>;

/** A group whose codes can be chosen for a call. */
const OpenGroup = Type.Object({
  id: Id,
  ...names,
  isRequired: Type.Boolean(),
  codes: Type.Array(Type.Object({ id: Id, ...names, nextAction: code.nextAction, afterMinutes: code.afterMinutes })),
});
export type OpenGroup = Static<typeof OpenGroup>;

export const WrapUpsOfCall = Type.Object({ groups: Type.Array(OpenGroup), agents: Type.Array(WrapUp) });
export type WrapUpsOfCall = Static<typeof WrapUpsOfCall>;

export const wrapUpCodeRoutes = routes({
  ...recordRoutes({
    path: '/wrap-up-groups',
    what: 'group of wrap-up codes',
    read: 'wrap-up-group.read',
    manage: 'wrap-up-group.manage',
    fields,
    needed: ['name'],
    query: { search: Type.String({ maxLength: 64 }), enabled: Type.Boolean() },
    record: WrapUpGroup,
    errors: ['wrap-up-group.name-taken', 'wrap-up-code.name-taken', 'wrap-up-code.in-use'],
    removalErrors: ['wrap-up-code.in-use'],
  }),
  codes: {
    method: 'GET',
    path: '/wrap-up-codes',
    summary: 'All wrap-up codes by name, also those that are switched off',
    permission: 'call.read',
    reply: Type.Object({ items: Type.Array(NamedCode) }),
  },
  ofCall: {
    method: 'GET',
    path: '/calls/:id/wrap-ups',
    summary: 'What each agent who talked says of a call, and the codes that it can have',
    permission: 'call.read',
    params: IdParams,
    reply: WrapUpsOfCall,
  },
  choose: {
    method: 'PUT',
    path: '/calls/:id/wrap-up',
    summary: 'Choose the code of a call: one’s own, or as a correction that of the agent who talked',
    permission: 'wrap-up.choose',
    params: IdParams,
    body: Type.Object(
      {
        codeId: Id,
        /** Absent for one’s own. */
        agentId: Type.Optional(Id),
        /** When to be reminded, where the code has something to do; absent as the code says. */
        dueAt: Type.Optional(Time),
      },
      { additionalProperties: false },
    ),
    reply: WrapUp,
    errors: ['wrap-up.not-talked', 'wrap-up.no-such-code', 'wrap-up.too-many', 'forbidden', 'blacklist.full'],
  },
});
