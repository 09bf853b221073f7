/** What endpoints speak. The two sides of a call may differ: Asterisk translates between them. */
import type { BrowserSound } from '@bahu/contract/tenants.ts';

/**
 * What a call of ours names: of these Asterisk offers what the endpoint has, in this order. Left alone it offers u-law
 * first, whatever the endpoint says.
 */
export const codecOrder = 'opus,alaw,ulaw';

/** G.711, A-law first: what carriers in China and desk phones speak. */
export const standardCodecs = 'alaw,ulaw';

/** Of a softphone: a browser on a weak network gets Opus; one that has none still gets its calls. */
export const codecsOf = (kind: 'browser' | 'desk', browserSound: BrowserSound): string =>
  kind === 'browser' && browserSound === 'weak-network' ? codecOrder : standardCodecs;
