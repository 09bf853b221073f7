/** A carrier of which every message is said by the test: what it sends byte by byte, what it answers in which order. UDP, one address and port. */
import { randomUUID } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestAudio } from '@bahu/carrier/test-rtp.ts';

/** One response to an INVITE, so many milliseconds after the one before. `sdp`: an answer with a port for sound, with port 0, or none. */
export interface Answer {
  status: number;
  headers?: readonly string[];
  sdp?: 'sound' | 'port-0';
  afterMs?: number;
}

export interface PeerCall {
  /** Statuses in order, the final one last. */
  readonly statuses: number[];
  readonly final: Promise<number>;
  /** Resolves when the other side has hung up. */
  readonly ended: Promise<void>;
  readonly audio: TestAudio;
  /** Presses a key, by telephone events alone. */
  press(key: number): Promise<void>;
  hangUp(): void;
}

export interface Offer {
  /** Header lines beside the usual ones. */
  headers?: readonly string[];
  from?: string;
  /** Display name of From with its quotes. */
  name?: string;
  /** Payload types and their names; A-law when absent. */
  codecs?: readonly string[];
  /** A tone that is sent from the answer on; null sends no packet at all. */
  tone?: number | null;
}

const standardCodecs = ['8 PCMA/8000', '101 telephone-event/8000'] as const;

