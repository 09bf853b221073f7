import { describe, expect, it } from 'vitest';
import {
  bytes,
  clockSeconds,
  count,
  counted,
  dayStart,
  dayTime,
  dayWord,
  dialable,
  duration,
  fullTime,
  initialOf,
  secondsSince,
} from './format.ts';

const at = (text: string): number => new Date(text).getTime();
const now = at('2026-11-22T18:30:00');

describe('durations', () => {
  it.each([
    [0, '00:00'],
    [7, '00:07'],
    [222, '03:42'],
    [3599.9, '59:59'],
    [3600, '1:00:00'],
    [36_125, '10:02:05'],
    [-4, '00:00'],
  ])('%d s reads %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  it('counts whole seconds since a moment and none before it', () => {
    expect(secondsSince('2026-11-22T10:00:00.000Z', Date.parse('2026-11-22T10:00:05.900Z'))).toBe(5);
    expect(secondsSince('2026-11-22T10:00:05.000Z', Date.parse('2026-11-22T10:00:00.000Z'))).toBe(0);
  });
});

describe('days and times', () => {
  it('names today and yesterday', () => {
    expect(dayTime(at('2026-11-22T09:05:00'), now)).toEqual({ kind: 'today', time: '09:05' });
    expect(dayTime(at('2026-11-21T23:59:00'), now)).toEqual({ kind: 'yesterday', time: '23:59' });
  });

  it('writes this year without and other years with the year', () => {
    expect(dayTime(at('2026-03-01T07:00:00'), now)).toEqual({ kind: 'other', text: '03-01 07:00' });
    expect(dayTime(at('2025-11-22T07:00:00'), now)).toEqual({ kind: 'other', text: '2025-11-22' });
  });

  it('knows yesterday across the turn of the year', () => {
    expect(dayTime(at('2026-12-31T22:00:00'), at('2027-01-01T00:10:00'))).toEqual({ kind: 'yesterday', time: '22:00' });
  });

  it('has a word for the day column', () => {
    expect(
      [at('2026-11-22T01:00:00'), at('2026-10-05T01:00:00'), at('2025-10-05T01:00:00')].map((moment) =>
        dayWord(moment, now, '今天'),
      ),
    ).toEqual(['今天', '10-05', '2025-10-05']);
  });

  it('writes clock and full time to the second', () => {
    expect(clockSeconds(at('2026-11-18T16:07:09'))).toBe('16:07:09');
    expect(fullTime(at('2026-11-18T16:07:09'))).toBe('2026-11-18 16:07:09');
  });

  it('finds the midnight that begins a day', () => {
    expect(dayStart(now)).toBe(at('2026-11-22T00:00:00'));
    expect(dayStart(now, 6)).toBe(at('2026-11-16T00:00:00'));
  });
});

describe('numbers and names', () => {
  it('are counted to 99 where nobody counts further', () => {
    expect([0, 99, 100].map(counted)).toEqual(['0', '99', '99+']);
  });

  it('groups thousands', () => {
    expect(count(1_284_000)).toBe('1,284,000');
  });

  it('[A2.1] keeps a pasted number as it was written, in one line, for the server to read', () => {
    expect(dialable(' +86 138-0000 0042')).toBe('+86 138-0000 0042');
    expect(dialable('0755-26540709转8001')).toBe('0755-26540709转8001');
    expect(dialable('138\n0000\u200b0042')).toBe('138 0000 0042');
    expect(dialable('1'.repeat(99))).toHaveLength(64);
  });

  it('takes the given name of a Chinese and the first letter of a Latin name', () => {
    expect([initialOf('林晓雯'), initialOf('lin'), initialOf(' ')]).toEqual(['雯', 'L', '']);
  });
});

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KB'],
    [1_600_000, '1.5 MB'],
    [53_687_091_200, '50 GB'],
    [1.5e12, '1.4 TB'],
    [1e15, '909 TB'],
  ])('%i is %s', (value, text) => expect(bytes(value)).toBe(text));
});
