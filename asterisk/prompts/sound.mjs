// @ts-check
/** Sounds as arrays of samples between -1 and 1, and the file formats that Asterisk and browsers play. */

/** What a telephone carries. */
export const telephoneRate = 8000;

/**
 * Changes the sampling rate; what the new rate cannot hold is filtered out.
 * @param {Float32Array} input
 * @param {number} from samples a second
 * @param {number} to samples a second
 * @returns {Float32Array}
 */
export function resample(input, from, to) {
  const { reach, phases, step } = lowPassPhases(from, to);
  const padded = new Float32Array(input.length + 2 * reach);
  padded.set(input, reach);
  const output = new Float32Array(Math.floor((input.length * to) / from));
  for (let index = 0; index < output.length; index += 1) {
    const place = index * step;
    const weights = /** @type {Float32Array} */ (phases[place % phases.length]);
    const first = Math.floor(place / phases.length);
    let sum = 0;
    for (let at = 0; at < weights.length; at += 1) sum += (padded[first + at] ?? 0) * (weights[at] ?? 0);
    output[index] = sum;
  }
  return output;
}

/**
 * The weights of the input samples around an output sample, for each position that an output sample can have between two of the input.
 * @param {number} from
 * @param {number} to
 */
function lowPassPhases(from, to) {
  const divisor = greatestDivisor(from, to);
  const [count, step] = [to / divisor, from / divisor];
  const cutoff = Math.min(1, to / from) * 0.94;
  const reach = Math.ceil(24 / cutoff);
  const phases = Array.from({ length: count }, (_, phase) =>
    Float32Array.from({ length: 2 * reach }, (__, at) => lowPass(at - reach - phase / count, cutoff, reach)),
  );
  return { reach, phases, step };
}

/** @param {number} a @param {number} b @returns {number} */
const greatestDivisor = (a, b) => (b === 0 ? a : greatestDivisor(b, a % b));

/**
 * @param {number} distance in samples
 * @param {number} cutoff part of the input's band that passes
 * @param {number} reach where the window ends
 */
function lowPass(distance, cutoff, reach) {
  if (Math.abs(distance) >= reach) return 0;
  const x = Math.PI * distance * cutoff;
  const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / reach);
  return cutoff * window * (x === 0 ? 1 : Math.sin(x) / x);
}

/**
 * Brings speech or music to a loudness. Pauses do not count; peaks are rounded off rather than cut.
 * @param {Float32Array} sound
 * @param {number} decibels below full scale, root mean square of the loud parts
 * @returns {Float32Array}
 */
export function normalise(sound, decibels) {
  const gain = 10 ** (decibels / 20) / (loudness(sound) || 1);
  return sound.map((sample) => softLimit(sample * gain));
}

/** Linear up to 0.6, then bent so that it never reaches full scale. @param {number} value */
function softLimit(value) {
  const size = Math.abs(value);
  return size <= 0.6 ? value : Math.sign(value) * (0.6 + 0.35 * Math.tanh((size - 0.6) / 0.35));
}

/**
 * Root mean square of the parts that are within 30 dB of the loudest 20 ms.
 * @param {Float32Array} sound
 */
function loudness(sound) {
  const frame = 160;
  const powers = [];
  for (let at = 0; at + frame <= sound.length; at += frame)
    powers.push(sound.subarray(at, at + frame).reduce((sum, sample) => sum + sample * sample, 0) / frame);
  const loudest = Math.max(...powers, 0);
  const loud = powers.filter((power) => power > loudest / 1000);
  return loud.length === 0 ? 0 : Math.sqrt(loud.reduce((sum, power) => sum + power, 0) / loud.length);
}

/**
 * Cuts the silence at both ends down to a given length, and fades in and out so that nothing clicks.
 * @param {Float32Array} sound
 * @param {number} seconds of silence before and after
 */
export function trim(sound, seconds) {
  const threshold = 0.01 * sound.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const first = Math.max(
    0,
    sound.findIndex((sample) => Math.abs(sample) > threshold),
  );
  const last = sound.findLastIndex((sample) => Math.abs(sample) > threshold);
  const silence = Math.round(seconds * telephoneRate);
  const output = new Float32Array(last - first + 1 + 2 * silence);
  output.set(fade(sound.subarray(first, last + 1)), silence);
  return output;
}

/** @param {Float32Array} sound */
function fade(sound) {
  const length = Math.min(40, sound.length >> 1);
  return sound.map((sample, index) => sample * Math.min(1, index / length, (sound.length - 1 - index) / length));
}

/** @param {Float32Array} sound */
const toIntegers = (sound) =>
  Int16Array.from(sound, (sample) => Math.max(-32768, Math.min(32767, Math.round(sample * 32767))));

/**
 * @param {Float32Array} sound
 * @param {number} rate samples a second
 * @returns {Buffer} a mono WAV file of 16 bits
 */
export function asWav(sound, rate) {
  const data = Buffer.from(toIntegers(sound).buffer);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}

/** G.711 A-law. @param {Float32Array} sound */
export const asAlaw = (sound) => Buffer.from(toIntegers(sound).map(alawOf));

/** G.711 u-law. @param {Float32Array} sound */
export const asUlaw = (sound) => Buffer.from(toIntegers(sound).map(ulawOf));

/** @param {number} sample of 16 bits */
function alawOf(sample) {
  const magnitude = Math.min(0x7fff, sample >= 0 ? sample : -sample - 1);
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  const mantissa = (magnitude >> (exponent === 0 ? 4 : exponent + 3)) & 0x0f;
  return ((sample >= 0 ? 0x80 : 0) | (exponent << 4) | mantissa) ^ 0x55;
}

/** @param {number} sample of 16 bits */
function ulawOf(sample) {
  const magnitude = Math.min(0x7f7b, Math.abs(sample)) + 0x84;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
}
