/**
 * How wrong passwords are answered (SPEC A1.1): the address that guesses is locked, and all strange addresses together when many guess one
 * account. An address from which the owner signs in is never locked, only slowed down, and a right password passes meanwhile: unknown addresses can lock out
 * nobody.
 */

/** What an account knows of an address: its owner signed in from there, a colleague of theirs did, or nobody. */
export type Familiarity = 'own' | 'colleague' | 'strange';

/** Wrong passwords or codes in a row that cost nothing; the last of them locks, or begins the pause of an own address. */
export const freeTries = 8;
/** How long a lock lasts. */
export const lockMinutes = 15;
/** Wrong passwords from all strange addresses together, within the time of a lock, after which all of them are locked. */
export const strangersTries = 40;
/** Seconds by which a try makes the pause of an own address longer: six a minute, which no password falls to that is not a common one. */
export const pauseOfTry = 10;
/** Seconds by which a wrong code does: it was tried by somebody who knows the password, and codes are short. */
export const pauseOfCode = 60;
/** Nothing is checked that would make the pause longer than this: of many tries at once six are. */
export const longestPauseSeconds = 60;
/** So many at an own address in a row are an attack, and every so many more. */
export const ownTriesOfAttack = 40;
/** So many accounts of a company locked towards one address are an attack. */
export const attackedAccounts = 3;

/** Seconds that an address which is not the owner's own is locked after its `failures`-th try in a row that was not right. */
export const lockAfter = (failures: number): number => (failures < freeTries ? 0 : lockMinutes * 60);

/** What an own address knows of its tries: how many in a row were not right, and the seconds until its pause is over. */
export interface OwnTries {
  failures: number;
  pauseSeconds: number;
}

/**
 * One more try at an address from which the owner signs in, and what is known after it as long as it is not right. During a pause one that is right
 * signs in, and one that is wrong is refused as those are that are not checked, so that a guess learns nothing of whether it was. A colleague behind
 * the same address keeps the owner out only by guessing all the time faster than every `pauseOfTry` seconds, and that is an alarm.
 */
export function tryAtOwn({
  failures,
  pauseSeconds,
}: OwnTries): OwnTries & { isChecked: boolean; isPaused: boolean; isAttack: boolean } {
  const isPaused = pauseSeconds > 0;
  if (pauseSeconds + pauseOfTry > longestPauseSeconds)
    return { failures, pauseSeconds, isChecked: false, isPaused, isAttack: false };
  const after = failures + 1;
  const longer = after < freeTries ? 0 : pauseSeconds + pauseOfTry;
  return { failures: after, pauseSeconds: longer, isChecked: true, isPaused, isAttack: after % ownTriesOfAttack === 0 };
}

/** Seconds that all strange addresses of an account must wait after their `failures`-th try together. */
export const unknownPauseAfter = (failures: number): number => (failures < strangersTries ? 0 : lockMinutes * 60);

/** An address as tries are counted by it: a household of IPv6 has a whole /64 to itself, and IPv4 may come inside of IPv6. */
export function networkOf(address: string): string {
  const plain = address
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '')
    .replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [start = '', end] = plain.split('::');
  const groups = start === '' ? [] : start.split(':');
  const missing = end === undefined ? 0 : 8 - groups.length - (end === '' ? 0 : end.split(':').length);
  const all = [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...(end ? end.split(':') : [])];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
