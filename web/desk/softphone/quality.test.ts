import { describe, expect, it } from 'vitest';
import { qualityOf, readEnergy, readTotals, type StatsReport } from './quality.ts';

const report: StatsReport = [
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
  ['o', { type: 'outbound-rtp', kind: 'audio', packetsSent: 80 }],
  ['r', { type: 'remote-inbound-rtp', packetsLost: 3, jitter: 0.006 }],
  ['m', { type: 'media-source', kind: 'audio', totalAudioEnergy: 0.5 }],
  ['p', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.05 }],
];

describe('[A2.1] what the browser reports', () => {
  it('is read of both directions', () => {
    expect(readTotals(report)).toEqual({
      received: 90,
      lost: 10,
      jitterMs: 4,
      sent: 80,
      lostBeyond: 3,
      jitterBeyondMs: 6,
      rttMs: 50,
      bufferMs: 90,
      isOpus: true,
    });
    expect(readEnergy(report)).toBe(0.5);
  });

  it('may say nothing, or nonsense', () => {
    expect(readTotals([])).toBeNull();
    expect(readEnergy([])).toBeNull();
    expect(
      readTotals([['i', { type: 'inbound-rtp', kind: 'audio', packetsReceived: '7', jitter: NaN }]]),
    ).toMatchObject({ received: 0, jitterMs: 0, bufferMs: null, isOpus: false });
  });

  it('is shown by its worse direction', () => {
    const measured = {
      rttMs: 30.4,
      incoming: { loss: 0.01, jitterMs: 9.6 },
      outgoing: { loss: 0.3, jitterMs: 2 },
      bufferMs: 40,
      isOpus: false,
    };
    expect(qualityOf(measured)).toMatchObject({ rttMs: 30, loss: 0.3, jitterMs: 10, word: 'poor' });
  });
});
