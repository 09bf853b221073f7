/** Tones in G.711: made, and measured in what was heard. */

/** Samples a second. */
export const sampleRate = 8000;
/** Samples of a packet of 20 ms. */
const packetSamples = 160;
/** RTP payload types of G.711. */
export const alawPayload = 8;
export const ulawPayload = 0;

/** Encodes one 16-bit sample as A-law. */
export function toAlaw(sample: number): number {
  const magnitude = Math.min(0x7fff, sample >= 0 ? sample : -sample - 1);
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  return (
    ((sample >= 0 ? 0x80 : 0) | (exponent << 4) | ((magnitude >> (exponent === 0 ? 4 : exponent + 3)) & 0x0f)) ^ 0x55
  );
}

/** Decodes A-law to 16-bit samples. */
export function fromAlaw(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (byte) => {
    const value = byte ^ 0x55;
    const exponent = (value >> 4) & 7;
    const low = ((value & 0x0f) << 4) + 8;
    const magnitude = exponent === 0 ? low : (low + 0x100) << (exponent - 1);
    return value & 0x80 ? magnitude : -magnitude;
  });
}

const ulawBias = 0x84;

/** Encodes one 16-bit sample as u-law. */
export function toUlaw(sample: number): number {
  const magnitude = Math.min(32_635, Math.abs(sample)) + ulawBias;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}

/** Decodes u-law to 16-bit samples. */
export function fromUlaw(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (byte) => {
    const value = ~byte & 0xff;
    const magnitude = ((((value & 0x0f) << 3) + ulawBias) << ((value >> 4) & 7)) - ulawBias;
    return value & 0x80 ? -magnitude : magnitude;
  });
}

/** One second of a sine of about -15 dB, 16-bit samples. */
export const sine = (hertz: number): Int16Array =>
  Int16Array.from({ length: sampleRate }, (_, index) =>
    Math.round(6000 * Math.sin((2 * Math.PI * hertz * index) / sampleRate)),
  );

/** Level of one frequency in decibels below full scale, by Goertzel's algorithm (a full-scale sine is 0). */
export function levelOf(samples: Int16Array, hertz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let [before, beforeThat] = [0, 0];
  for (const sample of samples) [before, beforeThat] = [sample + coefficient * before - beforeThat, before];
  const power = before * before + beforeThat * beforeThat - coefficient * before * beforeThat;
  return 20 * Math.log10(Math.sqrt(Math.max(power, 0)) / Math.max(samples.length / 2, 1) / 32_768 + 1e-9);
}

export interface StreamStart {
  sequence: number;
  timestamp: number;
  source: number;
}

/** The `index`th RTP packet of a stream, from one second of encoded sound that is repeated. */
export function rtpPacket(start: StreamStart, index: number, sound: Uint8Array, payload = alawPayload): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(0x8000 | payload, 0);
  header.writeUInt16BE((start.sequence + index) & 0xffff, 2);
  header.writeUInt32BE((start.timestamp + index * packetSamples) >>> 0, 4);
  header.writeUInt32BE(start.source, 8);
  const at = (index * packetSamples) % sampleRate;
  return Buffer.concat([header, sound.subarray(at, at + packetSamples)]);
}
