/** The audio side of a test phone: sends and collects G.711 A-law and telephone events, and measures what it heard. */
import { createSocket, type Socket } from 'node:dgram';

const sampleRate = 8000;
const frame = 160;
const alawPayload = 8;

/** Decodes G.711 A-law. */
export function fromAlaw(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (byte) => {
    const value = byte ^ 0x55;
    const exponent = (value >> 4) & 7;
    const low = ((value & 0x0f) << 4) + 8;
    const magnitude = exponent === 0 ? low : (low + 0x100) << (exponent - 1);
    return value & 0x80 ? magnitude : -magnitude;
  });
}

/** Level of one frequency in decibels below full scale (a full-scale sine is 0). */
export function levelOf(samples: Int16Array, hertz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let [before, beforeThat] = [0, 0];
  for (const sample of samples) [before, beforeThat] = [sample + coefficient * before - beforeThat, before];
  const power = before * before + beforeThat * beforeThat - coefficient * before * beforeThat;
  return 20 * Math.log10(Math.sqrt(Math.max(power, 0)) / (samples.length / 2) / 32_768 + 1e-9);
}

/** Root mean square in decibels below full scale. */
export function loudnessOf(samples: Int16Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(samples.length, 1);
  return 20 * Math.log10(Math.sqrt(power) / 32_768 + 1e-9);
}

const sine = (hertz: number): Uint8Array => {
  const cosineless = Int16Array.from({ length: sampleRate }, (_, index) =>
    Math.round(6000 * Math.sin((2 * Math.PI * hertz * index) / sampleRate)),
  );
  return Uint8Array.from(cosineless, toAlaw);
};

function toAlaw(sample: number): number {
  const magnitude = Math.min(0x7fff, sample >= 0 ? sample : -sample - 1);
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  return ((sample >= 0 ? 0x80 : 0) | (exponent << 4) | ((magnitude >> (exponent === 0 ? 4 : exponent + 3)) & 0x0f)) ^ 0x55;
}

/** One end of an audio stream. */
export class TestAudio {
  /** Keys that the other side pressed, as RFC 4733 events. */
  keys = '';
  readonly #socket: Socket = createSocket('udp4');
  readonly #parts: Int16Array[] = [];
  readonly #lastEvents = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

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
    if (payload === alawPayload) this.#parts.push(fromAlaw(packet.subarray(12)));
    if (payload !== 101 || ((packet[13] ?? 0) & 0x80) === 0) return;
    const event = packet.readUInt32BE(4).toString();
    if (this.#lastEvents.has(event)) return;
    this.#lastEvents.add(event);
    this.keys += '0123456789*#ABCD'[packet[12] ?? 0] ?? '?';
  }

  /** Sends a tone, or silence, until closed. */
  sendTo(address: string, port: number, hertz: number | undefined): void {
    const audio = hertz === undefined ? new Uint8Array(sampleRate).fill(0xd5) : sine(hertz);
    const since = performance.now();
    let sent = 0;
    this.#timer = setInterval(() => {
      for (; sent * 20 <= performance.now() - since; sent += 1) {
        const header = Buffer.alloc(12);
        header.writeUInt16BE(0x8000 | alawPayload, 0);
        header.writeUInt16BE(sent & 0xffff, 2);
        header.writeUInt32BE(sent * frame, 4);
        header.writeUInt32BE(0x42, 8);
        const at = (sent * frame) % sampleRate;
        this.#socket.send(Buffer.concat([header, audio.subarray(at, at + frame)]), port, address);
      }
    }, 10);
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

  close(): void {
    clearInterval(this.#timer);
    this.#socket.close();
  }
}
