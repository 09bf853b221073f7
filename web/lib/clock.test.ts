import { describe, expect, it } from 'vitest';
import { createClock } from './clock.ts';

const noon = Date.parse('2026-11-22T12:00:00.000Z');

describe('the clock of the screen', () => {
  it('keeps to the device while the server agrees within the precision of the header', () => {
    const clock = createClock(() => noon);
    clock.noteServerDate('Sun, 22 Nov 2026 12:00:01 GMT');
    expect(clock.now()).toBe(noon);
  });

  it('follows the server when the device is wrong', () => {
    const clock = createClock(() => noon);
    clock.noteServerDate('Sun, 22 Nov 2026 12:05:00 GMT');
    expect(Math.round((clock.now() - noon) / 1000)).toBe(301);
  });

  it('goes back to the device once that is right again', () => {
    let device = noon;
    const clock = createClock(() => device);
    clock.noteServerDate('Sun, 22 Nov 2026 12:05:00 GMT');
    device = Date.parse('2026-11-22T12:05:10.000Z');
    clock.noteServerDate('Sun, 22 Nov 2026 12:05:10 GMT');
    expect(clock.now()).toBe(device);
  });

  it('ignores a header that is no date', () => {
    const clock = createClock(() => noon);
    clock.noteServerDate('soon');
    expect(clock.now()).toBe(noon);
  });
});
