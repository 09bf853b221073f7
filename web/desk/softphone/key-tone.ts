/** The tones of the keys (键提示音) as every telephone has them: DTMF, ITU-T Q.23. Heard here alone; what a call is sent is the server's. */
import { playThrough } from './sound-device.ts';

const rows = [697, 770, 852, 941];
const columns = [1209, 1336, 1477];
const keys = ['123', '456', '789', '*0#'];
const seconds = 0.12;
/** Of one of the two tones; full scale is 1. */
const loudness = 0.08;

/** The two tones of a key in hertz; null for what is no key. */
export function tonesOf(key: string): readonly [number, number] | null {
  const row = key.length === 1 ? keys.findIndex((ofRow) => ofRow.includes(key)) : -1;
  return row < 0 ? null : [rows[row]!, columns[keys[row]!.indexOf(key)]!];
}

export interface KeyTones {
  /** At a device (empty: the system's). */
  play(key: string, deviceId: string): void;
}

export function createKeyTones(): KeyTones {
  let context: AudioContext | null = null;
  return {
    play(key, deviceId) {
      const tones = tonesOf(key);
      if (!tones) return;
      context ??= new AudioContext();
      playThrough(context, deviceId);
      void context.resume();
      for (const hertz of tones) sound(context, hertz);
    },
  };
}

function sound(context: AudioContext, hertz: number): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  const from = context.currentTime;
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(loudness, from + 0.01);
  gain.gain.setValueAtTime(loudness, from + seconds - 0.01);
  gain.gain.linearRampToValueAtTime(0, from + seconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(from + seconds);
}
