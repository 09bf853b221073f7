/**
 * Whether a core keeps the sound of a stream that starts anew: a call to the core itself sends a tone, its RTP sequence numbers start
 * again at a lower one, and the recording of the call must hold the tone before and after.
 */
import { randomUUID } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { context, extension, file, section } from '../configuration/syntax.ts';
import { freePorts } from '../free-ports.ts';
import { startInstance } from '../instance.ts';
import { levelOf, rtpPacket, sampleRate, sine, toAlaw, type StreamStart } from '../tone.ts';

export interface ToneTest {
  /** Whether the tone was there in both halves. */
  isWhole: boolean;
  /** Level of the tone before and after the restart of the stream, in decibels below full scale. */
  before: number;
  after: number;
}

const hertz = 1000;
/** The tone is sent at about -15 dB; silence is below -80. */
const audible = -30;
const packetMs = 20;
/** Packets before and after the restart: 1.2 s and 1.6 s. */
const halves = [60, 80] as const;
/** The second one looks earlier than the first; with another source, as after early media or behind a border controller. */
const streams: readonly [StreamStart, StreamStart] = [
  { sequence: 30_000, timestamp: 0, source: 0x11 },
  { sequence: 100, timestamp: 0, source: 0x22 },
];
const patienceMs = 5000;

/** The Asterisk of a test that goes on: it is in a session of its own and does not end with us. */
let testedPid: number | undefined;

/** Ends a test that goes on at once, for a builder that is told to end. */
export function killToneTest(): void {
  if (testedPid !== undefined) process.kill(testedPid, 'SIGKILL');
}

/** Runs `program` with the modules of `runtime` for about five seconds. Throws InstanceError when it does not start. */
export async function testTone(program: string, runtime: string): Promise<ToneTest> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bahu-tone-'));
  const sounds = path.join(folder, 'sounds');
  const heard = path.join(folder, 'heard.raw');
  mkdirSync(sounds);
  const ports = await freePorts();
  const quiet = (): void => {};
  const instance = await startInstance(
    {
      asterisk: program,
      runtime,
      folder,
      name: 'tone',
      kind: 'carrier',
      sip: { address: '127.0.0.1', port: ports.sip },
      http: { port: ports.http },
      rtp: ports.rtp,
      ari: { user: 'tone', password: randomUUID() },
      maxCalls: 2,
      soundsFolder: sounds,
      mohFolder: sounds,
      own: { pjsip: peer(), extensions: dialplan(heard) },
    },
    { info: quiet, warn: quiet, error: quiet },
  );
  testedPid = instance.pid;
  try {
    await callAndSpeak(ports.sip);
    return measure(await samplesOnce(heard));
  } finally {
    testedPid = undefined;
    await instance.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const peer = (): string =>
  file(
    section('tone', [
      ['type', 'endpoint'],
      ['context', 'tone'],
      ['transport', 'udp'],
      ['disallow', 'all'],
      ['allow', 'alaw'],
      ['direct_media', false],
    ]),
    section('tone-identify', [
      ['type', 'identify'],
      ['endpoint', 'tone'],
      ['match', '127.0.0.1'],
    ]),
  );

/** The recorder is the one that calls are recorded with. */
const dialplan = (heard: string): string =>
  file(
    section('general', [
      ['static', true],
      ['writeprotect', true],
    ]),
    context('tone', extension('1', ['Answer(,i)', `MixMonitor(${heard})`, 'Echo()'])),
  );

function measure(samples: Int16Array): ToneTest {
  const restart = Math.round((halves[0] * packetMs * sampleRate) / 1000);
  const first = samples.subarray(restart / 4, restart * 0.75);
  const second = samples.subarray(restart + sampleRate * 0.4, restart + sampleRate * 1.2);
  const [before, after] = [levelOf(first, hertz), levelOf(second, hertz)];
  return { isWhole: before > audible && after > audible, before, after };
}

async function samplesOnce(heard: string): Promise<Int16Array> {
  await delay(300); // the recorder writes its last buffers when the call has ended
  const bytes = readFileSync(heard);
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length - (bytes.length % 2)));
}

async function callAndSpeak(sipPort: number): Promise<void> {
  const [sip, audio] = [createSocket('udp4'), createSocket('udp4')];
  try {
    await Promise.all([bound(sip), bound(audio)]);
    const call = new Call(sip, sipPort, audio.address().port);
    const media = await call.answered();
    await speak(audio, media);
    call.hangUp();
    await delay(200);
  } finally {
    sip.close();
    audio.close();
  }
}

const bound = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });

async function speak(audio: Socket, port: number): Promise<void> {
  const sound = Uint8Array.from(sine(hertz), toAlaw);
  const packets = streams.flatMap((stream, half) =>
    Array.from({ length: halves[half]! }, (_, index) => rtpPacket(stream, index, sound)),
  );
  const since = performance.now();
  for (const [index, packet] of packets.entries()) {
    audio.send(packet, port, '127.0.0.1');
    await delay(Math.max(0, since + (index + 1) * packetMs - performance.now()));
  }
}

/** A SIP call of the fewest words: INVITE, ACK, BYE. */
class Call {
  readonly #id = randomUUID();
  readonly #socket: Socket;
  readonly #port: number;
  readonly #answer: Promise<number>;
  #to: string;

  constructor(socket: Socket, port: number, audioPort: number) {
    this.#socket = socket;
    this.#port = port;
    this.#to = `<sip:1@127.0.0.1:${port}>`;
    const offer = [
      'v=0',
      'o=- 1 1 IN IP4 127.0.0.1',
      's=-',
      'c=IN IP4 127.0.0.1',
      't=0 0',
      `m=audio ${audioPort} RTP/AVP 8`,
      'a=rtpmap:8 PCMA/8000',
      '',
    ].join('\r\n');
    this.#answer = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error('the core did not answer a call')), patienceMs).unref();
      socket.on('message', (packet) => {
        const text = packet.toString();
        const status = Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1] ?? 0);
        if (status < 200 || !/^CSeq: 1 INVITE/im.test(text)) return;
        if (status !== 200) return reject(new Error(`the core refused a call with ${status}`));
        this.#to = /^To: (.+)$/im.exec(text)?.[1]?.trim() ?? this.#to;
        this.#send('ACK', 1);
        resolve(Number(/^m=audio (\d+)/m.exec(text)?.[1]));
      });
    });
    this.#send('INVITE', 1, offer);
  }

  /** The port that wants our sound. */
  answered(): Promise<number> {
    return this.#answer;
  }

  hangUp(): void {
    this.#send('BYE', 2);
  }

  #send(method: string, sequence: number, body = ''): void {
    const { port } = this.#socket.address();
    const lines = [
      `${method} sip:1@127.0.0.1:${this.#port} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK${randomUUID()}`,
      'Max-Forwards: 70',
      `From: <sip:tone@127.0.0.1>;tag=${this.#id}`,
      `To: ${this.#to}`,
      `Call-ID: ${this.#id}`,
      `CSeq: ${sequence} ${method}`,
      `Contact: <sip:tone@127.0.0.1:${port}>`,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${body.length}`,
      '',
      body,
    ];
    this.#socket.send(lines.join('\r\n'), this.#port, '127.0.0.1');
  }
}
