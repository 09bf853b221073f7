/** Callers by the hundred on one SIP port: each calls, presses a key, talks for a while and hangs up, and notes when what happened. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Media } from './media.ts';
import {
  answeredMethod,
  audioOf,
  header,
  methodOf,
  newBranch,
  newToken,
  sdpOf,
  statusOf,
  uriOf,
  writeResponse,
  writeSip,
  type AudioAddress,
  type SipMessage,
} from './sip-message.ts';
import { SipSocket } from './sip-socket.ts';

/** What a caller does. Times in milliseconds. */
export interface CallerPlan {
  /** The number called. */
  readonly number: string;
  readonly to: AudioAddress;
  /** Pressed so long after the answer; none when absent. */
  readonly key?: { readonly digit: number; readonly afterMs: number };
  /** Hangs up so long after the key, or after the answer when there is none; talks until `hangUp` when absent. */
  readonly holdMs?: number;
  /** Sends a tone of so many hertz from the answer on. */
  readonly tone?: number;
}

/** Moments are performance.now() of this process; null means that it did not happen. */
export interface CallerRecord {
  readonly caller: string;
  invitedAt: number;
  answeredAt: number | null;
  keyAt: number | null;
  hungUpAt: number | null;
  hangUpAnsweredAt: number | null;
  /** The final status of a call that was refused. */
  refusal: number | null;
  /** When the other side hung up before us. */
  cutAt: number | null;
  repeatedInvites: number;
}

interface Call {
  readonly id: string;
  readonly plan: CallerPlan;
  readonly record: CallerRecord;
  readonly from: string;
  target: string;
  remote: string;
  stopSending: () => void;
  stopTone: () => void;
  timer: NodeJS.Timeout | null;
}

export class Callers {
  private readonly socket: SipSocket;
  private readonly media: Media;
  private readonly calls = new Map<string, Call>();
  private count = 0;

  constructor(address: AudioAddress, media: Media) {
    this.socket = new SipSocket(address);
    this.media = media;
  }

  open(): Promise<void> {
    return this.socket.open((message) => this.hear(message));
  }

  /** Starts calls evenly, so many a second for so many seconds; resolves with their records when the last one has started. */
  async place(plan: CallerPlan, perSecond: number, seconds: number): Promise<CallerRecord[]> {
    const records: CallerRecord[] = [];
    const since = performance.now();
    const wanted = Math.round(perSecond * seconds);
    while (records.length < wanted) {
      while (records.length < wanted && (records.length * 1000) / perSecond <= performance.now() - since)
        records.push(this.call(plan));
      await sleep(2);
    }
    return records;
  }

  /** Calls once. The record fills as the call goes on. */
  call(plan: CallerPlan): CallerRecord {
    const id = newToken();
    const caller = this.nextCaller;
    this.count++;
    const record: CallerRecord = {
      caller,
      invitedAt: performance.now(),
      answeredAt: null,
      keyAt: null,
      hungUpAt: null,
      hangUpAnsweredAt: null,
      refusal: null,
      cutAt: null,
      repeatedInvites: 0,
    };
    const uri = `sip:${plan.number}@${plan.to.host}:${plan.to.port}`;
    const call: Call = {
      id,
      plan,
      record,
      from: `<sip:${caller}@${this.socket.contact}>;tag=${id}`,
      target: uri,
      remote: `<${uri}>`,
      stopSending: () => {},
      stopTone: () => {},
      timer: null,
    };
    this.calls.set(id, call);
    const invite = this.request(call, 'INVITE', 1, sdpOf(this.media.address));
    call.stopSending = this.socket.sendUntilAnswered(invite, plan.to, () => {
      record.repeatedInvites++;
    });
    return record;
  }

  /** Hangs up all calls that are up. */
  hangUpAll(): void {
    for (const call of this.calls.values()) this.hangUp(call);
  }

  /** The number of whoever calls next. */
  get nextCaller(): string {
    return `139${String((this.count + 1) % 100_000_000).padStart(8, '0')}`;
  }

