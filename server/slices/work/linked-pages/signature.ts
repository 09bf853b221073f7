/** How the address of a linked page is signed; `docs/api.md` tells receivers how to verify it. */
import { createHmac, randomBytes } from 'node:crypto';
import { signature, signedAt, signedText, withParameter } from '@bahu/domain/linked-pages/template.ts';

/** A new secret: 32 random bytes. */
export const newSecret = (): string => `lps_${randomBytes(32).toString('base64url')}`;

/**
 * What stands for a number (E.164) where its reader sees it masked: keyed, so that nobody without the secret finds the number, and the same for the
 * same number, so that who has the secret finds whom they know. One for each secret; empty for no number.
 */
export const numberKey = (number: string, secrets: readonly string[]): string =>
  number === '' ? '' : secrets.map((secret) => hmac(secret, `number\n${number}`)).join('.');

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

/** The address with its time (epoch milliseconds) and a signature by each secret; as it is where there is no secret. */
export function signAddress(address: string, atMs: number, secrets: readonly string[]): string {
  if (secrets.length === 0) return address;
  const timed = withParameter(address, signedAt, String(Math.floor(atMs / 1000)));
  const text = signedText(timed);
  const signatures = secrets.map((secret) => hmac(secret, text));
  return withParameter(timed, signature, signatures.join('.'));
}
