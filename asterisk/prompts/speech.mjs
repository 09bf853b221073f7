// @ts-check
/** A free speech synthesiser, compiled to JavaScript, that reads Chinese characters with their tones. */
import { createRequire } from 'node:module';
import { normalise, resample, telephoneRate, trim } from './sound.mjs';

/**
 * @typedef {object} Voice
 * @property {string} voice name with a variant, like cmn+f3
 * @property {number} rate words a minute
 * @property {number} pitch 0 to 99
 */

const speechDecibels = -20;
const secondsAround = 0.15;

/**
 * Loads the synthesiser.
 * @returns {Promise<(text: string, voice: Voice, silence?: number) => Float32Array>} speaks a text at the rate of a telephone, with seconds of silence around it
 */
export async function loadSpeaker() {
  // By name at run time: this file is read by programs that run before npm has installed anything.
  const synthesiser = createRequire(import.meta.url).resolve('@echogarden/espeak-ng-emscripten');
  const { default: load } = await import(synthesiser);
  const module = await load();
  const engine = await new module.eSpeakNGWorker();
  return (text, { voice, rate, pitch }, silence = secondsAround) => {
    engine.set_voice(voice);
    engine.set_rate(rate);
    engine.set_pitch(pitch);
    /** @type {number[]} */
    const numbers = [];
    engine.synthesize(text, (/** @type {Int16Array | null} */ audio) => {
      for (const sample of audio ?? []) numbers.push(sample);
    });
    const samples = Float32Array.from(numbers, (sample) => sample / 32768);
    return trim(normalise(resample(samples, engine.get_samplerate(), telephoneRate), speechDecibels), silence);
  };
}
