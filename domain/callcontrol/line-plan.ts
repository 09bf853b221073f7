/** What the line of a call outside is given: digits before the number, and whether the 0 of long distance. */
import { plainLine, zeroFor, type LinePlan } from '../numbers/line-digits.ts';
import type { LongDistance } from '../numbers/long-distance.ts';
import type { Configuration } from './configuration.ts';

type Lines = Pick<Configuration, 'home' | 'trunks' | 'areaCodeOf' | 'longDistance'>;

/** What a trunk wants of its numbers. */
export const planOf = ({ trunks }: Pick<Lines, 'trunks'>, trunkId: string): LinePlan =>
  trunks.get(trunkId)?.plan ?? plainLine;

/** Whether a number that an agent with this rule calls by a trunk gets the 0, or they are to say. */
export const zeroOf = (configuration: Lines, number: string, trunkId: string, rule: LongDistance) =>
  zeroFor(number, {
    home: configuration.home,
    areaCode: configuration.areaCodeOf(number),
    rule,
    line: planOf(configuration, trunkId),
  });

/** The same where nobody dials: who would be asked is nobody, so it goes by where the number belongs. */
export const byCompany = (configuration: Lines, number: string, trunkId: string): boolean =>
  zeroOf(configuration, number, trunkId, configuration.longDistance === 'never' ? 'never' : 'always') === 'add';
