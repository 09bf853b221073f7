/** What endpoints speak. The two sides of a call may differ: Asterisk translates between them. */
import { allowedCodecs, offeredCodecs, type Codec } from '@bahu/domain/agents/codecs.ts';

/** G.711, A-law first: what carriers in China speak. */
export const standardCodecs = 'alaw,ulaw';

/**
 * What a call of ours to an agent's phone names: of these Asterisk offers what the endpoint has, in this order. Left alone it offers u-law first, whatever
 * the endpoint says.
 */
export const orderOf = (order: readonly Codec[]): string => offeredCodecs(order).join(',');
/** What an agent's phone may speak. */
export const allowedOf = (order: readonly Codec[]): string => allowedCodecs(order).join(',');
