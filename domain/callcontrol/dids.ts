/** DID numbers (被叫号码): the company's numbers that callers dial, each on its trunk; two trunks may have the same. */
import { parseNumber, type Home } from '../numbers/dial.ts';

/** `number` as it was entered, `dialed` as a called number is read. */
export interface Did {
  readonly number: string;
  readonly dialed: string;
  readonly menuId: string | null;
}
/** By trunk and number: `didOf` finds one. */
export type Dids = ReadonlyMap<string, Did>;

const keyOf = (trunkId: string, dialed: string): string => `${trunkId}/${dialed}`;

/** Those of a company as they were entered. */
export const didsOf = (
  entered: readonly { readonly trunkId: string; readonly number: string; readonly menuId: string | null }[],
  home: Home,
): Dids =>
  new Map(
    entered.map(({ trunkId, number, menuId }) => {
      const dialed = parseNumber(number, home) ?? number;
      return [keyOf(trunkId, dialed), { number, dialed, menuId }];
    }),
  );

/** What a caller has dialled on a trunk, in the form in which a called number is read; undefined for what leads nowhere. */
export const didOf = (dids: Dids, trunkId: string, dialed: string): Did | undefined => dids.get(keyOf(trunkId, dialed));
