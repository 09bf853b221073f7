/** The ring, made by the browser itself: two soft tones, one second in four. */
import { playThrough } from './sound-device.ts';

export interface RingTone {
  start(): void;
  stop(): void;
  /** Volume from 0 to 1, and the device that rings (empty: the system's). */
  adjust(volume: number, deviceId: string): void;
}

const tones = [880, 1108.7];
const cycleSeconds = 3;
const beats = [0, 0.22, 0.6, 0.82];
const beatSeconds = 0.18;
/** So much is laid out on the sound's own clock at a time: timers of a window that is minimised come once a minute, and a ring must not wait for them. */
const aheadSeconds = 120;

export function createRingTone(): RingTone {
  let context: AudioContext | null = null;
  let gain: GainNode | null = null;
  let planned: OscillatorNode[] = [];
  let cycle: ReturnType<typeof setInterval> | undefined;
  let volume = 0.6;
  let device = '';

  function ready(): AudioContext {
    if (context) return context;
    context = new AudioContext();
    gain = context.createGain();
    gain.connect(context.destination);
    applyDevice();
    return context;
  }

  function applyDevice(): void {
    if (context) playThrough(context, device);
  }

  function ringOn(): void {
    const own = ready();
    // Browsers keep sound back until the page was touched; it comes with the first touch.
    void own.resume();
    gain!.gain.value = volume * 0.4;
    const until = own.currentTime + aheadSeconds;
    for (let at = own.currentTime; at < until; at += cycleSeconds)
      for (const [index, beat] of beats.entries()) planned.push(ding(own, gain!, tones[index % 2] ?? 880, at + beat));
  }

  return {
    start() {
      if (cycle !== undefined) return;
      ringOn();
      cycle = setInterval(ringOn, aheadSeconds * 1000);
    },
    stop() {
      clearInterval(cycle);
      cycle = undefined;
      for (const oscillator of planned) oscillator.disconnect();
      planned = [];
      if (gain) gain.gain.value = 0;
    },
    adjust(nextVolume, deviceId) {
      volume = nextVolume;
      if (gain && cycle !== undefined) gain.gain.value = volume * 0.4;
      if (deviceId === device) return;
      device = deviceId;
      applyDevice();
    },
  };
}

/** One tone with soft edges. */
function ding(context: AudioContext, out: AudioNode, frequency: number, at: number): OscillatorNode {
  const oscillator = context.createOscillator();
  const envelope = context.createGain();
  oscillator.frequency.value = frequency;
  envelope.gain.setValueAtTime(0, at);
  envelope.gain.linearRampToValueAtTime(1, at + 0.02);
  envelope.gain.exponentialRampToValueAtTime(0.001, at + beatSeconds);
  oscillator.connect(envelope).connect(out);
  oscillator.start(at);
  oscillator.stop(at + beatSeconds + 0.02);
  return oscillator;
}
