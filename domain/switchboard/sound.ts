/** What a caller without an agent hears: voice files, music, the last announcement, the voicemail. */
import { apart, type Announcement } from '../callcontrol/topology.ts';
import { nextPlaybackId, playbackOf } from '../calls/call.ts';
import type { Draft } from './board.ts';
import { endCall, leaveQueue } from './ending.ts';

/** Names of voice files that every tenant has. */
export const voices = { goodbye: 'goodbye', leaveMessage: 'leave-message', beep: 'beep', messageSaved: 'message-saved' } as const;

/** Seconds a caller may speak on voicemail, and the longest that an announcement may take before we go on without its end. */
const voicemailSeconds = 180;
const announcementSeconds = 30;

/** Plays voice files to a leg, replacing what it hears. */
export const play = (draft: Draft, callId: string, legId: string, names: readonly string[]): void => announce(draft, callId, legId, names);

/** Ringing tone on a leg until `stopPlaying`; nothing when it hears something already. */
export function playRinging(draft: Draft, callId: string, legId: string): void {
  if (!playbackOf(draft.call(callId)!)) announce(draft, callId, legId, 'ringing');
}

function announce(draft: Draft, callId: string, legId: string, what: Announcement): void {
  const call = draft.call(callId)!;
  draft.place(callId, legId, { kind: 'announcement', playbackId: nextPlaybackId(call), what });
  draft.changeCall(callId, { nextId: call.nextId + 1 });
}

/** Stops what is being played to the call, if anything is. */
export function stopPlaying(draft: Draft, callId: string): void {
  const playback = playbackOf(draft.call(callId)!);
  if (playback) draft.place(callId, playback.legId, apart);
}

/** The last announcement; its end ends the call. */
export function sayGoodbye(draft: Draft, callId: string): void {
  const call = draft.call(callId)!;
  leaveQueue(draft, call);
  draft.fact(callId, { type: 'goodbye' });
  draft.changeCall(callId, { phase: 'goodbye', menu: null, deadlines: {} });
  play(draft, callId, call.farLegId!, [voices.goodbye]);
  draft.setDeadlines(callId, { goodbye: announcementSeconds });
}

/** Asks the caller for a message: takes him out of the queue, speaks, beeps, records. */
export function startVoicemail(draft: Draft, callId: string): void {
  const call = draft.call(callId)!;
  leaveQueue(draft, call);
  draft.fact(callId, { type: 'voicemail-started' });
  draft.changeCall(callId, { phase: 'voicemail', deadlines: {} });
  play(draft, callId, call.farLegId!, [voices.leaveMessage, voices.beep]);
  draft.setDeadlines(callId, { voicemail: announcementSeconds + voicemailSeconds });
}

/** The announcement of a voicemail or a goodbye has been heard. */
export function afterAnnouncement(draft: Draft, callId: string): void {
  const call = draft.call(callId)!;
  if (call.phase === 'voicemail' && call.outcome !== 'voicemail') {
    draft.command(callId, { do: 'record-voicemail', legId: call.farLegId!, callId, maxSeconds: voicemailSeconds });
  } else if (call.phase === 'voicemail' || call.phase === 'goodbye') {
    endCall(draft, callId, { side: 'system', outcome: call.phase });
  }
}

/** The message is recorded; the caller hears that and the call ends. */
export function afterVoicemail(draft: Draft, callId: string, seconds: number): void {
  const call = draft.call(callId);
  if (call?.phase !== 'voicemail') return;
  draft.fact(callId, { type: 'voicemail-left', seconds });
  draft.changeCall(callId, { outcome: 'voicemail' });
  play(draft, callId, call.farLegId!, [voices.messageSaved]);
}
