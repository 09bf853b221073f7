/**
 * Whoever guesses at the SIP port is shut out for a while: by address, or by connection where all softphones share one address. An address from which
 * somebody signs in rightly, or where a trunk is, is never shut out, or anybody could lock people out; there the operator is told.
 */
import type { Log } from '../../kernel/log.ts';
import type { BanBook } from './bans.ts';

/**
 * One line of the media server's security log. `address` is the sender's, `isSocket` whether it came through our own tunnel, `ageMs` how long before it
 * was read it happened: the log is read from time to time, and at a start what was written before.
 */
export interface SecurityEvent {
  kind: string;
  address: string;
  port: number;
  isSocket: boolean;
  ageMs: number;
}

export interface SipGuardOptions {
  log: Log;
  now: () => number;
  /** For how long, in milliseconds, the media server has known every phone; 0 while it does not: till then a right password looks like a guess. */
  accountsKnownForMs: () => number;
  /** Whether calls of ours go to this address. */
  isTrunk: (address: string) => Promise<boolean>;
  /** Both say to the media server what it keeps by itself, as long as it lives. What they throw is tried again. */
  ban: (address: string) => Promise<void>;
  unban: (address: string) => Promise<void>;
  /** Where it is written down whom the media server shuts out. */
  book: BanBook;
  /** Ends the softphone's connection that comes from this port of our own. */
  endSocket: (port: number) => void;
}

/** A password or an account that was wrong. A single challenge is none: every phone gets one. */
const guesses = new Set(['InvalidPassword', 'ChallengeResponseFailed', 'InvalidAccountID']);
const rightSignIn = 'SuccessfulAuth';
/** So many within so long shut out for so long, in milliseconds. A phone with an old password tries about once in half a minute. */
export const guard = { maxGuesses: 20, withinMs: 300_000, banMs: 900_000, trustMs: 86_400_000 } as const;
/** Until an address that could not be let in is let in again. */
const retryMs = 30_000;
/** Sources that are remembered; the oldest are forgotten. */
const remembered = 10_000;

export class SipGuard {
  private readonly options: SipGuardOptions;
  private readonly failures = new Map<string, { since: number; count: number }>();
  /** When somebody last signed in rightly from an address. */
  private readonly trusted = new Map<string, number>();
  /** Addresses that the media server shuts out, with what lets them in again. */
  private readonly banned = new Map<string, NodeJS.Timeout>();
  private isStopped = false;

  constructor(options: SipGuardOptions) {
    this.options = options;
  }

  see({ kind, address, port, isSocket, ageMs }: SecurityEvent): void {
    if (kind === rightSignIn && !isSocket) return keep(this.trusted, address, this.options.now() - ageMs);
    if (!guesses.has(kind) || this.banned.has(address) || ageMs >= this.options.accountsKnownForMs()) return;
    const source = isSocket ? `socket ${port}` : address;
    if (this.countOf(source) < guard.maxGuesses) return;
    this.failures.delete(source);
    if (isSocket) this.options.endSocket(port);
    else void this.shutOut(address);
  }

  /** Failures of a source within the time, this one too. */
  private countOf(source: string): number {
    const now = this.options.now();
    const known = this.failures.get(source);
    const failures =
      known && now - known.since < guard.withinMs ? { ...known, count: known.count + 1 } : { since: now, count: 1 };
    keep(this.failures, source, failures);
    return failures.count;
  }

  private async shutOut(address: string): Promise<void> {
    const { log, now, isTrunk, ban } = this.options;
    const isKnown = now() - (this.trusted.get(address) ?? -Infinity) < guard.trustMs;
    if (address === '127.0.0.1' || isKnown || (await isTrunk(address))) {
      log.error(
        { address },
        'SIP passwords are being guessed from an address that our own people or trunks use: it is not shut out',
      );
      return;
    }
    if (this.banned.has(address)) return;
    log.warn(
      { address, minutes: guard.banMs / 60_000 },
      'SIP passwords were guessed: the address is shut out for a while',
    );
    this.letInAfter(address, guard.banMs);
    this.note();
    await ban(address).catch((error: unknown) => {
      log.error({ err: error, address }, 'the media server could not be told whom to shut out');
      // It may have heard all the same: told to let the address in, it is in a state that we know.
      clearTimeout(this.banned.get(address));
      this.letInAfter(address, retryMs);
    });
  }

  private letInAfter(address: string, ms: number): void {
    const timer = setTimeout(() => void this.letIn(address), ms);
    timer.unref();
    this.banned.set(address, timer);
  }

  /** One that cannot be let in now is let in later: a ban must never become one for ever. */
  private async letIn(address: string): Promise<void> {
    try {
      await this.options.unban(address);
      this.forget(address);
    } catch (error) {
      this.options.log.error({ err: error, address }, 'the media server could not be told whom to let in again');
      if (!this.isStopped && this.banned.has(address)) this.letInAfter(address, retryMs);
    }
  }

  private forget(address: string): void {
    clearTimeout(this.banned.get(address));
    this.banned.delete(address);
    this.note();
  }

  private note(): void {
    try {
      this.options.book.write([...this.banned.keys()]);
    } catch (error) {
      this.options.log.error({ err: error }, 'whom the media server shuts out could not be written down');
    }
  }

  /** Lets in whom a process that was killed shut out: the media server would do so for ever. */
  start(): void {
    for (const address of this.options.book.read()) this.letInAfter(address, 0);
  }

  /** The media server has died, and with it what it knew of whom to shut out. */
  mediaServerDied(): void {
    for (const address of this.banned.keys()) this.forget(address);
  }

  /** Lets everybody in: the media server may outlive this process. Who is left is let in by the next one. */
  async stop(): Promise<void> {
    this.isStopped = true;
    for (const timer of this.banned.values()) clearTimeout(timer);
    await Promise.all([...this.banned.keys()].map((address) => this.letIn(address)));
  }
}

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > remembered) map.delete(map.keys().next().value!);
}

/**
 * What a line of the security log tells, or null; `readAt` in epoch milliseconds of the machine's own time, which is that of the log. The text of a
 * stranger stands in quotes that it cannot leave: only our own fields are looked for, the first of each. Without its time it counts as of now.
 */
export function readSecurityLine(line: string, readAt: number): SecurityEvent | null {
  const kind = /SecurityEvent="([A-Za-z]{1,40})"/.exec(line)?.[1];
  const [, transport, address, port] =
    /RemoteAddress="IPV[46]\/([A-Z]+)\/([0-9a-fA-F.:]+)\/([0-9]{1,5})"/.exec(line) ?? [];
  if (!kind || !transport || !address) return null;
  const at = Date.parse(/EventTV="([0-9T:.+-]{10,40})"/.exec(line)?.[1] ?? '');
  return {
    kind,
    address,
    port: Number(port),
    isSocket: transport.startsWith('WS'),
    ageMs: Number.isNaN(at) ? 0 : Math.max(0, readAt - at),
  };
}
