/** Messages of callers whom nobody takes (留言, SPEC A4.7): a greeting and a beep, then what they say is recorded, for an agent or for whoever the call was for. */
import type { Agent } from '../agents/agent.ts';
import { minMessageSeconds, standardMessageSeconds, type Box } from '../agents/box.ts';
import { isLive, legOf, ownerParty, playbackOf, remoteParty, type Call, type Party } from './call.ts';
import type { Command } from './command.ts';
import { endCall } from './ending.ts';
import type { Event } from './event.ts';
import { isAboutOutside } from './inside-only.ts';
import { withdrawOffers } from './offering.ts';
import type { Outcome } from './outcome.ts';
import { closingOutcome, play, sayGoodbye, stopPlaying } from './sound.ts';
import type { Announcement } from './topology.ts';
import type { TenantState, Transition } from './transition.ts';

/** What a caller leaves: in whose box, null for no agent's, and since when it is recorded, epoch milliseconds. */
export interface Message {
  readonly agentId: string | null;
  readonly since: number | null;
  /** A number or a key has led to the box: they have waited for nobody. Absent in calls that were stored before this was. */
  readonly isDirect?: boolean;
}

/** Names of voice files that every tenant has. */
const prompts = {
  leaveMessage: 'leave-message',
  beep: 'beep',
  messageSaved: 'message-saved',
  boxFull: 'box-full',
} as const;

/** The longest greeting, in seconds, with some to spare: an own one takes a minute at most. */
const greetingSeconds = 90;

/** Who leaves the message: the caller, also one of our own who has called a colleague. */
const speaker = (call: Call): Party => (call.direction === 'internal' ? ownerParty(call) : remoteParty(call))!;
/** How a call counts in which no message was left. */
const outcomeWithout = (call: Call): Outcome => (call.direction === 'internal' ? 'no-answer' : closingOutcome(call));

const boxOf = (transition: Transition, { message }: Pick<Call, 'message'>): Box | null =>
  transition.agent(message?.agentId ?? null)?.box ?? null;
const longest = (transition: Transition, call: Pick<Call, 'message'>): number =>
  boxOf(transition, call)?.maxSeconds ?? standardMessageSeconds;

/**
 * Asks the caller for a message: takes them out of the queue, speaks, beeps, records. Whom we have called has none to leave, and nobody who came to a
 * full box. `agentId`: whose box it is for, if they have one. `isDirect`: they have asked for no more.
 */
export function startVoicemail(
  transition: Transition,
  callId: string,
  agentId: string | null = null,
  isDirect = false,
): void {
  if (transition.call(callId)!.direction !== 'inbound') return sayGoodbye(transition, callId);
  askForMessage(transition, callId, agentId, isDirect);
}

/**
 * Whether a colleague takes a message from who has called them inside. Nobody is told there that a box is full: the call ends as without one.
 */
export function takesFromColleague(transition: Transition, callId: string, agentId: string | null): boolean {
  const agent = transition.agent(agentId);
  const call = transition.call(callId)!;
  const own = ownerParty(call);
  return (
    agent?.box?.takesColleagues === true &&
    agent.isEnabled &&
    !agent.box.isFull &&
    call.direction === 'internal' &&
    own?.state === 'in' &&
    isLive(legOf(call, own.legId))
  );
}

/** The agent who has called a colleague in vain leaves them a message. */
export function leaveWithColleague(transition: Transition, callId: string, { id, extension }: Agent): void {
  stopPlaying(transition, callId);
  transition.fact(callId, { type: 'extension-unavailable', extension });
  askForMessage(transition, callId, id, false);
}

/** Whether a caller who was given to an agent, and not taken, is asked for a message at once. */
export function takesFromTransfer(transition: Transition, call: Call, agentId: string | null): boolean {
  const agent = transition.agent(agentId);
  return call.direction === 'inbound' && isAboutOutside(call) && agent !== undefined && takesTransfers(agent);
}
/** Whether an agent takes messages of callers who are given to them. */
export const takesTransfers = ({ box, isEnabled, isInsideOnly }: Agent): boolean =>
  box?.takesTransfers === true && !box.isFull && isEnabled && !isInsideOnly;

