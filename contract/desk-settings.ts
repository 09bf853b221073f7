/**
 * Settings of an agent's desk (系统设置, SPEC A4), declared once: their page, the company's page of defaults and locks, and what the server takes follow
 * from `deskSettings`. A further setting is an entry here and its words.
 */
import { Type, type Static, type TSchema } from 'typebox';
import { codecs } from '@bahu/domain/agents/codecs.ts';
import { exceptions } from '@bahu/domain/agents/exception.ts';
import { hotKeyNames, standardHotKeys, type HotKeyName } from '@bahu/domain/hot-keys/hot-keys.ts';
import { hangUpCases, hangUpModes, longestMessage, type HangUpCase } from '@bahu/domain/messages/hang-up.ts';
import { longDistanceRules } from '@bahu/domain/numbers/long-distance.ts';
import { routes } from './route.ts';

/** The sections in which they are shown, in their order. */
export const deskSettingGroups = [
  'keys',
  'dialling',
  'pop',
  'notices',
  'sound',
  'absence',
  'messages',
  'texts',
] as const;
export type DeskSettingGroup = (typeof deskSettingGroups)[number];

/** Within a page of ours, or in a tab of the browser. */
export const linkedOpenings = ['embedded', 'new-tab'] as const;

/** How the call of who has left a message ends: when they have heard that it is kept, or at once. */
export const messageEnds = ['say-saved', 'hang-up'] as const;

interface Definition<T extends TSchema> {
  readonly group: DeskSettingGroup;
  readonly value: T;
  /** Of the product, where neither the company nor the agent has set one. */
  readonly standard: Static<T>;
}
const setting = <const T extends TSchema>(group: DeskSettingGroup, value: T, standard: Static<T>): Definition<T> => ({
  group,
  value,
  standard,
});

const HotKey = Type.String({ maxLength: 32 });
const HotKeys = Type.Object(
  Object.fromEntries(hotKeyNames.map((name) => [name, HotKey])) as Record<HotKeyName, typeof HotKey>,
  { additionalProperties: false },
);

const MessageText = Type.String({ maxLength: longestMessage });
const TextsAfterCalls = Type.Object(
  Object.fromEntries(hangUpCases.map((name) => [name, MessageText])) as Record<HangUpCase, typeof MessageText>,
  { additionalProperties: false },
);
const noTexts = Object.fromEntries(hangUpCases.map((name) => [name, ''])) as Record<HangUpCase, string>;

