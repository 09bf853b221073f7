/** DID numbers (被叫号码): the company's numbers that callers dial, each on its trunk; two trunks may have the same. */
import type { BoxOwner } from '../agents/box.ts';
import { parseNumber, type Home } from '../numbers/dial.ts';

/** `number` as it was entered, `dialed` as a called number is read. It leads to a menu, or to a box. */
export interface Did {
  readonly number: string;
  readonly dialed: string;
  readonly menuId: string | null;
  readonly box: BoxOwner | null;
}
/** By trunk and number: `didOf` finds one. */
export type Dids = ReadonlyMap<string, Did>;

const keyOf = (trunkId: string, dialed: string): string => `${trunkId}/${dialed}`;

interface Entered {
  readonly trunkId: string;
  readonly number: string;
  readonly menuId: string | null;
  readonly boxAgentId?: string | null;
  readonly boxQueueId?: string | null;
}

/** Those of a company as they were entered. */
export const didsOf = (entered: readonly Entered[], home: Home): Dids =>
  new Map(
    entered.map(({ trunkId, number, menuId, boxAgentId = null, boxQueueId = null }) => {
      const dialed = parseNumber(number, home) ?? number;
      const box = boxAgentId !== null ? { agentId: boxAgentId } : boxQueueId === null ? null : { queueId: boxQueueId };
      return [keyOf(trunkId, dialed), { number, dialed, menuId, box }];
    }),
  );

/** What a caller has dialled on a trunk, in the form in which a called number is read; undefined for what leads nowhere. */
export const didOf = (dids: Dids, trunkId: string, dialed: string): Did | undefined => dids.get(keyOf(trunkId, dialed));
