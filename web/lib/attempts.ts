/**
 * The key of a request that makes something, kept in this browser tab until its answer has come: when the answer was lost the same request is sent
 * under the same key, and what it makes is made once. It outlives a reload, as the draft does.
 */
import { ApiError, type CallOptions } from './api.ts';
import { keptInTab } from './storage.ts';

const placeOf = (name: string): string => `attempt ${name}`;

/** The key of the attempt under way for a form, else a new one. */
function keyOf(name: string): string {
  const known = keptInTab.read(placeOf(name));
  if (typeof known === 'string') return known;
  const key = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  keptInTab.write(placeOf(name), key);
  return key;
}

export const forgetAttempt = (name: string): void => keptInTab.remove(placeOf(name));

/** Takes the attempt along with a draft that gets another name. */
export function moveAttempt(from: string, to: string): void {
  const key = keptInTab.read(placeOf(from));
  forgetAttempt(from);
  if (key !== null) keptInTab.write(placeOf(to), key);
}

/** Whether nobody knows what became of a request. */
const isUnanswered = (error: unknown): boolean =>
  error instanceof ApiError && ['network', 'unknown', 'idempotency.in-progress'].includes(error.code);

/** Sends something for a form by the name of its draft. Once it is answered, well or not, the next time is another attempt. */
export async function attempt<R>(name: string, send: (once: CallOptions) => Promise<R>): Promise<R> {
  try {
    const reply = await send({ idempotencyKey: keyOf(name) });
    forgetAttempt(name);
    return reply;
  } catch (error) {
    if (!isUnanswered(error)) forgetAttempt(name);
    throw error;
  }
}
