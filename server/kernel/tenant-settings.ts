/**
 * What a tenant has set for itself, with the defaults of the product where it has set nothing; and whether it may work.
 * The one reader of `tenants.settings`: requests, the desk, the engine and the operator go by the same.
 */
import { Type, type TObject } from 'typebox';
import { Value } from 'typebox/value';
import {
  Branding,
  AgentSettings,
  CustomerSettings,
  BirthdaySettings,
  OutsidePrefix,
  RecordingSettings,
  SecurityPolicy,
  standardAreaCode,
  SupervisionSettings,
} from '@bahu/contract/tenants.ts';
import type { DeskRules } from '@bahu/contract/desk-settings.ts';
import type { Home } from '@bahu/domain/numbers/dial.ts';
import { openRangesOf, type ClosedRange } from '@bahu/domain/numbers/ranges.ts';
import type { TenantStatus } from './auth/principal.ts';
import { readDeskRules } from './desk-settings.ts';

const HomeSettings = Type.Object({
  /** Country calling code, and area code without the leading 0. */
  countryCode: Type.String({ pattern: '^[1-9][0-9]{0,2}$' }),
  areaCode: Type.String({ pattern: '^[0-9]{0,4}$' }),
  outsidePrefix: OutsidePrefix,
});
/** Minutes that the tenant's clock is ahead of UTC. */
const UtcOffset = Type.Integer({ minimum: -720, maximum: 840 });

export interface TenantSettings {
  home: Required<Home>;
  utcOffsetMinutes: number;
  security: SecurityPolicy;
  branding: Branding;
  openRanges: ClosedRange[];
  supervision: SupervisionSettings;
  recording: RecordingSettings;
  agents: AgentSettings;
  customers: CustomerSettings;
  birthdays: BirthdaySettings;
  desk: DeskRules;
}

/** Settings of a tenant that has set nothing. Colour and names are then those of the installation. */
export const standardSettings: TenantSettings = {
  home: { countryCode: '86', areaCode: standardAreaCode, outsidePrefix: '' },
  utcOffsetMinutes: 480,
  security: { passwordLength: 6, passwordMixed: false, passwordDays: 0, secondFactor: 'optional' },
  branding: { productName: '', logo: null, colour: null, supportContact: '' },
  openRanges: [],
  supervision: { isShown: false },
  recording: { keepsConsultations: false },
  agents: { missedOffers: 3 },
  customers: { takenADay: 0, returnAfterDays: 0, returnWarnDays: 3 },
  birthdays: { field: '', daysBefore: 1 },
  desk: { defaults: {}, locks: [] },
};

type Stored = Record<string, unknown>;

/** Reads `tenants.settings`; a field that is missing or invalid counts as not set. */
export function readSettings(stored: Stored): TenantSettings {
  const { home, utcOffsetMinutes, branding, supervision, recording, agents, birthdays, customers } = standardSettings;
  return {
    home: part(HomeSettings, stored['home'], home),
    utcOffsetMinutes: Value.Check(UtcOffset, stored['utcOffsetMinutes'])
      ? stored['utcOffsetMinutes']
      : utcOffsetMinutes,
    security: readSecurity(stored),
    branding: part(Branding, stored['branding'], branding),
    openRanges: openRangesOf(stored['openRanges']),
    supervision: part(SupervisionSettings, stored['supervision'], supervision),
    recording: part(RecordingSettings, stored['recording'], recording),
    agents: part(AgentSettings, stored['agents'], agents),
    customers: part(CustomerSettings, stored['customers'], customers),
    birthdays: part(BirthdaySettings, stored['birthdays'], birthdays),
    desk: readDeskRules(stored['desk']),
  };
}

/** Only what each request asks: a logo is long, and checked by whoever shows it. */
export const readSecurity = (stored: Stored): SecurityPolicy =>
  part(SecurityPolicy, stored['security'], standardSettings.security);

/** Field by field: one bad field must not open what another one closes, as a required second factor. */
function part<T extends object>({ properties }: TObject, stored: unknown, standard: T): T {
  const known = typeof stored === 'object' && stored !== null ? (stored as Stored) : {};
  const read = Object.entries(standard).map(([name, value]: [string, unknown]) => {
    return [name, Value.Check(properties[name]!, known[name]) ? known[name] : value];
  });
  return Object.fromEntries(read) as T;
}

interface Licence {
  status: string;
  expiresAt: Date | null;
}

/** Whether a tenant works, was suspended, or has run out, at a moment in epoch milliseconds. */
export const statusOf = ({ status, expiresAt }: Licence, nowMs: number): TenantStatus =>
  status === 'suspended' ? 'suspended' : expiresAt !== null && expiresAt.getTime() <= nowMs ? 'expired' : 'active';

/** Whether a tenant may place and take calls at a moment in epoch milliseconds: neither suspended nor expired. */
export const canCall = (tenant: Licence, nowMs: number): boolean => statusOf(tenant, nowMs) === 'active';
