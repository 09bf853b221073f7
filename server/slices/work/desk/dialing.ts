/** What was typed or clicked becomes a number that may be dialled, counted for those who may not see whose it is. */
import { parseDial, type DialNumber, type Home } from '@bahu/domain/numbers/dial.ts';
import type { Permission } from '@bahu/contract/permissions.ts';
import { audit } from '../../../kernel/audit.ts';
import { limitPerHour } from '../../../kernel/hourly-limit.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { invalidNumber } from '../../../kernel/number-refusal.ts';
import { regionFor } from '../../../kernel/regions.ts';
import { whyNotCalled } from '../../crm/customers/index.ts';

/** A line outside with the keys for whoever answers, a colleague's extension, or the number of a queue or of a parked call. */
export type Dialled =
  | { kind: 'external'; number: DialNumber; keys: string }
  | { kind: 'extension' | 'queue-number'; number: string; keys: '' }
  | { kind: 'slot'; number: string; keys: '' };

/**
 * Numbers that somebody may dial within an hour who typed them and may not see whose they are: one each 15 seconds for a
 * whole hour. Typing eleven digits, the own phone, the carrier and the first ring take longer by themselves, so nobody at
 * work meets it; ten thousand numbers take two days.
 */
const dialedBlindly = { most: 240, actions: ['call.dial'], field: 'phone' };

/**
 * Reads a number that was typed (`isTyped`) or found by reference. One outside needs the right to call, as any call outside does.
 * What its customers want is asked here, for every call and transfer that people begin.
 * @throws Refusal forbidden, phone.invalid-number, too-many-requests, phone.do-not-call, phone.consent-refused
 */
export async function readDialled(
  ctx: Ctx,
  given: string,
  { home, isTyped }: { home: Home; isTyped: boolean },
): Promise<Dialled> {
  const dial = parseDial(given, home);
  if (dial.kind === 'invalid') throw invalidNumber(dial.why, isTyped ? 'number' : undefined);
  if (dial.kind === 'extension') return { kind: dial.kind, number: dial.extension, keys: '' };
  if (dial.kind === 'queue-number') return { kind: dial.kind, number: dial.number, keys: '' };
  if (dial.kind === 'slot') return { kind: dial.kind, number: dial.slot, keys: '' };
  mustHold(ctx, 'call.place');
  const isBlind = isTyped && ctx.principal.masksNumbers;
  if (isBlind) await countBlindDial(ctx, dial.number);
  const refusal = await ctx.tenant((tx) => whyNotCalled(tx, dial.number));
  // That somebody among the customers has the number is not told to who may not know it: it could as well be on the blacklist.
  if (refusal) throw new Refusal(isBlind ? 'phone.number-blocked' : refusal);
  return { kind: dial.kind, number: dial.number, keys: dial.keys };
}

/** @throws Refusal forbidden */
export function mustHold({ principal }: Ctx, permission: Permission): void {
  if (!principal.permissions.has(permission)) throw new Refusal('forbidden');
}

/** @throws Refusal too-many-requests */
const countBlindDial = (ctx: Ctx, number: string): Promise<void> =>
  ctx.tenant(async (tx) => {
    await limitPerHour(tx, ctx.principal, dialedBlindly);
    await audit(tx, ctx, { action: 'call.dial', recordType: 'call', recordId: null, after: { phone: number } });
  });

/** What is refused because the agent is to say whether a 0 goes before the number tells them where that belongs, as far as they may know. */
export async function asking<T>({ principal }: Ctx, number: string, dial: () => Promise<T>): Promise<T> {
  try {
    return await dial();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'phone.ask-zero') throw error;
    const { place = '', placeEn = '' } = regionFor(principal, number) ?? {};
    throw new Refusal('phone.ask-zero', { place, placeEn });
  }
}
