/** In which order the phone of an agent is offered codecs (SPEC A4.5). */

/** Those that the media server has and that browsers and desk phones speak. */
export const codecs = ['opus', 'g722', 'alaw', 'ulaw'] as const;
export type Codec = (typeof codecs)[number];

/** Of the telephone network: every phone has one of these. */
const ofTheNetwork: readonly Codec[] = ['alaw', 'ulaw'];
/** Whether a phone that has nothing else of it still gets its calls. */
export const isReachable = (order: readonly Codec[]): boolean => order.some((codec) => ofTheNetwork.includes(codec));

/** What a call offers: as it was chosen, and A-law last where nothing of the network was. */
export const offeredCodecs = (order: readonly Codec[]): readonly Codec[] =>
  isReachable(order) ? order : [...order, 'alaw'];

/** What a phone may speak at all, the preferred first: a call chooses among these, so that a change counts from the next one on. */
export const allowedCodecs = (order: readonly Codec[]): readonly Codec[] => [
  ...order,
  ...codecs.filter((codec) => !order.includes(codec)),
];
