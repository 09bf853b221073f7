import { expect, test } from 'vitest';
import { canCall, readSecurity, readSettings, standardSettings, statusOf } from './tenant-settings.ts';

test.each<[string, Record<string, unknown>, object]>([
  ['nothing', {}, {}],
  [
    'what nobody knows',
    { home: 'Shenzhen', utcOffsetMinutes: '480', security: null, branding: [], openRanges: {}, phones: 7, more: 1 },
    {},
  ],
  [
    'a home without an area',
    { home: { countryCode: '852' } },
    { home: { countryCode: '852', areaCode: '755', outsidePrefix: '' } },
  ],
  [
    'a home with a country that is none',
    { home: { countryCode: '+86', areaCode: '10' } },
    { home: { countryCode: '86', areaCode: '10', outsidePrefix: '' } },
  ],
  [
    'a home without area codes',
    { home: { countryCode: '65', areaCode: '' } },
    { home: { countryCode: '65', areaCode: '', outsidePrefix: '' } },
  ],
  ['a clock that no place has', { utcOffsetMinutes: 900 }, {}],
  ['a clock behind', { utcOffsetMinutes: -300 }, { utcOffsetMinutes: -300 }],
  [
    'a password that is too short, and a second factor',
    { security: { passwordLength: 3, secondFactor: 'required' } },
    { security: { ...standardSettings.security, secondFactor: 'required' } },
  ],
  [
    'a logo from elsewhere, and a name',
    { branding: { logo: 'https://a.example', productName: '甲' } },
    { branding: { ...standardSettings.branding, productName: '甲' } },
  ],
  ['ranges, one of which nobody knows', { openRanges: ['satellite', 'moon'] }, { openRanges: ['satellite'] }],
  ['supervision that its agents see', { supervision: { isShown: true } }, { supervision: { isShown: true } }],
  ['supervision of a kind that nobody knows', { supervision: { isShown: 'yes' } }, {}],
  [
    'an order of codecs, and one that nobody knows',
    { desk: { defaults: { codecs: ['opus', 'alaw'] }, locks: ['codecs', 'loudness'] } },
    { desk: { defaults: { codecs: ['opus', 'alaw'] }, locks: ['codecs'] } },
  ],
])('[P1] a tenant that has set %s has the standard for the rest', (_what, stored, set) => {
  expect(readSettings(stored)).toEqual({ ...standardSettings, ...set });
  expect(readSecurity(stored)).toEqual(readSettings(stored).security);
});

const now = Date.UTC(2026, 10, 28);
test.each<[string, number | null, string]>([
  ['active', null, 'active'],
  ['active', now + 1, 'active'],
  ['active', now, 'expired'],
  ['active', now - 1, 'expired'],
  ['suspended', null, 'suspended'],
  ['suspended', now - 1, 'suspended'],
])('[P1] a tenant that is %s and ends at %s is %s, and only an active one may call', (stored, end, status) => {
  const tenant = { status: stored, expiresAt: end === null ? null : new Date(end) };
  expect([statusOf(tenant, now), canCall(tenant, now)]).toEqual([status, status === 'active']);
});
