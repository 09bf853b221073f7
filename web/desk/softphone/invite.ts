/** Whether to take a call that the telephone exchange offers. Only calls that the server announced carry our headers. */
import type { MediaCall } from './softphone.ts';

export interface Invite {
  readonly legId: string;
  /** The page answers by itself: calls that the agent placed, and re-attachment after a refresh. */
  readonly isAutomatic: boolean;
}

/** Reads our headers; null when there are none, so the call is not from our server. */
export function readInvite(header: (name: string) => string | undefined): Invite | null {
  const legId = header('X-Bahu-Leg')?.trim();
  return legId ? { legId, isAutomatic: header('X-Bahu-Answer')?.trim().toLowerCase() === 'auto' } : null;
}

/** Whether the server wants a connection that stays up between calls. */
export const isPermanentInvite = (header: (name: string) => string | undefined): boolean =>
  Boolean(header('X-Bahu-Permanent')?.trim());

/** Leg ids begin with the id of their call. */
export const callOfLeg = (legId: string): string => legId.split('.', 1)[0] ?? legId;

/** `take` it, in place of the leg that is named, which the server has given up; `busy`; `refuse` a stranger. */
export type InviteDecision = { do: 'take'; instead: string | null } | { do: 'busy' | 'refuse' };

/** `current`: the calls that we have, the one with the sound first; two at most, as the server has it. */
export function decide(invite: Invite | null, current: readonly MediaCall[]): InviteDecision {
  if (!invite) return { do: 'refuse' };
  const former = current.find(({ legId }) => callOfLeg(legId) === callOfLeg(invite.legId));
  if (former || current.length < 2) return { do: 'take', instead: former?.legId ?? null };
  return invite.isAutomatic ? { do: 'take', instead: current[1]!.legId } : { do: 'busy' };
}
