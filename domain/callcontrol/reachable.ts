/** Numbers that callers may make the company call: where a queue sends them on, and where they are called back. */
import { whyClosed } from '../agents/agent.ts';
import type { DialNumber } from '../numbers/dial.ts';
import { isAbroad, isEmergency } from '../numbers/ranges.ts';
import type { Configuration } from './configuration.ts';
import { listedAs } from './screening.ts';

/** A number of the company itself: calls to it come in again, and may so without an end. */
export const isOurs = ({ dids, callerIds }: Pick<Configuration, 'dids' | 'callerIds'>, number: DialNumber): boolean =>
  callerIds.has(number) || [...dids.values()].some(({ dialed }) => dialed === number);

/** Whether no such number is called by the word of a caller: abroad, emergencies, closed ranges, and the company's own. */
export const isBarred = (
  configuration: Pick<Configuration, 'home' | 'openRanges' | 'dids' | 'callerIds'>,
  number: DialNumber,
): boolean =>
  isEmergency(number) ||
  isAbroad(number, configuration.home) ||
  whyClosed(number, configuration) !== null ||
  isOurs(configuration, number);

/** A number of this country that costs nothing out of the ordinary: whoever types one, or calls with one that they made up, makes us call it. */
export const mayCallBack = (configuration: Configuration, number: DialNumber, now: number): boolean =>
  number.startsWith('+') &&
  !isBarred(configuration, number) &&
  listedAs(configuration, { number, direction: 'outbound', now }) === null;
