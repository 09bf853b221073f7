/** What those hear who wait in a queue: music, and from time to time where they stand and for how long they will. Nobody loses their place by it, and no offer waits for it. */
import { announcement, announcesAnything } from '../queues/announcements.ts';
import { callbackOffered } from '../queues/callback-wish.ts';
import { expectedWait, withWait } from '../queues/expected-wait.ts';
import type { Queue } from '../queues/queue.ts';
import { positionIn } from '../queues/router.ts';
import { secondsBetween } from '../time/day.ts';
import type { Call } from './call.ts';
import { callbackFor, takesCallback } from './queue-room.ts';
import { play, playRinging, playRound } from './sound.ts';
import { callerOf } from './standing.ts';
import { music, type Played } from './topology.ts';
import type { Transition } from './transition.ts';

/** Seconds until it is said for the first time: whoever is answered at once is spared. */
const firstAfterSeconds = 5;

/** Whether there is anything that those who wait may be told at some time. */
const saysAnything = (queue: Queue, call: Call): boolean =>
  announcesAnything(queue.announcements) || callbackFor(queue, call) !== null;

/** Whatever is over sooner is no music: played again at once it would keep the engine busy with nothing else. */
const shortestRoundMs = 1000;

/** The caller waits from now on. */
export function beginWaiting(transition: Transition, callId: string): void {
  hearMusic(transition, callId);
  const call = transition.call(callId)!;
  const isTold = saysAnything(transition.queue(call.queueId)!, call);
  transition.setDeadlines(callId, { announce: isTold ? firstAfterSeconds : null });
}

/** What is heard between what is said. */
export function hearMusic(transition: Transition, callId: string): void {
  const { queueId, remoteId } = transition.call(callId)!;
  const heard = transition.queue(queueId)?.announcements.music ?? null;
  if (heard === null || heard === 'ringing') transition.place(callId, remoteId!, music);
  if (heard === 'ringing') playRinging(transition, callId, remoteId!);
  else if (heard !== null) playRound(transition, callId, remoteId!, heard);
}

/** It is time to say where the caller stands. While somebody is being asked for them, they are not told that they wait. */
export function announceToWaiting(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  const queue = transition.queue(call.queueId);
  if (call.phase !== 'queued' || !queue) return;
  const files = call.offers.length > 0 ? [] : whatIsSaid(transition, call);
  if (files.length > 0) play(transition, callId, call.remoteId!, files);
  else transition.setDeadlines(callId, { announce: queue.announcements.everySeconds });
}

function whatIsSaid(transition: Transition, call: Call): string[] {
  const queue = transition.queue(call.queueId)!;
  const { recentWaits, announcements } = queue;
  const position = positionIn(transition.router, callerOf(call, transition.configuration.queues)!);
  const files = announcement(announcements, position, expectedWait(recentWaits, position, transition.now));
  const callback = callbackFor(queue, call);
  // A key that would do nothing is not named.
  return callback && takesCallback(transition, queue) ? [...files, ...callbackOffered(callback.key)] : files;
}

/** Music again, for one who has heard what was played to them. A file that cannot be played gives way to music on hold. */
export function hearMusicAgain(transition: Transition, callId: string, { since }: Played, hasFailed: boolean): void {
  const isBroken = since !== undefined && (hasFailed || transition.now - since < shortestRoundMs);
  if (isBroken) transition.place(callId, transition.call(callId)!.remoteId!, music);
  else hearMusic(transition, callId);
}

/** What was played to one who waits has been heard, and music goes on: what is said comes after its time. */
export function afterWaitingSound(transition: Transition, callId: string): void {
  const call = transition.call(callId)!;
  const queue = transition.queue(call.queueId);
  if (queue && call.deadlines.announce === undefined && saysAnything(queue, call))
    transition.setDeadlines(callId, { announce: queue.announcements.everySeconds });
}

/** Somebody of a queue was answered: how long they waited says how long others will. */
export function noteWait(transition: Transition, { queueId, queuePlace, segments }: Call): void {
  const queue = transition.queue(queueId);
  const since = segments.findLast(({ kind }) => kind === 'queue')?.startedAt;
  const position = queuePlace?.position;
  if (!queue || queuePlace?.isFront || position === undefined || since === undefined) return;
  const wait = { at: transition.now, position, seconds: secondsBetween(since, transition.now) };
  transition.setQueue({ ...queue, recentWaits: withWait(queue.recentWaits, wait) });
}
