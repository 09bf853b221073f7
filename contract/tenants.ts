/** What a tenant's administrator sets for their own company: security, branding, what may be dialled, phones (SPEC P1, P3, A1.1, A2.1, U2). */
import { Type, type Static } from 'typebox';
import { closedRanges } from '@bahu/domain/numbers/ranges.ts';
import { DeskRules } from './desk-settings.ts';
import { Nullable, Time } from './page.ts';
import { routes } from './route.ts';

/** A small picture inside the page: PNG, JPEG or WebP as a data address. */
export const Logo = Type.String({
  pattern: '^data:image/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$',
  maxLength: 140_000,
});
export const Branding = Type.Object(
  {
    /** Empty for the product's own. */
    productName: Type.String({ maxLength: 24 }),
    logo: Nullable(Logo),
    /** `#rrggbb`; null for the standard one. Refused when text on it cannot be read. */
    colour: Nullable(Type.String({ pattern: '^#[0-9a-fA-F]{6}$' })),
    supportContact: Type.String({ maxLength: 200 }),
  },
  { additionalProperties: false },
);
export type Branding = Static<typeof Branding>;

export const SecurityPolicy = Type.Object(
  {
    passwordLength: Type.Integer({ minimum: 6, maximum: 64 }),
    /** Letters and digits both. */
    passwordMixed: Type.Boolean(),
    /** Days until a password must be changed, 0 = never. */
    passwordDays: Type.Integer({ minimum: 0, maximum: 730 }),
    secondFactor: Type.Enum(['off', 'optional', 'required']),
  },
  { additionalProperties: false },
);
export type SecurityPolicy = Static<typeof SecurityPolicy>;

/** Of a company for which nobody has set another one: Shenzhen, without the leading 0. */
export const standardAreaCode = '755';

/** Digits for an outside line that are dialled before numbers outside; empty for none. */
export const OutsidePrefix = Type.String({ pattern: '^[0-9]{0,6}$' });
/** Where the company is, as far as it says so itself. */
export const HomeSettings = Type.Object(
  {
    /** Without the leading 0; empty where numbers of the place are always dialled whole. */
    areaCode: Type.String({ pattern: '^([1-9][0-9]{1,3})?$' }),
    outsidePrefix: OutsidePrefix,
  },
  { additionalProperties: false },
);
export type HomeSettings = Static<typeof HomeSettings>;

/** Ranges of numbers that nobody may dial unless the company opens them; the caller's own rights are asked besides. */
export const OpenRanges = Type.Array(Type.Enum([...closedRanges]), { uniqueItems: true });

export const SupervisionSettings = Type.Object(
  {
    /** Agents see in the phone bar who listens to them, whispers or has joined. */
    isShown: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type SupervisionSettings = Static<typeof SupervisionSettings>;

export const AgentSettings = Type.Object(
  {
    /** So many offers in a row that ring out at an agent make them busy; 0 for never. */
    missedOffers: Type.Integer({ minimum: 0, maximum: 20 }),
  },
  { additionalProperties: false },
);
export type AgentSettings = Static<typeof AgentSettings>;

export const BirthdaySettings = Type.Object(
  {
    /** The code of the field of customers that holds their date of birth; empty for nobody is reminded. */
    field: Type.String({ pattern: '^([a-z][a-z0-9-]{0,39})?$' }),
    /** In the morning, so many days before. */
    daysBefore: Type.Integer({ minimum: 0, maximum: 30 }),
  },
  { additionalProperties: false },
);
export type BirthdaySettings = Static<typeof BirthdaySettings>;

export const RecordingSettings = Type.Object({
  /** What agents say in consultations is kept, each in a recording apart from the customer's; otherwise it is not kept at all. */
  keepsConsultations: Type.Boolean(),
});
export type RecordingSettings = Static<typeof RecordingSettings>;

export const CustomerSettings = Type.Object(
  {
    /** So many customers an agent takes from the public pool a day; 0 for no limit. */
    takenADay: Type.Integer({ minimum: 0, maximum: 10_000 }),
    /** After so many days without a follow-up customers go back to the public pool; 0: they stay. */
    returnAfterDays: Type.Integer({ minimum: 0, maximum: 3650 }),
    /** Their agents are warned so many days before; 0: not at all. */
    returnWarnDays: Type.Integer({ minimum: 0, maximum: 365 }),
  },
  { additionalProperties: false },
);
export type CustomerSettings = Static<typeof CustomerSettings>;

export const OwnTenant = Type.Object({
  code: Type.String(),
  name: Type.String(),
  status: Type.Enum(['active', 'suspended', 'expired']),
  expiresAt: Nullable(Time),
  licence: Type.Object({ agents: Type.Integer(), channels: Type.Integer(), storageBytes: Type.Integer() }),
  usage: Type.Object({ agents: Type.Integer(), channels: Type.Integer(), storageBytes: Type.Integer() }),
  branding: Branding,
  security: SecurityPolicy,
  home: HomeSettings,
  openRanges: OpenRanges,
  supervision: SupervisionSettings,
  recording: RecordingSettings,
  agents: AgentSettings,
  customers: CustomerSettings,
  birthdays: BirthdaySettings,
  desk: DeskRules,
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['edit'])),
});
export type OwnTenant = Static<typeof OwnTenant>;
/** What a change names; the rest stays as it is. */
export type TenantChange = Partial<
  Pick<
    OwnTenant,
    | 'branding'
    | 'security'
    | 'home'
    | 'openRanges'
    | 'supervision'
    | 'recording'
    | 'agents'
    | 'birthdays'
    | 'customers'
    | 'desk'
  >
