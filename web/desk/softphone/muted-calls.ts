/** Which calls are muted. By call, not by leg, so that a page that takes a call up again after a refresh unmutes nobody without their knowing. */
import { callOfLeg } from './invite.ts';

export interface MutedCalls {
  has(legId: string): boolean;
  set(legId: string, isMuted: boolean): void;
}

/** Where the ids of muted calls outlast the page; it may keep nothing. */
export interface KeptCalls {
  read(): unknown;
  write(callIds: readonly string[]): void;
}

/** Nobody says which calls are over for good: a leg that ends may come back. So many of the last are far more than anybody has at a time. */
const maxKept = 20;

export function createMutedCalls(kept: KeptCalls): MutedCalls {
  // Earlier pages kept one id alone.
  let callIds = [kept.read()].flat().filter((id) => typeof id === 'string');
  return {
    has: (legId) => callIds.includes(callOfLeg(legId)),
    set(legId, isMuted) {
      const callId = callOfLeg(legId);
      const others = callIds.filter((id) => id !== callId);
      callIds = (isMuted ? [callId, ...others] : others).slice(0, maxKept);
      kept.write(callIds);
    },
  };
}