const sdpOf = (address: string, port: number, codecs: readonly string[] = standardCodecs): string =>
  [
    'v=0',
    `o=peer 1 1 IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    `m=audio ${port} RTP/AVP ${codecs.map((codec) => codec.split(' ')[0]).join(' ')}`,
    ...codecs.map((codec) => `a=rtpmap:${codec}`),
    '',
  ].join('\r\n');

const headerOf = (text: string, name: string): string =>
  new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(text)?.[1]?.trim() ?? '';
const soundAt = (text: string): number => Number(/^m=audio ([0-9]+)/m.exec(text)?.[1] ?? 0);

export class SipPeer {
  readonly address: string;
  readonly port: number;
  /** Whether OPTIONS are answered. */
  answersOptions = true;
  /** What a call to a number is answered with; the number is the user of the request line. */
  answersFor: (number: string) => readonly Answer[] = () => [{ status: 404 }];
  /** Sound of the calls that were answered, by the number called. */
  readonly answered = new Map<string, TestAudio>();
  private readonly server: { address: string; port: number };
  private readonly socket: Socket = createSocket('udp4');
  private readonly dialogs = new Map<string, (text: string) => void>();
  private readonly audios: TestAudio[] = [];

  constructor(at: { address: string; port: number }, server: { address: string; port: number }) {
    this.address = at.address;
    this.port = at.port;
    this.server = server;
  }

  async open(): Promise<void> {
    this.socket.on('message', (packet) => this.take(packet.toString('latin1')));
    await new Promise<void>((resolve) => {
      this.socket.bind(this.port, this.address, resolve);
    });
  }

  close(): void {
    for (const audio of this.audios) audio.close();
    this.socket.close();
  }

  private take(text: string): void {
    if (text.startsWith('OPTIONS ')) return this.answersOptions ? this.respond(text, 200) : undefined;
    const known = this.dialogs.get(headerOf(text, 'Call-ID'));
    if (known) known(text);
    else if (text.startsWith('INVITE ')) void this.beCalled(text);
    else if (text.startsWith('BYE ')) this.respond(text, 200);
  }

  private send(lines: readonly string[], body = ''): void {
    const text = [
      ...lines,
      ...(body ? ['Content-Type: application/sdp'] : []),
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n');
    this.socket.send(Buffer.from(text), this.server.port, this.server.address);
  }

  private respond(request: string, status: number, headers: readonly string[] = [], body = ''): void {
    const vias = request.split('\r\n').filter((line) => /^via:/i.test(line));
    const to = headerOf(request, 'To');
    this.send(
      [
        `SIP/2.0 ${status} Because`,
        ...vias,
        `From: ${headerOf(request, 'From')}`,
        `To: ${to}${/;tag=/.test(to) ? '' : `;tag=${this.port}`}`,
        `Call-ID: ${headerOf(request, 'Call-ID')}`,
        `CSeq: ${headerOf(request, 'CSeq')}`,
        `Contact: <sip:peer@${this.address}:${this.port}>`,
        ...headers,
      ],
      body,
    );
  }

  private async newAudio(): Promise<{ audio: TestAudio; port: number }> {
    const audio = new TestAudio();
    this.audios.push(audio);
    return { audio, port: await audio.open() };
  }

  private async beCalled(invite: string): Promise<void> {
    const number = /^INVITE sip:([^@;]+)@/.exec(invite)?.[1] ?? '';
    let isOver = false;
    this.dialogs.set(headerOf(invite, 'Call-ID'), (text) => {
      if (text.startsWith('CANCEL ') || text.startsWith('BYE ')) {
        isOver = true;
        this.respond(text, 200);
        if (text.startsWith('CANCEL ')) this.respond(invite, 487);
      }
    });
    const { audio, port } = await this.newAudio();
    for (const { status, headers, sdp, afterMs } of this.answersFor(number)) {
      if (afterMs) await sleep(afterMs);
      if (isOver) return;
      this.respond(invite, status, headers, sdp ? sdpOf('127.0.0.1', sdp === 'sound' ? port : 0) : '');
      if (status === 200 && sdp === 'sound') {
        this.answered.set(number, audio);
        audio.sendTo('127.0.0.1', soundAt(invite), 440);
      }
    }
  }

  /** RFC 4733: a key for so long that Asterisk has learnt who sends before it ends. */
  private async press(key: number, port: number): Promise<void> {
    for (let i = 0; i < 15; i++) {
      const packet = Buffer.alloc(16);
      packet.writeUInt16BE(0x8000 | (i === 0 ? 0x80 : 0) | 101, 0);
      packet.writeUInt16BE(i + 1, 2);
      packet.writeUInt32BE(160, 4);
      packet.writeUInt32BE(0x42, 8);
      packet.writeUInt8(key, 12);
      packet.writeUInt8(i < 12 ? 10 : 0x8a, 13);
      packet.writeUInt16BE(160 * (i + 1), 14);
      this.socket.send(packet, port, '127.0.0.1');
      await sleep(20);
    }
  }

  /** Calls a number of the other side. Resolves when the INVITE is sent. */
  async call(number: string, offer: Offer = {}): Promise<PeerCall> {
    const { audio, port } = await this.newAudio();
    const id = randomUUID();
    const uri = `sip:${number}@${this.server.address}:${this.server.port}`;
    const statuses: number[] = [];
    let soundPort = 0;
    let to = `<${uri}>`;
    let [finish, end]: [(status: number) => void, () => void] = [() => undefined, () => undefined];
    const final = new Promise<number>((resolve) => {
      finish = resolve;
    });
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const request = (
      method: string,
      sequence: number,
      branch: string,
      headers: readonly string[] = [],
      body = '',
    ): void =>
      this.send(
        [
          `${method} ${uri} SIP/2.0`,
          `Via: SIP/2.0/UDP ${this.address}:${this.port};branch=z9hG4bK${branch};rport`,
          'Max-Forwards: 70',
          `From: ${offer.name ?? ''} <sip:${offer.from ?? '13900000042'}@${this.address}>;tag=${id}`,
          `To: ${to}`,
          `Call-ID: ${id}`,
          `CSeq: ${sequence} ${method}`,
          `Contact: <sip:peer@${this.address}:${this.port}>`,
          ...headers,
        ],
        body,
      );
    this.dialogs.set(id, (text) => {
      if (text.startsWith('BYE ')) {
        this.respond(text, 200);
        end();
      }
      const status = Number(/^SIP\/2\.0 ([0-9]{3})/.exec(text)?.[1] ?? 0);
      if (!status || !/INVITE/i.test(headerOf(text, 'CSeq'))) return;
      if (statuses.at(-1) !== status) statuses.push(status);
      if (status < 200) return;
      to = headerOf(text, 'To');
      request('ACK', 1, status === 200 ? randomUUID() : id);
      soundPort = soundAt(text);
      if (status === 200 && offer.tone !== null) audio.sendTo('127.0.0.1', soundPort, offer.tone);
      finish(status);
    });
    request('INVITE', 1, id, offer.headers, sdpOf('127.0.0.1', port, offer.codecs));
    return {
      statuses,
      final,
      ended,
      audio,
      press: (key) => this.press(key, soundPort),
      hangUp: () => (statuses.at(-1) === 200 ? request('BYE', 2, randomUUID()) : request('CANCEL', 1, id)),
    };
  }
}
