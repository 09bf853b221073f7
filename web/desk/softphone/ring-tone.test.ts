import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRingTone } from './ring-tone.ts';

/** When tones begin on the sound's own clock, and what is still connected of them. */
let begun: number[];
let connected: Set<object>;
let devices: string[];

class Param {
  value = 0;
  setValueAtTime = () => undefined;
  linearRampToValueAtTime = () => undefined;
  exponentialRampToValueAtTime = () => undefined;
}
class Node {
  readonly gain = new Param();
  readonly frequency = new Param();
  connect(to: object): object {
    connected.add(this);
    return to;
  }
  disconnect(): void {
    connected.delete(this);
  }
  start(at: number): void {
    begun.push(at);
  }
  stop(): void {}
}

beforeEach(() => {
  vi.useFakeTimers();
  [begun, connected, devices] = [[], new Set(), []];
  vi.stubGlobal(
    'AudioContext',
    class {
      readonly currentTime = 10;
      readonly destination = new Node();
      readonly createGain = () => new Node();
      readonly createOscillator = () => new Node();
      readonly resume = async () => undefined;
      readonly setSinkId = async (id: string) => void devices.push(id);
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('[A4.5] a window that is minimised rings on: two minutes are laid out at once, without any timer', () => {
  const ring = createRingTone();
  ring.start();
  expect([Math.min(...begun), Math.max(...begun) > 127]).toEqual([10, true]);
  const cycles = new Set(begun.map((at) => Math.floor((at - 10) / 3)));
  expect(cycles.size).toBe(40);
  const many = begun.length;
  vi.advanceTimersByTime(120_000);
  expect(begun).toHaveLength(2 * many);
  const before = connected.size;
  ring.stop();
  expect(before - connected.size).toBe(2 * many);
  vi.advanceTimersByTime(600_000);
  expect(begun).toHaveLength(2 * many);
});

test('[A4.5] it rings on the device that was chosen for it, also when that changes while it rings', () => {
  const ring = createRingTone();
  ring.adjust(0.5, 'loudspeaker');
  ring.start();
  ring.adjust(0.5, 'headset');
  expect(devices).toEqual(['loudspeaker', 'headset']);
});
