/** Listens to the audio that one caller hears, packet by packet, for the first moment of a tone. */
import { fromAlaw, levelOf } from '@bahu/asterisk/tone.ts';
import { loudnessOf } from '@bahu/carrier/test-rtp.ts';

const headerBytes = 12;
const alawPayload = 8;
/** Decibels below full scale: our tones come at about -12, and music never puts all that it has into one frequency. */
const audible = -30;
const maxBelowLoudness = 6;

export class Ear {
  /** When the tone was first heard since `reset`, as performance.now() tells it. */
  heardAt: number | null = null;
  private readonly hertz: number;

  constructor(hertz: number) {
    this.hertz = hertz;
  }

  reset(): void {
    this.heardAt = null;
  }

  hear(packet: Buffer): void {
    if (this.heardAt !== null || (packet[1]! & 0x7f) !== alawPayload) return;
    const samples = fromAlaw(packet.subarray(headerBytes));
    const level = levelOf(samples, this.hertz);
    if (level > audible && level > loudnessOf(samples) - maxBelowLoudness) this.heardAt = performance.now();
  }
}
