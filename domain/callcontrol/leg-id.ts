/** Ids of legs, which are those of their channels. */

/** The call that a leg id of ours belongs to, or null for a foreign channel id. */
export const callIdOfLeg = (legId: string): string | null =>
  /^([0-9a-f]{8}-[0-9a-f-]{27})\.[0-9]+$/.exec(legId)?.[1] ?? null;

const farEnd = '.far';
/** The channel that ties a leg to its agent's permanent leg. */
export const farEndOf = (legId: string): string => `${legId}${farEnd}`;
/** The leg whose far end a channel is, or null. */
export const legOfFarEnd = (channelId: string): string | null =>
  channelId.endsWith(farEnd) ? channelId.slice(0, -farEnd.length) : null;
