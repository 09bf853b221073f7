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

/** `take` it; `replace` the call that we still have, which the server has given up; `busy`; `refuse` a stranger. */
export type Verdict = 'take' | 'replace' | 'busy' | 'refuse';

export function judge(invite: Invite | null, current: MediaCall | null): Verdict {
  if (!invite) return 'refuse';
  if (!current) return 'take';
  return invite.isAutomatic || current.legId === invite.legId || current.state === 'ringing' ? 'replace' : 'busy';
}
