/** The networks of China, in one of which each mobile's prefix was given out. */
export const carriers = ['mobile', 'unicom', 'telecom', 'broadnet'] as const;
export type Carrier = (typeof carriers)[number];