export const deskSettings = {
  hotKeys: setting('keys', HotKeys, standardHotKeys),
  /** Whether mobiles that belong elsewhere are dialled with the 0 of long distance. */
  longDistance: setting('dialling', Type.Enum([...longDistanceRules]), 'never'),
  /** Whether a call opens its customer's page. */
  popsOutbound: setting('pop', Type.Boolean(), true),
  popsInbound: setting('pop', Type.Boolean(), true),
  /** How pages of other systems open. */
  linkedPagesOpen: setting('pop', Type.Enum([...linkedOpenings]), 'embedded'),
  /** Whether a call that comes in brings the window forward, as far as the browser lets it. */
  raisesInbound: setting('pop', Type.Boolean(), false),
  /** Whether the small window with the phone goes with the call. */
  closesMiniPhone: setting('pop', Type.Boolean(), false),
  /** Follow-ups, missed calls and other tasks come to the list of to-dos without a notice; announcements are said all the same. */
  mutesTasks: setting('notices', Type.Boolean(), false),
  /** What the agent's phone speaks, the preferred first; it counts from the next call on. */
  codecs: setting('sound', Type.Array(Type.Enum([...codecs]), { uniqueItems: true, minItems: 1 }), ['alaw', 'ulaw']),
  /** Whether one audio connection stays up while the agent is ready, so that a call that they take is heard at once. */
  keepsPermanentLeg: setting('sound', Type.Boolean(), false),
  /** Whether the agent may bring along recordings of calls that they had on another device (本地录音). */
  uploadsRecordings: setting('sound', Type.Boolean(), true),
  /** When callers who want the agent go to their bound mobile, where the agent has one and it is allowed. */
  forwardsWhen: setting('absence', Type.Array(Type.Enum([...exceptions]), { uniqueItems: true }), [...exceptions]),
  /** Whether callers who want the agent and do not get them can leave a message (留言). */
  takesMessages: setting('messages', Type.Boolean(), true),
  /** So long a call for the agent rings before that. */
  messageAfterSeconds: setting('messages', Type.Integer({ minimum: 5, maximum: 60 }), 20),
  maxMessageSeconds: setting('messages', Type.Integer({ minimum: 10, maximum: 600 }), 180),
  afterMessage: setting('messages', Type.Enum([...messageEnds]), 'say-saved'),
  /** Whether colleagues who call the agent inside, and callers who are given to them, come to the box, too. */
  messagesOfColleagues: setting('messages', Type.Boolean(), false),
  messagesOfTransfers: setting('messages', Type.Boolean(), false),
  /** With more than either in the agent's box, no further message is taken. */
  boxMessages: setting('messages', Type.Integer({ minimum: 1, maximum: 500 }), 100),
  boxMinutes: setting('messages', Type.Integer({ minimum: 1, maximum: 600 }), 60),
  /** What becomes of the text after a call with a mobile (挂机短信). */
  textAfterCall: setting('texts', Type.Enum([...hangUpModes]), 'off'),
  /** One for each case; without one nothing is sent. */
  textsAfterCalls: setting('texts', TextsAfterCalls, noTexts),
} as const;

type Values = { readonly [Key in keyof typeof deskSettings]: (typeof deskSettings)[Key]['value'] };
const entries = Object.entries(deskSettings) as [DeskSettingName, Definition<TSchema>][];

export type DeskSettingName = keyof typeof deskSettings;
export const deskSettingNames = entries.map(([name]) => name);

export const DeskSettings = Type.Object(
  Object.fromEntries(entries.map(([name, { value }]) => [name, value])) as unknown as Values,
  { additionalProperties: false },
);
export type DeskSettings = Static<typeof DeskSettings>;
export const SomeDeskSettings = Type.Partial(DeskSettings, { additionalProperties: false });
export type SomeDeskSettings = Static<typeof SomeDeskSettings>;

export const standardDeskSettings = Object.fromEntries(
  entries.map(([name, { standard }]) => [name, standard]),
) as unknown as DeskSettings;

/** What a company sets for its agents: what holds without their own choice, and what they do not choose. */
export const DeskRules = Type.Object(
  {
    defaults: SomeDeskSettings,
    locks: Type.Array(Type.Enum([...deskSettingNames]), { uniqueItems: true }),
  },
  { additionalProperties: false },
);
export type DeskRules = Static<typeof DeskRules>;

export const OwnDeskSettings = Type.Object({
  /** What holds. */
  inForce: DeskSettings,
  /** What they have set themselves; of those that are locked it does not hold. */
  own: SomeDeskSettings,
  /** What holds without an own choice. */
  defaults: DeskSettings,
  locks: DeskRules.properties.locks,
  version: Type.Integer(),
});
export type OwnDeskSettings = Static<typeof OwnDeskSettings>;

export const deskSettingRoutes = routes({
  get: {
    method: 'GET',
    path: '/desk-settings',
    summary: 'My desk settings',
    permission: 'session',
    reply: OwnDeskSettings,
  },
  change: {
    method: 'PUT',
    path: '/desk-settings',
    summary: 'Change my desk settings; what is left out goes by the company',
    permission: 'session',
    body: Type.Object({ version: Type.Integer(), own: SomeDeskSettings }, { additionalProperties: false }),
    reply: OwnDeskSettings,
    errors: ['desk-setting.locked', 'desk-setting.hot-keys', 'desk-setting.message-variable', 'conflict'],
  },
});
