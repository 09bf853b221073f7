/** What a tenant has set for itself, with the defaults of the product where it has set nothing. */
import { Type, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { Branding, PhoneSettings, SecurityPolicy } from '@bahu/contract/tenant.ts';
import type { Home } from '@bahu/domain/numbers/dial.ts';
import { openRangesOf, type ClosedRange } from '@bahu/domain/numbers/ranges.ts';

const HomeSettings = Type.Object({
  /** Country calling code, and area code without the leading 0. */
  countryCode: Type.String({ pattern: '^[1-9][0-9]{0,2}$' }),
  areaCode: Type.String({ pattern: '^[0-9]{0,4}$' }),
});
/** Minutes that the tenant's clock is ahead of UTC. */
const UtcOffset = Type.Integer({ minimum: -720, maximum: 840 });

export interface TenantSettings {
  home: Home;
  utcOffsetMinutes: number;
  security: SecurityPolicy;
  branding: Branding;
  openRanges: ClosedRange[];
  phones: PhoneSettings;
}

/** Settings of a tenant that has set nothing. Colour and names are then those of the installation. */
export const standardSettings: TenantSettings = {
  home: { countryCode: '86', areaCode: '755' },
  utcOffsetMinutes: 480,
  security: { passwordLength: 6, passwordMixed: false, passwordDays: 0, secondFactor: 'optional' },
  branding: { productName: '', logo: null, colour: null, supportContact: '' },
  openRanges: [],
  phones: { browserSound: 'standard' },
};

/** Reads `tenants.settings`; a part that is missing or invalid counts as not set. */
export function readSettings(stored: Record<string, unknown>): TenantSettings {
  const { home, utcOffsetMinutes, security, branding, phones } = standardSettings;
  return {
    home: part(HomeSettings, stored['home'], home), utcOffsetMinutes: Value.Check(UtcOffset, stored['utcOffsetMinutes']) ? stored['utcOffsetMinutes'] : utcOffsetMinutes,
    security: part(SecurityPolicy, stored['security'], security), branding: part(Branding, stored['branding'], branding),
    openRanges: openRangesOf(stored['openRanges']), phones: part(PhoneSettings, stored['phones'], phones),
  };
}

function part<T extends object>(schema: TSchema, stored: unknown, standard: T): T {
  const known: unknown = typeof stored === 'object' && stored !== null ? { ...standard, ...stored } : standard;
  return Value.Check(schema, known) ? (known as T) : standard;
}

/** Whether a tenant may place and take calls now: neither suspended nor expired. */
export const canCall = (tenant: { status: string; expiresAt: Date | null }, nowMs: number): boolean =>
  tenant.status === 'active' && (tenant.expiresAt === null || tenant.expiresAt.getTime() > nowMs);