>;
/** What a browser is told when the application is installed (W3C application manifest): the names of its members are not ours. */
export const Manifest = Type.Object({
  id: Type.String(),
  name: Type.String(),
  short_name: Type.String(),
  start_url: Type.String(),
  scope: Type.String(),
  display: Type.Literal('standalone'),
  background_color: Type.String(),
  theme_color: Type.String(),
  icons: Type.Array(
    Type.Object({
      src: Type.String(),
      sizes: Type.String(),
      type: Type.String(),
      purpose: Type.Enum(['any', 'maskable']),
    }),
  ),
  launch_handler: Type.Object({ client_mode: Type.Array(Type.String()) }),
  protocol_handlers: Type.Array(Type.Object({ protocol: Type.String(), url: Type.String() })),
});
export type Manifest = Static<typeof Manifest>;

export const tenantRoutes = routes({
  get: {
    method: 'GET',
    path: '/tenant',
    summary: 'My company: licence, usage, settings',
    permission: 'tenant.manage',
    reply: OwnTenant,
  },
  change: {
    method: 'PATCH',
    path: '/tenant',
    summary:
      'Change security, branding, phones, supervision, recording, agents, birthdays, their desks and customers, and what may be dialled',
    permission: 'tenant.manage',
    body: Type.Object(
      {
        version: Type.Integer(),
        branding: Type.Optional(Branding),
        security: Type.Optional(SecurityPolicy),
        home: Type.Optional(HomeSettings),
        openRanges: Type.Optional(OpenRanges),
        supervision: Type.Optional(SupervisionSettings),
        recording: Type.Optional(RecordingSettings),
        agents: Type.Optional(AgentSettings),
        customers: Type.Optional(CustomerSettings),
        birthdays: Type.Optional(BirthdaySettings),
        desk: Type.Optional(DeskRules),
      },
      { additionalProperties: false },
    ),
    reply: OwnTenant,
    errors: ['tenant.unreadable-colour', 'desk-setting.hot-keys', 'desk-setting.message-variable', 'conflict'],
  },
  /** For the sign-in page; an unknown code gets the installation's, so that none can be found out. */
  branding: {
    method: 'GET',
    path: '/branding',
    summary: 'Name, logo and colour of a tenant or of the installation',
    permission: 'public',
    query: Type.Object({ tenant: Type.Optional(Type.String({ pattern: '^[0-9]{6}$' })) }),
    reply: Branding,
  },
  /** For browsers that install the application; named as the sign-in page is. */
  manifest: {
    method: 'GET',
    path: '/manifest',
    summary: 'The application as a browser installs it, under the name of a tenant or of the installation',
    permission: 'public',
    query: Type.Object({ tenant: Type.Optional(Type.String({ pattern: '^[0-9]{6}$' })) }),
    reply: Manifest,
  },
});
