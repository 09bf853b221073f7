/** Agents' desk phones by the hundred on one SIP port: they register, ring for a while, answer, and note when what happened. */
import type { RemoteInfo } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Media } from './media.ts';
import {
  answeredMethod,
  audioOf,
  authorization,
  header,
  methodOf,
  newBranch,
  newToken,
  sdpOf,
  statusOf,
  userOf,
  writeResponse,
  writeSip,
  type AudioAddress,
  type SipMessage,
} from './sip-message.ts';
import { SipSocket } from './sip-socket.ts';

export interface DeskPhone {
  readonly user: string;
  readonly password: string;
}

/** Moments are performance.now() of this process; null means that it did not happen. */
export interface AgentRecord {
  readonly agent: string;
  /** The leg as Bahu names it, else the caller's number as it was shown. */
  readonly shown: string;
  invitedAt: number;
  answeredAt: number | null;
  /** When our answer was acknowledged: from here on both could talk. */
  connectedAt: number | null;
  endedAt: number | null;
}

interface Leg {
  readonly record: AgentRecord;
  readonly tag: string;
  readonly invite: SipMessage;
  lastResponse: Buffer;
  timer: NodeJS.Timeout | null;
  stopSending: () => void;
  stopTone: () => void;
}

export interface AgentsOptions {
  readonly address: AudioAddress;
  /** Where they register. */
  readonly registrar: AudioAddress;
  readonly media: Media;
  readonly ringMs: number;
  /** What they send while they talk. */
  readonly tone?: number;
}

const registrationSeconds = 300;
/** Registrations are renewed one after the other in this time. */
const renewMs = 120_000;
const registerWidth = 20;
const registerPatienceMs = 10_000;
const legHeader = 'x-bahu-leg';

export class Agents {
  /** Every leg that rang, oldest first. */
  records: AgentRecord[] = [];
  private readonly options: AgentsOptions;
  private readonly socket: SipSocket;
  private readonly legs = new Map<string, Leg>();
  private readonly registering = new Map<string, (message: SipMessage) => void>();
  private sequence = 0;
  private renewing: NodeJS.Timeout | null = null;

  constructor(options: AgentsOptions) {
    this.options = options;
    this.socket = new SipSocket(options.address);
  }

  open(): Promise<void> {
    return this.socket.open((message, from) => this.hear(message, from));
  }

  /** Registers all, and keeps them registered. @throws when one is refused. */
  async register(phones: readonly DeskPhone[]): Promise<void> {
    for (let at = 0; at < phones.length; at += registerWidth)
      await Promise.all(phones.slice(at, at + registerWidth).map((phone) => this.registerOne(phone)));
    let next = 0;
    this.renewing = setInterval(() => {
      this.registerOne(phones[next++ % phones.length]!).catch((error: unknown) => console.error(error));
    }, renewMs / phones.length);
  }

  private async registerOne({ user, password }: DeskPhone): Promise<void> {
    const { host, port } = this.options.registrar;
    const uri = `sip:${host}:${port}`;
    const id = newToken();
    const ask = async (extra: readonly string[]): Promise<SipMessage> => {
      const packet = writeSip([
        `REGISTER ${uri} SIP/2.0`,
        `Via: SIP/2.0/UDP ${this.socket.contact};branch=${newBranch()};rport`,
        `From: <sip:${user}@${host}>;tag=${id}`,
        `To: <sip:${user}@${host}>`,
        `Call-ID: ${id}`,
        `CSeq: ${++this.sequence} REGISTER`,
        `Contact: <sip:${user}@${this.socket.contact}>`,
        `Expires: ${registrationSeconds}`,
        'Max-Forwards: 70',
        ...extra,
      ]);
      const stop = this.socket.sendUntilAnswered(packet, this.options.registrar);
      const answer = new Promise<SipMessage>((resolve) => this.registering.set(id, resolve));
      const late = sleep(registerPatienceMs).then(() => {
        throw new Error(`the registration of ${user} was not answered`);
      });
      late.catch(() => {});
      return Promise.race([answer, late]).finally(stop);
    };
    const first = await ask([]);
    const last =
      statusOf(first) === 401 ? await ask([authorization(first, { method: 'REGISTER', uri, user, password })]) : first;
    this.registering.delete(id);
    if (statusOf(last) !== 200) throw new Error(`${user} was not registered: ${last.start}`);
  }

  private hear(message: SipMessage, from: RemoteInfo): void {
    const id = header(message, 'call-id');
    if (statusOf(message) > 0) {
      if (answeredMethod(message) === 'REGISTER' && statusOf(message) >= 200) this.registering.get(id)?.(message);
      return;
    }
    const to = { host: from.address, port: from.port };
    const leg = this.legs.get(id);
    switch (methodOf(message)) {
      case 'INVITE':
        return leg ? this.socket.send(leg.lastResponse, to) : this.ring(message, to);
      case 'ACK':
        return leg && this.acknowledged(leg);
      case 'CANCEL':
      case 'BYE':
        this.socket.send(writeResponse(message, '200 OK'), to);
        return leg && this.ended(id, leg, methodOf(message), to);
      default:
        this.socket.send(writeResponse(message, '200 OK'), to);
    }
  }

  private ring(invite: SipMessage, to: AudioAddress): void {
    const record: AgentRecord = {
      agent: userOf(invite.start),
      shown: header(invite, legHeader) || userOf(header(invite, 'from')),
      invitedAt: performance.now(),
      answeredAt: null,
      connectedAt: null,
      endedAt: null,
    };
    const tag = newToken();
    const contact = `sip:${record.agent}@${this.socket.contact}`;
    const ringing = writeResponse(invite, '180 Ringing', { tag, contact });
    const leg: Leg = {
      record,
      tag,
      invite,
      lastResponse: ringing,
      timer: null,
      stopSending: () => {},
      stopTone: () => {},
    };
    this.records.push(record);
    this.legs.set(header(invite, 'call-id'), leg);
    this.socket.send(ringing, to);
    leg.timer = setTimeout(() => {
      record.answeredAt = performance.now();
      leg.lastResponse = writeResponse(invite, '200 OK', { tag, contact, body: sdpOf(this.options.media.address) });
      leg.stopSending = this.socket.sendUntilAnswered(leg.lastResponse, to);
    }, this.options.ringMs);
  }

  private acknowledged(leg: Leg): void {
    leg.stopSending();
    if (leg.record.connectedAt !== null || leg.record.answeredAt === null) return;
    leg.record.connectedAt = performance.now();
    const { tone, media } = this.options;
    if (tone !== undefined) leg.stopTone = media.startTone(audioOf(leg.invite.body), tone);
  }

  private ended(id: string, leg: Leg, method: string, to: AudioAddress): void {
    leg.record.endedAt = performance.now();
    if (method === 'CANCEL' && leg.record.answeredAt === null)
      this.socket.send(writeResponse(leg.invite, '487 Request Terminated', { tag: leg.tag }), to);
    this.forget(id, leg);
  }

  /** Legs that ring or talk. */
  get liveLegs(): number {
    return this.legs.size;
  }

  /** Leaves all legs as they are. */
  forgetAll(): void {
    for (const [id, leg] of this.legs) this.forget(id, leg);
  }

  private forget(id: string, leg: Leg): void {
    leg.stopSending();
    leg.stopTone();
    if (leg.timer) clearTimeout(leg.timer);
    this.legs.delete(id);
  }

  close(): void {
    if (this.renewing) clearInterval(this.renewing);
    this.forgetAll();
    this.socket.close();
  }
}
