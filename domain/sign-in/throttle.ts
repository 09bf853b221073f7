/**
 * How wrong passwords are answered (SPEC A1.1): the address that guesses is locked, and all strange addresses together when many guess one
 * account. An address from which the owner signs in is never locked, only slowed down: strangers can lock out nobody.
 */

/** What an account knows of an address: its owner signed in from there, a colleague of theirs did, or nobody. */
export type Familiarity = 'own' | 'colleague' | 'strange';

/** Wrong passwords or codes in a row that cost nothing; the last of them locks or slows down. */
export const freeTries = 8;
/** How long a lock lasts. */
export const lockMinutes = 15;
/** Wrong passwords from all strange addresses together, within the time of a lock, after which all of them are locked. */
export const strangersTries = 40;
/** As long as the pause of an owner's own address grows: 60 guesses an hour, which no password that is not a common one falls to. */
export const longestPauseSeconds = 60;
/** So many accounts of a company locked towards one address are an attack. */
export const attackedAccounts = 3;

/** Seconds that an address must wait after its `failures`-th try in a row that was not right. */
export function pauseAfter(failures: number, familiarity: Familiarity): number {
  if (failures < freeTries) return 0;
  return familiarity === 'own' ? Math.min(longestPauseSeconds, 2 ** (failures - freeTries)) : lockMinutes * 60;
}

/** Seconds that all strange addresses of an account must wait after their `failures`-th try together. */
export const strangersPauseAfter = (failures: number): number => (failures < strangersTries ? 0 : lockMinutes * 60);

/** An address as tries are counted by it: a household of IPv6 has a whole /64 to itself, and IPv4 may come inside of IPv6. */
export function networkOf(address: string): string {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [start = '', end] = plain.split('::');
  const groups = start === '' ? [] : start.split(':');
  const missing = end === undefined ? 0 : 8 - groups.length - (end === '' ? 0 : end.split(':').length);
  const all = [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...(end ? end.split(':') : [])];
  return `${all.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
