/** Recording: on the agents' legs. */
import type { Leg } from './call.ts';
import type { Transition } from './transition.ts';

/**
 * Sends an agent's leg that has just come up for its recorder, if they are recorded; true when it has to be waited for. It is their leg and not the
 * customer's, because consultations and what is heard on hold are kept apart by it (docs/decisions/0015).
 */
export function armRecorder(transition: Transition, callId: string, leg: Leg): boolean {
  if (!transition.agent(leg.agentId)?.isRecorded) return false;
  transition.changeLeg(callId, leg.id, { recorder: 'arming' });
  // Who supervises has a recorder for the case that they take the call over; what they hear until then is nobody's recording.
  if (leg.role !== 'supervisor') transition.changeCall(callId, { isRecorded: true });
  transition.command(callId, { do: 'arm-recorder', legId: leg.id });
  return true;
}
