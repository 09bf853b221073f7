/**
 * Puts the codecs of an SDP's audio line into our order. The browser answers in the order of the offer, so reordering the offer
 * decides both ways.
 */

/** Lower case. G.711 A-law needs no transcoding towards carriers; Opus follows for bad networks. */
export const codecOrder: readonly string[] = ['pcma', 'opus', 'pcmu', 'g722'];

/** The same SDP with the payloads of `m=audio` sorted by `order`; those not named keep their order behind the named ones. */
export function orderCodecs(sdp: string, order: readonly string[] = codecOrder): string {
  const names = new Map<string, string>([
    ['8', 'pcma'],
    ['0', 'pcmu'],
    ['9', 'g722'],
  ]);
  for (const [, payload, name] of sdp.matchAll(/^a=rtpmap:(\d+) ([^/\r\n]+)/gm)) {
    if (payload && name) names.set(payload, name.toLowerCase());
  }
  const rank = (payload: string): number => {
    const place = order.indexOf(names.get(payload) ?? '');
    return place === -1 ? order.length : place;
  };
  return sdp.replace(
    /^(m=audio \d+ [^ ]+ )([\d ]+)/m,
    (_, head: string, payloads: string) =>
      head +
      payloads
        .trim()
        .split(' ')
        .sort((a, b) => rank(a) - rank(b))
        .join(' '),
  );
}
