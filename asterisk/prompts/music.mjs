// @ts-check
/** Tones and music of our own, made by arithmetic. */
import { normalise, telephoneRate } from './sound.mjs';

/**
 * @param {number} seconds
 * @param {(second: number) => number} wave
 * @param {number} [rate]
 */
const sound = (seconds, wave, rate = telephoneRate) =>
  Float32Array.from({ length: Math.round(seconds * rate) }, (_, index) => wave(index / rate));

/** @param {number} second @param {number} from @param {number} to @param {number} edge seconds of fading */
const gate = (second, from, to, edge = 0.01) => Math.max(0, Math.min(1, (second - from) / edge, (to - second) / edge));

/** @param {number} frequency @param {number} second */
const sine = (frequency, second) => Math.sin(2 * Math.PI * frequency * second);

/** The signal after which one speaks. */
export const beep = () => sound(0.5, (second) => 0.25 * sine(950, second) * gate(second, 0.05, 0.45));

/** The ringing tone of the Chinese network, one period. */
export const ringback = () => sound(5, (second) => 0.2 * sine(450, second) * gate(second, 0, 1));

/** What a browser plays when a call comes in: two soft bells, then a pause. */
export function ring(rate = 16_000) {
  const strikes = [0, 0.18, 0.36, 0.54, 1.0, 1.18, 1.36, 1.54].map((at, index) => ({
    at,
    frequency: index % 2 === 0 ? 784 : 988,
  }));
  return sound(
    3.6,
    (second) => 0.5 * strikes.reduce((sum, { at, frequency }) => sum + bell(frequency, second - at), 0),
    rate,
  );
}

/** @param {number} frequency @param {number} age seconds since it was struck */
function bell(frequency, age) {
  if (age < 0 || age > 1.5) return 0;
  return (
    Math.min(1, age / 0.004) *
    Math.exp(-6 * age) *
    (0.6 * sine(frequency, age) + 0.25 * sine(frequency * 2, age) + 0.1 * sine(frequency * 3.01, age)) *
    gate(age, -1, 1.5, 0.1)
  );
}

/** Semitones above A3 of eight calm chords, each with the order in which its notes are plucked. */
const chords = [
  [3, 10, 14, 19],
  [0, 7, 12, 16],
  [-4, 3, 8, 12],
  [-2, 5, 10, 14],
  [3, 10, 15, 19],
  [-5, 2, 7, 10],
  [-4, 3, 8, 15],
  [-2, 5, 9, 14],
];
const pattern = [0, 1, 2, 3, 2, 1, 2, 3];

/** Music on hold: quiet broken chords, about seventy seconds, whose end goes over into its beginning. */
export const holdMusic = () => brokenChords(0.55, 2);
/** The same chords, slower: for companies that want another music than the usual one. */
export const slowMusic = () => brokenChords(1.1, 1);

/** @param {number} secondsPerNote @param {number} rounds */
function brokenChords(secondsPerNote, rounds) {
  const notes = Array.from({ length: rounds }).flatMap((_, round) =>
    chords.flatMap((chord, bar) =>
      pattern.map((tone, step) => ({
        frequency: 220 * 2 ** (((chord[tone] ?? 0) + (round === 1 && step === 7 ? 12 : 0)) / 12),
        at: ((round * chords.length + bar) * pattern.length + step) * secondsPerNote,
        strength: step === 0 ? 1 : 0.7,
      })),
    ),
  );
  const length = Math.round(notes.length * secondsPerNote * telephoneRate);
  const music = new Float32Array(length);
  for (const note of notes) addNote(music, note);
  return normalise(music, -24);
}

/**
 * Adds one plucked note; what rings on past the end is heard at the beginning.
 * @param {Float32Array} music
 * @param {{ frequency: number, at: number, strength: number }} note
 */
function addNote(music, { frequency, at, strength }) {
  const start = Math.round(at * telephoneRate);
  for (let index = 0; index < 2.5 * telephoneRate; index += 1) {
    const age = index / telephoneRate;
    const place = (start + index) % music.length;
    const value =
      Math.min(1, age / 0.008) *
      Math.exp(-2.2 * age) *
      (sine(frequency, age) + 0.3 * sine(frequency * 2, age) + 0.08 * sine(frequency * 3, age));
    music[place] = (music[place] ?? 0) + strength * value;
  }
}
