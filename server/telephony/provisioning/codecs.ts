/**
 * What every endpoint speaks, in this order: G.711, A-law first as carriers in China. The two sides of a call may differ; Asterisk translates between
 * them. Calls of ours must name it, too: left alone Asterisk offers u-law first, whatever the endpoint says.
 */
export const codecs = 'alaw,ulaw';
