/** The second factor: TOTP by RFC 6238 as authenticator apps expect it (SHA-1, six digits, 30 s), and recovery codes. Nothing is stored here. */
import { createHash, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

const stepMs = 30_000;
const form = { algorithm: 'SHA1', digits: 6, period: stepMs / 1000 };
/** Clocks of phones go wrong by some seconds: the step before and the one after count as well. */
const window = 1;

/** Whose codes they are in the app's list, where the installation has no name of its own. */
export const standardIssuer = 'Bahu';

/** A secret of 160 bits in base32, and the address that an authenticator reads from a QR code. */
export function newSecret(issuer: string, account: string): { secret: string; uri: string } {
  const totp = new TOTP({ ...form, issuer, label: account, secret: new Secret({ size: 20 }) });
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/**
 * Number of the 30-second step that a code belongs to, null when it belongs to none near `nowMs` (epoch milliseconds of the wall clock, which
 * phones follow). Spaces between the digits are passed over.
 */
export function stepOf(secret: string, code: string, nowMs = Date.now()): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^[0-9]{6}$/.test(token)) return null;
  const delta = new TOTP({ ...form, secret: Secret.fromBase32(secret) }).validate({ token, timestamp: nowMs, window });
  return delta === null ? null : Math.floor(nowMs / stepMs) + delta;
}

/** Without letters that are taken for digits. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
const recoveryCodes = { count: 10, groups: 3, letters: 4 };

/** Ten codes of 59 bits in groups of four: `7kmq-x2rd-9hwa`. */
export function newRecoveryCodes(): string[] {
  const group = (): string =>
    Array.from({ length: recoveryCodes.letters }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: recoveryCodes.count }, () =>
    Array.from({ length: recoveryCodes.groups }, group).join('-'),
  );
}

/** What is stored of a recovery code; case, hyphens and spaces do not matter. The owner's id keeps equal codes of two owners apart. */
export const hashRecoveryCode = (ownerId: string, code: string): Buffer =>
  createHash('sha256')
    .update(`${ownerId} ${code.toLowerCase().replace(/[\s-]/g, '')}`)
    .digest();