function askForMessage(transition: Transition, callId: string, agentId: string | null, isDirect: boolean): void {
  const box = transition.agent(agentId)?.box ?? null;
  const owner = box === null ? {} : { agentId: agentId! };
  if (box?.isFull) {
    transition.fact(callId, { type: 'voicemail-full', agentId: agentId! });
    return sayGoodbye(transition, callId, [prompts.boxFull]);
  }
  withdrawOffers(transition, callId);
  transition.fact(callId, { type: 'voicemail-started', ...owner });
  const call = transition.changeCall(callId, {
    phase: 'voicemail',
    deadlines: {},
    message: { agentId: owner.agentId ?? null, since: null, isDirect },
  });
  const own = box === null ? transition.queue(call.queueId)?.announcements.greeting : box.greeting;
  play(transition, callId, speaker(call).id, [own ?? prompts.leaveMessage, prompts.beep]);
  transition.setDeadlines(callId, { voicemail: greetingSeconds + longest(transition, call) });
}

/** How what was played ended: `isLate`: a while ago, while nobody listened to the media server. */
interface Heard {
  readonly what: Announcement;
  readonly hasFailed: boolean;
  readonly isLate: boolean;
}

/** What is played in a voicemail or as a goodbye has been heard. */
export function afterAnnouncement(transition: Transition, callId: string, { what, hasFailed, isLate }: Heard): void {
  const call = transition.call(callId)!;
  if (call.phase === 'goodbye') return endCall(transition, callId, { side: 'system', outcome: closingOutcome(call) });
  if (call.phase !== 'voicemail') return;
  if (call.outcome === 'voicemail') return endCall(transition, callId, { side: 'system', outcome: 'voicemail' });
  // Who has heard the beep and spoken to nobody hears it again.
  if (isLate) return play(transition, callId, speaker(call).id, [prompts.beep]);
  // A greeting of their own that is lost: the standard one, once.
  if (hasFailed && !what.includes(prompts.leaveMessage) && what.length > 1)
    return play(transition, callId, speaker(call).id, [prompts.leaveMessage, prompts.beep]);
  recordMessage(transition, call);
}

function recordMessage(transition: Transition, { id, message }: Call): void {
  const asked = message ?? { agentId: null };
  const call = transition.changeCall(id, { message: { ...asked, since: transition.now } });
  transition.command(id, recording(call, longest(transition, call)));
}

const recording = (call: Call, maxSeconds: number): Command => ({
  do: 'record-voicemail',
  legId: speaker(call).legId!,
  callId: call.id,
  maxSeconds,
});

/** What has the message of a call recorded, while its caller speaks; null in every other call. */
export function messageCommand({ agents }: Pick<TenantState, 'agents'>, call: Call): Command | null {
  if (call.phase !== 'voicemail' || call.outcome === 'voicemail' || playbackOf(call) !== null) return null;
  return recording(call, agents.get(call.message?.agentId ?? '')?.box?.maxSeconds ?? standardMessageSeconds);
}

/** The message is recorded: the caller hears that and the call ends. What is too short for one is none. */
export function afterVoicemail(
  transition: Transition,
  { callId, seconds }: Extract<Event, { type: 'voicemail-ended' }>,
): void {
  const call = transition.call(callId);
  if (call?.phase !== 'voicemail' || call.outcome === 'voicemail') return;
  if (seconds < minMessageSeconds) {
    transition.fact(callId, { type: 'voicemail-empty' });
    if (call.direction !== 'internal') return sayGoodbye(transition, callId);
    return endCall(transition, callId, { side: 'system', outcome: outcomeWithout(call) });
  }
  transition.fact(callId, { type: 'voicemail-left', seconds });
  transition.changeCall(callId, { outcome: 'voicemail' });
  if (boxOf(transition, call)?.saysSaved === false)
    return endCall(transition, callId, { side: 'system', outcome: 'voicemail' });
  play(transition, callId, speaker(call).id, [prompts.messageSaved]);
}

/** Nothing has come of it in all the time that it may take. */
export function voicemailTooLong(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  const outcome = hasMessage(call, transition.now) ? 'voicemail' : outcomeWithout(call);
  endCall(transition, callId, { side: 'system', outcome });
}

/** Whether a caller who leaves now has left a message. */
export function hasMessage(call: Call, now: number): boolean {
  if (call.phase !== 'voicemail') return false;
  if (call.outcome === 'voicemail') return true;
  if (playbackOf(call) !== null) return false;
  // Of a call that was stored before this was, nothing is known but that nothing is played.
  const since = call.message?.since ?? null;
  return since === null || now - since >= minMessageSeconds * 1000;
}
