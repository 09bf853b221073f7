/** Whether the 0 of long distance is dialled before mobiles that belong elsewhere (长途手机自动加零): asked each time, never, or always. */
export const longDistanceRules = ['ask', 'never', 'always'] as const;
export type LongDistance = (typeof longDistanceRules)[number];
