/** Ids of legs, which are those of their channels. */

/** The call that a leg id of ours belongs to, or null for a foreign channel id. */
export const callIdOfLeg = (legId: string): string | null =>
  /^([0-9a-f]{8}-[0-9a-f-]{27})\.[0-9]+$/.exec(legId)?.[1] ?? null;
