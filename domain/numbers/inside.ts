/** Numbers that lead nowhere outside: of agents, of queues, and of the places where calls are parked. None is another's, and no number outside is as short. */

/** Three digits from 400 to 899: an agent's extension. */
export const isExtension = (digits: string): boolean => /^[4-8][0-9]{2}$/.test(digits);

/** What a queue's number looks like: 900 to 998, but not what is an emergency call elsewhere, or 9000 to 9999. */
export const queueNumber = '^9(?:[0-9]{3}|0[0-9]|1[02-9]|[2-8][0-9]|9[0-8])$';
const queueNumbers = new RegExp(queueNumber);

/** Whether these digits are what a queue's number looks like. */
export const isQueueNumber = (digits: string): boolean => queueNumbers.test(digits);

/** Where calls are parked: 7001 to 7099, as telephone systems have them. */
export const slots: readonly string[] = Array.from({ length: 99 }, (_, i) => String(7001 + i));

/** Whether these digits are the number of a place where calls are parked. */
export const isSlot = (digits: string): boolean => /^70(?!00)[0-9]{2}$/.test(digits);