  /** Calls that are not over, for whatever reason. */
  get liveCalls(): number {
    return this.calls.size;
  }

  private request(call: Call, method: string, sequence: number, body = '', branch = newBranch()): Buffer {
    return writeSip(
      [
        `${method} ${call.target} SIP/2.0`,
        `Via: SIP/2.0/UDP ${this.socket.contact};branch=${branch};rport`,
        `From: ${call.from}`,
        `To: ${call.remote}`,
        `Call-ID: ${call.id}`,
        `CSeq: ${sequence} ${method}`,
        `Contact: <sip:caller@${this.socket.contact}>`,
        'Max-Forwards: 70',
      ],
      body,
    );
  }

  private hear(message: SipMessage): void {
    const call = this.calls.get(header(message, 'call-id'));
    const status = statusOf(message);
    if (status === 0) return this.requested(message, call);
    if (!call) return;
    if (answeredMethod(message) === 'BYE') return this.over(call, status);
    if (answeredMethod(message) !== 'INVITE') return;
    call.stopSending();
    if (status >= 300) this.refused(call, message, status);
    else if (status >= 200) this.answered(call, message);
  }

  /** Only hanging up is expected of the other side; a keep-alive is answered too. */
  private requested(message: SipMessage, call: Call | undefined): void {
    if (methodOf(message) === 'ACK') return;
    const to = call?.plan.to ?? audioAddressOfVia(message);
    this.socket.send(writeResponse(message, '200 OK'), to);
    if (!call || methodOf(message) !== 'BYE') return;
    if (call.record.hungUpAt === null) call.record.cutAt ??= performance.now();
    this.forget(call);
  }

  private refused(call: Call, message: SipMessage, status: number): void {
    call.remote = header(message, 'to');
    this.socket.send(
      this.request(call, 'ACK', 1, '', /branch=([^;]+)/.exec(header(message, 'via'))?.[1]),
      call.plan.to,
    );
    call.record.refusal = status;
    this.forget(call);
  }

  private answered(call: Call, message: SipMessage): void {
    const { plan, record } = call;
    call.remote = header(message, 'to');
    call.target = uriOf(header(message, 'contact'));
    this.socket.send(this.request(call, 'ACK', 1), plan.to);
    if (record.answeredAt !== null) return;
    record.answeredAt = performance.now();
    const remote = audioOf(message.body);
    if (plan.tone !== undefined) call.stopTone = this.media.startTone(remote, plan.tone);
    if (plan.key) call.timer = setTimeout(() => void this.press(call, remote), plan.key.afterMs);
    else this.hangUpLater(call);
  }

  private async press(call: Call, remote: AudioAddress): Promise<void> {
    call.record.keyAt = await this.media.pressKey(remote, call.plan.key!.digit);
    this.hangUpLater(call);
  }

  private hangUpLater(call: Call): void {
    if (call.plan.holdMs !== undefined && this.calls.has(call.id))
      call.timer = setTimeout(() => this.hangUp(call), call.plan.holdMs);
  }

  private hangUp(call: Call): void {
    const { record } = call;
    if (record.answeredAt === null || record.hungUpAt !== null) return;
    record.hungUpAt = performance.now();
    call.stopTone();
    call.stopSending = this.socket.sendUntilAnswered(this.request(call, 'BYE', 2), call.plan.to);
  }

  private over(call: Call, status: number): void {
    if (status < 200) return;
    call.record.hangUpAnsweredAt ??= performance.now();
    this.forget(call);
  }

  private forget(call: Call): void {
    call.stopSending();
    call.stopTone();
    if (call.timer) clearTimeout(call.timer);
    this.calls.delete(call.id);
  }

  /** Leaves all calls as they are. */
  forgetAll(): void {
    for (const call of this.calls.values()) this.forget(call);
  }

  close(): void {
    this.forgetAll();
    this.socket.close();
  }
}

function audioAddressOfVia(message: SipMessage): AudioAddress {
  const [, host = '', port = '5060'] = /UDP ([^:;\s]+):?(\d+)?/.exec(header(message, 'via')) ?? [];
  return { host, port: Number(port) };
}
