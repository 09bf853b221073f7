/** What customers want of being called (免打扰, 联系许可), and what follows for a call to a number of theirs. */

/** What one customer has said; the empty text where nothing was. */
export interface Wish {
  readonly doNotCall: string;
  readonly consent: string;
}

/** Why nobody calls a number, as the code of the refusal. */
export type NotWanted = 'phone.do-not-call' | 'phone.consent-refused';

/** A number may be several people's: one of them is enough. Null where nobody has anything against it. */
export function whyNotWanted(wishes: readonly Wish[]): NotWanted | null {
  if (wishes.some(({ doNotCall }) => doNotCall === 'yes')) return 'phone.do-not-call';
  return wishes.some(({ consent }) => consent === 'refused') ? 'phone.consent-refused' : null;
}
