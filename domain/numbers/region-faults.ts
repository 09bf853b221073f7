/** Why a row of a table of where numbers belong is left out. The texts are `operator.regions.faults.<code>`. */
export const regionFaults = ['prefix', 'place', 'area-code', 'carrier', 'nothing', 'repeated'] as const;
export type RegionFault = (typeof regionFaults)[number];
