/** A SIP phone for tests, small enough to trust: calls, is called, answers, sends and hears audio. UDP on 127.0.0.1 only. */
import { randomUUID } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { alawPayload } from '@bahu/asterisk/tone.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { TestAudio, type Payload, type StreamStart } from './test-rtp.ts';

/** A call of a test phone, in either direction. */
export interface TestCall {
  readonly audio: TestAudio;
  /** Provisional responses in order, and the final one, of a call that we placed. */
  readonly statuses: number[];
  /** Seconds between the start and each status. */
  readonly statusSeconds: number[];
  /** The number in the request line, and the calling number, of a call that we received. */
  readonly called: string;
  readonly caller: string;
  /** RTP payload types that the other side offered, in its order. */
  readonly offered: readonly number[];
  /** Resolves with the final status of a call that we placed. */
  readonly answered: Promise<number>;
  /** Resolves when the other side has hung up. */
  readonly ended: Promise<void>;
  /** Hangs up, or cancels while it rings. */
  hangUp(): void;
  /** Sends a tone from now on as another stream, from the same port. */
  restart(hertz: number, start: StreamStart): void;
  /** Moves the sound of an answered call that we received to a new port by another INVITE, as border controllers do. Resolves when it is accepted. */
  move(hertz: number, start: StreamStart): Promise<void>;
}

/** How calls that arrive are taken. */
export interface Answering {
  /** What we send: a tone, or silence when absent. */
  answerTone?: number;
  /** The kind of G.711 that is offered and answered; A-law when absent. */
  payload?: Payload;
  /** So many seconds of another tone, as a stream of its own, are sent before the answer. */
  early?: { seconds: number; hertz: number; start: StreamStart };
  /** How the stream begins after the answer. */
  start?: StreamStart;
}

interface Message {
  readonly start: string;
  readonly headers: Map<string, string[]>;
  readonly body: string;
}

function parse(text: string): Message {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const [start = '', ...lines] = head.split('\r\n');
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim().toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(at + 1).trim()]);
  }
  return { start, headers, body };
}

const first = (message: Message, name: string): string => message.headers.get(name)?.[0] ?? '';

const audioAddress = (sdp: string): { address: string; port: number } => ({
  address: /^c=IN IP4 (\S+)/m.exec(sdp)?.[1] ?? '127.0.0.1',
  port: Number(/^m=audio (\d+)/m.exec(sdp)?.[1] ?? 0),
});

const payloadsOf = (sdp: string): number[] =>
  (/^m=audio \d+ \S+ ([\d ]+)/m.exec(sdp)?.[1] ?? '').split(' ').map(Number);

