import { describe, expect, it } from 'vitest';
import { meanOpinion, qualityBetween, qualityWord, readReception, type Reception } from './quality.ts';

const clean: Reception = {
  received: 500,
  lost: 0,
  jitterSeconds: 0.002,
  rttSeconds: 0.03,
  bufferMs: 40,
  isOpus: false,
};

describe('call quality', () => {
  it('is good on a clean network', () => {
    expect(qualityBetween(null, clean)).toMatchObject({ word: 'good', loss: 0, rttMs: 30, jitterMs: 2 });
    expect(qualityBetween(null, clean)!.mos).toBeGreaterThan(4.2);
  });

  it('falls with loss and with delay, and Opus bears loss better', () => {
    expect(meanOpinion(60, 0.05, false)).toBeLessThan(meanOpinion(60, 0.02, false));
    expect(meanOpinion(400, 0, false)).toBeLessThan(meanOpinion(100, 0, false));
    expect(meanOpinion(60, 0.05, true)).toBeGreaterThan(meanOpinion(60, 0.05, false));
  });

  it('stays within the scale', () => {
    expect(meanOpinion(5000, 1, false)).toBeCloseTo(1, 5);
    expect(meanOpinion(0, 0, true)).toBeLessThanOrEqual(4.5);
  });

  it('takes the last interval, not the whole call', () => {
    const later = { ...clean, received: 600, lost: 20 };
    expect(qualityBetween(clean, later)!.loss).toBeCloseTo(20 / 120, 5);
    expect(qualityBetween(later, { ...later, received: 700 })!.loss).toBe(0);
  });

  it('says nothing while nothing comes in', () => {
    expect(qualityBetween(clean, clean)).toBeNull();
  });

  it('has three words', () => {
    expect([4.3, 3.5, 2].map(qualityWord)).toEqual(['good', 'fair', 'poor']);
  });

  it('reads what the browser reports', () => {
    const report: [string, Record<string, unknown>][] = [
      ['c', { type: 'codec', id: 'c', mimeType: 'audio/opus' }],
      [
        'i',
        {
          type: 'inbound-rtp',
          kind: 'audio',
          codecId: 'c',
          packetsReceived: 90,
          packetsLost: 10,
          jitter: 0.004,
          jitterBufferDelay: 9,
          jitterBufferEmittedCount: 100,
        },
      ],
      ['p', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.05 }],
    ];
    expect(readReception(report)).toEqual({
      received: 90,
      lost: 10,
      jitterSeconds: 0.004,
      rttSeconds: 0.05,
      bufferMs: 90,
      isOpus: true,
    });
    expect(readReception([])).toBeNull();
  });
});
