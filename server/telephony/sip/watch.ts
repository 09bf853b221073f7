/**
 * Reads along what the media server says and hears in SIP, for what it tells nobody: the Q.850 reason of a refusal, which it overwrites with its own
 * reading of the status code, calls that it refuses before there is a channel, and that a phone registers again where it was. A copy that is lost costs a detail, never a call.
 */
import { createSocket, type Socket } from 'node:dgram';
import type { Log } from '../../kernel/log.ts';
import { readCopiedMessage, type CopiedMessage } from './hep.ts';
import { q850Cause, readSipMessage, userOf, type SipMessage } from './message.ts';
import type { SentIdentity } from './identity.ts';

/** A call that the media server refused for its codecs: from where, what was dialled, and who called. */
export interface RefusedOffer {
  from: string;
  dialed: string;
  sent: SentIdentity;
}

export interface SipWatchOptions {
  port: number;
  /** Copies without it are not from our media server. */
  key: string;
  log: Log;
  onRefusedOffer: (offer: RefusedOffer) => void;
  /** A phone was told that it is registered, as this endpoint. */
  onRegistered: (endpoint: string) => void;
}

/** Calls whose beginning or end is remembered; the oldest are forgotten. */
const remembered = 2000;
const retryMs = 5000;
const loopback = '127.0.0.1';
/** Not acceptable here: no codec in common. */
const statusNoCodec = 488;

export class SipWatch {
  private readonly options: SipWatchOptions;
  private socket: Socket | null = null;
  private retry: NodeJS.Timeout | null = null;
  private isStopped = false;
  /** Copies are coming in. */
  private hasHeard = false;
  /** By Call-ID: the Q.850 cause of the refusal, null when it gave none. */
  private readonly reasons = new Map<string, number | null>();
  /** By Call-ID: INVITEs to us that were not answered by anything yet. */
  private readonly invites = new Map<string, { from: string; message: SipMessage }>();

  constructor(options: SipWatchOptions) {
    this.options = options;
  }

  /** Listens for copies, again and again while another process has the port. */
  start(): void {
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    this.socket = socket;
    socket.on('message', (datagram) => this.take(datagram));
    socket.on('error', (error) => {
      this.options.log.warn({ reason: error.message }, 'no copies of SIP messages');
      socket.close();
      if (!this.isStopped) this.retry = setTimeout(() => this.start(), retryMs);
    });
    socket.bind(this.options.port, loopback);
  }

  /** The Q.850 cause with which a call was refused; null: none was given; undefined: the refusal has not been seen. */
  reasonOf(callId: string): number | null | undefined {
    return this.hasHeard ? this.reasons.get(callId) : null;
  }

  /** One copy as it came. Never throws, whatever the bytes. */
  take(datagram: Buffer): void {
    if (isOfNoInterest(datagram)) return;
    const copy = readCopiedMessage(datagram);
    if (copy?.key !== this.options.key) return;
    this.hasHeard = true;
    const message = readSipMessage(copy.text);
    if (message.method === 'REGISTER' && message.status === 200)
      this.options.onRegistered(userOf(message.header('to')));
    if (message.method !== 'INVITE') return;
    if (message.status === 0) this.invited(copy, message);
    else if (message.status > 100) this.answered(copy, message);
  }

  private invited(copy: CopiedMessage, message: SipMessage): void {
    const callId = message.header('call-id');
    // One within a call, or once more the one that was answered, is no new call.
    if (!/;\s*tag=/i.test(message.header('to')) && !this.reasons.has(callId))
      remember(this.invites, callId, { from: copy.from, message });
  }

  private answered(copy: CopiedMessage, message: SipMessage): void {
    const callId = message.header('call-id');
    const invite = this.invites.get(callId);
    this.invites.delete(callId);
    if (message.status >= 300) remember(this.reasons, callId, q850Cause(message.header('reason')));
    if (message.status !== statusNoCodec || invite?.from !== copy.to) return;
    const { header, uri } = invite.message;
    this.options.onRefusedOffer({
      from: copy.to,
      dialed: userOf(uri),
      sent: {
        asserted: header('p-asserted-identity'),
        remoteParty: header('remote-party-id'),
        privacy: header('privacy'),
        from: { number: userOf(header('from')), name: /^\s*"?([^"<]*)"?\s*</.exec(header('from'))?.[1]?.trim() ?? '' },
      },
    });
  }

  stop(): void {
    this.isStopped = true;
    if (this.retry) clearTimeout(this.retry);
    this.socket?.close();
  }
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > remembered) map.delete(map.keys().next().value!);
}

const sequenceHead = Buffer.from('\nCSeq: ');

/** Most copies are of neither method that is read along: that is seen without reading them. Whoever writes the header in another way is read as a whole. */
function isOfNoInterest(datagram: Buffer): boolean {
  const at = datagram.indexOf(sequenceHead);
  if (at < 0) return false;
  const [, method] = /^[0-9]+ ([A-Z]+)\r?\n/.exec(datagram.toString('latin1', at + sequenceHead.length, at + 40)) ?? [];
  return method !== undefined && method !== 'INVITE' && method !== 'REGISTER';
}