const sdpWith = (port: number, payload: Payload = alawPayload, version = 1): string =>
  [
    'v=0',
    `o=test 1 ${version} IN IP4 127.0.0.1`,
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${port} RTP/AVP ${payload} 101`,
    payload === alawPayload ? 'a=rtpmap:8 PCMA/8000' : 'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-15',
    'a=ptime:20',
    '',
  ].join('\r\n');

/** Settles once, from outside. */
function settled<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

export class TestPhone {
  port = 0;
  readonly #socket: Socket = createSocket('udp4');
  readonly #onMessage = new Map<string, (message: Message) => void>();
  readonly #open: TestAudio[] = [];
  #onCall: ((call: TestCall) => void) | undefined;
  /** How a call to a number is taken: at once and with `answerTone` unless told otherwise. */
  answering: (called: string) => Answering = () => ({});

  /** Listens; calls that arrive are answered. */
  async open(options: { port?: number; answerTone?: number; onCall?: (call: TestCall) => void } = {}): Promise<void> {
    this.#onCall = options.onCall;
    const { answerTone } = options;
    if (answerTone !== undefined) this.answering = () => ({ answerTone });
    await new Promise<void>((resolve) => {
      this.#socket.bind(options.port ?? 0, '127.0.0.1', resolve);
    });
    this.port = this.#socket.address().port;
    this.#socket.on('message', (packet, from) => {
      const message = parse(packet.toString());
      const known = this.#onMessage.get(first(message, 'call-id'));
      if (known) known(message);
      else if (message.start.startsWith('INVITE')) void this.#beCalled(message, from.address, from.port);
    });
  }

  close(): void {
    for (const audio of this.#open) audio.close();
    this.#socket.close();
  }

  /** Calls a number at an address. `tone`: what we send, silence when absent. */
  async call(number: string, to: { address: string; port: number }, tone?: number): Promise<TestCall> {
    const audio = new TestAudio();
    this.#open.push(audio);
    const sdp = sdpWith(await audio.open());
    const id = randomUUID();
    const uri = `sip:${number}@${to.address}:${to.port}`;
    const [final, ended] = [settled<number>(), settled<void>()];
    const since = performance.now();
    const statuses: number[] = [];
    const statusSeconds: number[] = [];
    let target = `<${uri}>`;
    let isUp = false;
    let media = { address: to.address, port: 0 };
    const write = (method: string, sequence: number, body = '', branch = randomUUID()): void => {
      this.#send(
        [
          `${method} ${uri} SIP/2.0`,
          `Via: SIP/2.0/UDP 127.0.0.1:${this.port};branch=z9hG4bK${branch}`,
          `From: <sip:tester@127.0.0.1>;tag=${id}`,
          `To: ${target}`,
          `Call-ID: ${id}`,
          `CSeq: ${sequence} ${method}`,
          `Contact: <sip:tester@127.0.0.1:${this.port}>`,
          'Max-Forwards: 70',
          ...(body ? ['Content-Type: application/sdp'] : []),
          `Content-Length: ${body.length}`,
        ],
        body,
        to.address,
        to.port,
      );
    };
    this.#onMessage.set(id, (message) => {
      if (message.start.startsWith('BYE')) {
        this.#reply(message, 200, 'OK', to.address, to.port);
        ended.resolve();
      }
      const status = Number(/^SIP\/2\.0 (\d{3})/.exec(message.start)?.[1]);
      if (!status || !first(message, 'cseq').endsWith('INVITE')) return;
      if (statuses.at(-1) !== status) statusSeconds.push((performance.now() - since) / 1000);
      if (statuses.at(-1) !== status) statuses.push(status);
      if (message.body && !isUp) {
        isUp = true;
        media = audioAddress(message.body);
        audio.sendTo(media.address, media.port, tone);
      }
      if (status < 200) return;
      target = first(message, 'to');
      write('ACK', 1, '', status === 200 ? randomUUID() : `invite-${id}`);
      final.resolve(status);
    });
    write('INVITE', 1, sdp, `invite-${id}`);
    return {
      audio,
      statuses,
      statusSeconds,
      called: number,
      caller: 'tester',
      offered: [],
      answered: final.promise,
      ended: ended.promise,
      hangUp: () => (statuses.at(-1) === 200 ? write('BYE', 2) : write('CANCEL', 1, '', `invite-${id}`)),
      restart: (hertz, start) => audio.sendTo(media.address, media.port, hertz, start),
      move: () => Promise.reject(new Error('only calls that we received can be moved')),
    };
  }

  async #beCalled(invite: Message, address: string, port: number): Promise<void> {
    const called = /^INVITE sips?:([^@;]+)@/.exec(invite.start)?.[1] ?? '';
    const { answerTone, payload = alawPayload, early, start } = this.answering(called);
    const audio = this.#newAudio(payload);
    const id = first(invite, 'call-id');
    const [ended, moved] = [settled<void>(), settled<void>()];
    let isOver = false;
    this.#onMessage.set(id, (message) => {
      if (message.start.startsWith('SIP/2.0 200') && first(message, 'cseq').endsWith('INVITE')) {
        this.#request(invite, 'ACK', Number.parseInt(first(message, 'cseq'), 10), address, port);
        moved.resolve();
      }
      if (!message.start.startsWith('BYE') && !message.start.startsWith('CANCEL')) return;
      isOver = true;
      this.#reply(message, 200, 'OK', address, port);
      ended.resolve();
    });
    const sdp = sdpWith(await audio.open(), payload);
    const remote = audioAddress(invite.body);
    if (early) {
      this.#reply(invite, 183, 'Session Progress', address, port, sdp, `;tag=${this.port}`);
      audio.sendTo(remote.address, remote.port, early.hertz, early.start);
      await delay(early.seconds * 1000);
      if (isOver) return;
    }
    this.#reply(invite, 200, 'OK', address, port, sdp, `;tag=${this.port}`);
    audio.sendTo(remote.address, remote.port, answerTone, start);
    let current = audio;
    this.#onCall?.({
      get audio() {
        return current;
      },
      statuses: [],
      statusSeconds: [],
      called,
      caller: /sips?:([^@>;]+)@/.exec(first(invite, 'from'))?.[1] ?? '',
      offered: payloadsOf(invite.body),
      answered: Promise.resolve(200),
      ended: ended.promise,
      hangUp: () => this.#request(invite, 'BYE', 2, address, port),
      restart: (hertz, next) => audio.sendTo(remote.address, remote.port, hertz, next),
      move: async (hertz, next) => {
        current = this.#newAudio(payload);
        this.#request(invite, 'INVITE', 1, address, port, sdpWith(await current.open(), payload, 2));
        await moved.promise;
        audio.close();
        current.sendTo(remote.address, remote.port, hertz, next);
      },
    });
  }

  #newAudio(payload: Payload): TestAudio {
    const audio = new TestAudio(payload);
    this.#open.push(audio);
    return audio;
  }

  /** A request of ours within a call that we received. */
  #request(invite: Message, method: string, sequence: number, address: string, port: number, body = ''): void {
    this.#send(
      [
        `${method} ${/<([^>]+)>/.exec(first(invite, 'contact'))?.[1]} SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:${this.port};branch=z9hG4bK${randomUUID()}`,
        `From: ${first(invite, 'to')};tag=${this.port}`,
        `To: ${first(invite, 'from')}`,
        `Call-ID: ${first(invite, 'call-id')}`,
        `CSeq: ${sequence} ${method}`,
        `Contact: <sip:tester@127.0.0.1:${this.port}>`,
        'Max-Forwards: 70',
        ...(body ? ['Content-Type: application/sdp'] : []),
        `Content-Length: ${body.length}`,
      ],
      body,
      address,
      port,
    );
  }

  #reply(request: Message, status: number, reason: string, address: string, port: number, body = '', tag = ''): void {
    const copied = ['via', 'from', 'call-id', 'cseq'].flatMap((name) =>
      (request.headers.get(name) ?? []).map((value) => `${name}: ${value}`),
    );
    this.#send(
      [
        `SIP/2.0 ${status} ${reason}`,
        ...copied,
        `to: ${first(request, 'to')}${tag}`,
        `Contact: <sip:tester@127.0.0.1:${this.port}>`,
        ...(body ? ['Content-Type: application/sdp'] : []),
        `Content-Length: ${body.length}`,
      ],
      body,
      address,
      port,
    );
  }

  #send(lines: readonly string[], body: string, address: string, port: number): void {
    this.#socket.send(`${lines.join('\r\n')}\r\n\r\n${body}`, port, address);
  }
}
