/** How many may wait in a queue, and be called back instead. */
import type { CallbackTerms } from '../queues/callback-wish.ts';
import { waitingCount, waitingIn, type Router } from '../queues/router.ts';
import type { Queue } from '../queues/queue.ts';
import type { Call } from './call.ts';
import { isWaitingCallback } from './callback.ts';

/** The calls that are up, and who of them waits where. */
interface Waiting {
  readonly router: Router;
  call(id: string): Call | undefined;
}

function callbacksIn(waiting: Waiting, queueId: string): number {
  const calls = waitingIn(waiting.router, queueId).map((id) => waiting.call(id));
  return calls.filter((call) => call !== undefined && isWaitingCallback(call)).length;
}

/** Whether a queue takes one more caller. Who is called back has a place and takes nobody's room: they stand there for hours, and nobody holds a line. */
export function hasRoom(waiting: Waiting, { id, maxWaiting }: Pick<Queue, 'id' | 'maxWaiting'>): boolean {
  const all = waitingCount(waiting.router, id);
  return all < maxWaiting || all - callbacksIn(waiting, id) < maxWaiting;
}

/** How a queue calls back somebody who waits in it; null where it does not: whom we have called is on the line already. */
export const callbackFor = (
  { callback }: Pick<Queue, 'callback'>,
  { direction }: Pick<Call, 'direction'>,
): CallbackTerms | null => (direction === 'inbound' ? callback : null);

/** Whether one more can be called back: no more than could wait. */
export const takesCallback = (waiting: Waiting, { id, maxWaiting }: Pick<Queue, 'id' | 'maxWaiting'>): boolean =>
  callbacksIn(waiting, id) < maxWaiting;
