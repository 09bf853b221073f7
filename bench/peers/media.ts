/**
 * The audio of all of the bench's phones on one side: one port that sends keys and tones for everybody. What comes back is never read,
 * unless there is an ear for it.
 */
import { createSocket, type Socket } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { AudioAddress } from './sip-message.ts';

const sampleRate = 8000;
const frameMs = 20;
const frameSamples = (sampleRate * frameMs) / 1000;
const keyFrames = 5;
const endRepeats = 3;
const payload = { alaw: 8, events: 101 } as const;

export class Media {
  readonly address: AudioAddress;
  private readonly socket: Socket;
  /** Holds the port on which nobody listens. */
  private readonly silence: Worker | null;
  private readonly streams = new Set<Stream>();
  private timer: NodeJS.Timeout | null = null;
  /** Packets that reached the sending socket although the silent one should have them. */
  strayPackets = 0;

  private constructor(
    address: AudioAddress,
    socket: Socket,
    silence: Worker | null,
    ear: ((packet: Buffer) => void) | undefined,
  ) {
    this.address = address;
    this.socket = socket;
    this.silence = silence;
    socket.on('message', (packet) => (ear ? ear(packet) : this.strayPackets++));
  }

  static async open(address: AudioAddress, ear?: (packet: Buffer) => void): Promise<Media> {
    const socket = createSocket({ type: 'udp4', reuseAddr: !ear });
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(address.port, address.host, resolve);
    });
    return new Media(address, socket, ear ? null : await holdSilently(address), ear);
  }

  /** Presses a key for a tenth of a second (RFC 4733). Resolves with the moment of its end, as performance.now() tells it. */
  async pressKey(to: AudioAddress, key: number): Promise<number> {
    const timestamp = 160_000;
    const send = (sequence: number, frames: number, isEnd: boolean): void => {
      const event = Buffer.from([key, (isEnd ? 0x80 : 0) | 10, 0, 0]);
      event.writeUInt16BE(frames * frameSamples, 2);
      this.socket.send(
        rtp({ type: payload.events, isFirst: sequence === 0, sequence, timestamp }, event),
        to.port,
        to.host,
      );
    };
    for (let frame = 0; frame < keyFrames; frame++) {
      send(frame, frame + 1, false);
      await sleep(frameMs);
    }
    const endedAt = performance.now();
    for (let repeat = 0; repeat < endRepeats; repeat++) send(keyFrames + repeat, keyFrames, true);
    return endedAt;
  }

  /** Sends a tone until the returned function is called. */
  startTone(to: AudioAddress, hertz: number): () => void {
    const stream: Stream = { to, tone: toneOf(hertz), sent: 0 };
    this.streams.add(stream);
    this.timer ??= this.keepTime();
    return () => {
      this.streams.delete(stream);
    };
  }

  /** All streams in one beat; a late beat sends what it owes. */
  private keepTime(): NodeJS.Timeout {
    const since = performance.now();
    let beats = 0;
    return setInterval(() => {
      for (; beats * frameMs <= performance.now() - since; beats++) {
        for (const stream of this.streams) this.sendFrame(stream);
      }
    }, frameMs / 2);
  }

  private sendFrame(stream: Stream): void {
    const at = (stream.sent * frameSamples) % stream.tone.length;
    const head = {
      type: payload.alaw,
      isFirst: stream.sent === 0,
      sequence: stream.sent & 0xffff,
      timestamp: (stream.sent * frameSamples) >>> 0,
    };
    this.socket.send(rtp(head, stream.tone.subarray(at, at + frameSamples)), stream.to.port, stream.to.host);
    stream.sent++;
  }

  async close(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.socket.close();
    await this.silence?.terminate();
  }
}

async function holdSilently(address: AudioAddress): Promise<Worker> {
  const flags = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(new URL('silent-port.mjs', import.meta.url), { workerData: { ...address, flags } });
  worker.once('error', (error) => {
    throw error;
  });
  while (Atomics.load(flags, 0) === 0) await sleep(5);
  return worker;
}

interface Stream {
  readonly to: AudioAddress;
  readonly tone: Uint8Array;
  sent: number;
}

function rtp(head: { type: number; isFirst: boolean; sequence: number; timestamp: number }, body: Uint8Array): Buffer {
  const packet = Buffer.allocUnsafe(12 + body.length);
  packet.writeUInt16BE(0x8000 | (head.isFirst ? 0x80 : 0) | head.type, 0);
  packet.writeUInt16BE(head.sequence, 2);
  packet.writeUInt32BE(head.timestamp, 4);
  packet.writeUInt32BE(0x62656e63, 8);
  packet.set(body, 12);
  return packet;
}

/** One second of a tone at about -15 dB, in A-law. */
const toneOf = (hertz: number): Uint8Array =>
  Uint8Array.from({ length: sampleRate }, (_, index) =>
    toAlaw(Math.round(6000 * Math.sin((2 * Math.PI * hertz * index) / sampleRate))),
  );

function toAlaw(sample: number): number {
  const magnitude = Math.min(0x7fff, sample >= 0 ? sample : -sample - 1);
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  return (
    ((sample >= 0 ? 0x80 : 0) | (exponent << 4) | ((magnitude >> (exponent === 0 ? 4 : exponent + 3)) & 0x0f)) ^ 0x55
  );
}
