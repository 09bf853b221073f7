/** An authenticator app, for tests of second factors. */
import { Secret, TOTP } from 'otpauth';

const stepMs = 30_000;
const roomMs = 8000;

/** What the authenticator shows `steps` times 30 s from now. */
export const shown = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * stepMs });

/** A little after a step began, so that no step ends within a test. */
export async function stepWithRoom(): Promise<void> {
  const left = stepMs - (Date.now() % stepMs);
  if (left < roomMs) await new Promise((resolve) => setTimeout(resolve, left + 50));
}
