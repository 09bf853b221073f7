/** What a tenant has set for itself, with the defaults of the product where it has set nothing. */
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Home } from '@bahu/domain/numbers/dial.ts';

const Settings = Type.Object({
  home: Type.Object({
    /** Country calling code, and area code without the leading 0. */
    countryCode: Type.String({ pattern: '^[1-9][0-9]{0,2}$', default: '86' }),
    areaCode: Type.String({ pattern: '^[0-9]{0,4}$', default: '755' }),
  }, { default: {} }),
  /** Minutes that the tenant's clock is ahead of UTC. */
  utcOffsetMinutes: Type.Integer({ minimum: -720, maximum: 840, default: 480 }),
});

export interface TenantSettings {
  home: Home;
  utcOffsetMinutes: number;
}

/** Reads `tenants.settings`; what is missing or invalid counts as not set. */
export function readSettings(stored: Record<string, unknown>): TenantSettings {
  const known = Value.Default(Settings, structuredClone(stored));
  return Value.Check(Settings, known) ? { home: known.home, utcOffsetMinutes: known.utcOffsetMinutes } : readSettings({});
}

/** Whether a tenant may place and take calls now: neither suspended nor expired. */
export const canCall = (tenant: { status: string; expiresAt: Date | null }, nowMs: number): boolean =>
  tenant.status === 'active' && (tenant.expiresAt === null || tenant.expiresAt.getTime() > nowMs);
