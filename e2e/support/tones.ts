/** Listening with numbers: how loud a tone is in what somebody heard. */

/** Level of a tone in decibels below full scale, by Goertzel's algorithm, over 16-bit samples at `rate` a second. */
export function toneLevel(samples: Int16Array, hertz: number, rate = 8000): number {
  if (samples.length === 0) return -Infinity;
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + coefficient * last - before];
  const power = Math.max(0, last * last + before * before - coefficient * last * before);
  return 20 * Math.log10(Math.sqrt(power) / (samples.length / 2) / 32_768 + 1e-9);
}

/**
 * Level of a tone over many tenths of a second, each by itself: a packet that is lost or a clock that is put right turns the phase of a tone, and what came
 * before would take away what comes after. Tones that are tens of hertz are told apart exactly.
 */
export function meanToneLevel(samples: Int16Array, hertz: number): number {
  const tenth = 800;
  const count = Math.floor(samples.length / tenth);
  let power = 0;
  for (let at = 0; at < count; at++)
    power += 10 ** (toneLevel(samples.subarray(at * tenth, (at + 1) * tenth), hertz) / 10) / count;
  return 10 * Math.log10(power + 1e-9);
}

/** A tone counts as heard at this level; ours are sent at about -15 dB, music and noise leave far less at one frequency. */
const audible = -30;
export const hears = (samples: Int16Array, hertz: number): boolean => toneLevel(samples, hertz) > audible;

/** Seconds `from` to `to` of what was heard. */
export const between = (samples: Int16Array, from: number, to: number, rate = 8000): Int16Array =>
  samples.subarray(Math.round(from * rate), Math.round(to * rate));

/** Loudness of whatever there is, in decibels below full scale. */
export function loudness(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? -Infinity : 20 * Math.log10(Math.sqrt(sum / samples.length) / 32_768 + 1e-9);
}

/** One channel of interleaved stereo. */
export function channelOf(samples: Int16Array, channel: 0 | 1): Int16Array {
  const own = new Int16Array(samples.length >> 1);
  for (let i = 0; i < own.length; i++) own[i] = samples[i * 2 + channel]!;
  return own;
}

/** The longest stretch without any sound louder than `floor`, in seconds. */
export function longestSilence(samples: Int16Array, floor = -50, rate = 8000): number {
  const window = rate / 50;
  let [longest, current] = [0, 0];
  for (let at = 0; at + window <= samples.length; at += window) {
    current = loudness(samples.subarray(at, at + window)) < floor ? current + window : 0;
    longest = Math.max(longest, current);
  }
  return longest / rate;
}

/** Whether `holds` is true of some stretch of so many seconds between two moments; for clocks that agree only roughly. */
export function somewhere(
  samples: Int16Array,
  from: number,
  to: number,
  seconds: number,
  holds: (part: Int16Array) => boolean,
): boolean {
  for (let at = Math.max(0, from); at + seconds <= to; at += 0.1)
    if (holds(between(samples, at, at + seconds))) return true;
  return false;
}

/**
 * How much some stretch of what was heard is like a sound, from 0 to 1: the highest normalised correlation. Speech differs from itself by nothing but
 * companding, from other speech it differs much.
 */
export function likeness(samples: Int16Array, sound: Int16Array): number {
  const [heard, wanted] = [Float64Array.from(samples), Float64Array.from(sound)];
  const wantedPower = powerOf(wanted);
  let power = powerOf(heard.subarray(0, wanted.length));
  let best = 0;
  for (let at = 0; at + wanted.length <= heard.length; at++) {
    // Where it is silent nothing is alike.
    if (power > wantedPower / 10) {
      let product = 0;
      for (let i = 0; i < wanted.length; i++) product += wanted[i]! * heard[at + i]!;
      best = Math.max(best, product / Math.sqrt(power * wantedPower));
    }
    power += (heard[at + wanted.length] ?? 0) ** 2 - heard[at]! ** 2;
  }
  return best;
}

const powerOf = (samples: Float64Array): number => samples.reduce((sum, sample) => sum + sample * sample, 0);
