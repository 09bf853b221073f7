/** The audio side of a test phone: sends and collects G.711 and telephone events, and measures what it heard. */
import { createSocket, type Socket } from 'node:dgram';
import {
  alawPayload,
  fromAlaw,
  fromUlaw,
  rtpPacket,
  sampleRate,
  sine,
  toAlaw,
  toUlaw,
  ulawPayload,
  type StreamStart,
} from '@bahu/asterisk/tone.ts';

export { levelOf } from '@bahu/asterisk/tone.ts';
export type { StreamStart } from '@bahu/asterisk/tone.ts';

/** Payload type of telephone events. */
const eventPayload = 101;
const packetMs = 20;

/** Root mean square in decibels below full scale. */
export function loudnessOf(samples: Int16Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(samples.length, 1);
  return 20 * Math.log10(Math.sqrt(power) / 32_768 + 1e-9);
}

const encoders = { [alawPayload]: toAlaw, [ulawPayload]: toUlaw };
const decoders = { [alawPayload]: fromAlaw, [ulawPayload]: fromUlaw };
export type Payload = typeof alawPayload | typeof ulawPayload;
const isSound = (payload: number): payload is Payload => payload === alawPayload || payload === ulawPayload;

const firstStream: StreamStart = { sequence: 0, timestamp: 0, source: 0x42 };

/** One end of an audio stream. */
export class TestAudio {
  /** Keys that the other side pressed, as RFC 4733 events. */
  keys = '';
  /** What is sent; both kinds are understood. */
  readonly payload: Payload;
  readonly #socket: Socket = createSocket('udp4');
  readonly #parts: Int16Array[] = [];
  readonly #lastEvents = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(payload: Payload = alawPayload) {
    this.payload = payload;
  }

  /** Opens a port on 127.0.0.1 and returns it. */
  async open(): Promise<number> {
    await new Promise<void>((resolve) => {
      this.#socket.bind(0, '127.0.0.1', resolve);
    });
    this.#socket.on('message', (packet) => this.#take(packet));
    return this.#socket.address().port;
  }

  #take(packet: Buffer): void {
    const payload = (packet[1] ?? 0) & 0x7f;
    if (isSound(payload)) this.#parts.push(decoders[payload](packet.subarray(12)));
    if (payload !== eventPayload || ((packet[13] ?? 0) & 0x80) === 0) return;
    const event = packet.readUInt32BE(4).toString();
    if (this.#lastEvents.has(event)) return;
    this.#lastEvents.add(event);
    this.keys += '0123456789*#ABCD'[packet[12] ?? 0] ?? '?';
  }

  /** Sends a tone, or silence, until closed or told to send anew, as a stream that begins with `start`. */
  sendTo(address: string, port: number, hertz: number | undefined, start: StreamStart = firstStream): void {
    clearInterval(this.#timer);
    const samples = hertz === undefined ? new Int16Array(sampleRate) : sine(hertz);
    const sound = Uint8Array.from(samples, encoders[this.payload]);
    const since = performance.now();
    let sent = 0;
    this.#timer = setInterval(() => {
      for (; sent * packetMs <= performance.now() - since; sent += 1)
        this.#socket.send(rtpPacket(start, sent, sound, this.payload), port, address);
    }, 10);
  }

  /** Sends no packet any more until told to send anew. */
  stopSending(): void {
    clearInterval(this.#timer);
  }

  /** Everything heard so far. */
  heard(): Int16Array {
    const all = new Int16Array(this.#parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  /** May be called again. */
  close(): void {
    clearInterval(this.#timer);
    if (!this.#isClosed) this.#socket.close();
    this.#isClosed = true;
  }
}
