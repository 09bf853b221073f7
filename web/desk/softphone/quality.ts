/** What the browser's own statistics say of a call. */
import { mosOf, type Measured, type Totals } from '@bahu/domain/voice-quality/measure.ts';
import { qualityWord, type QualityWord } from '@bahu/domain/voice-quality/mean-opinion.ts';

/** As the phone bar shows it, of the worse direction. */
export interface Quality {
  /** Mean opinion score, 1 to 4.5. */
  readonly mos: number;
  /** Milliseconds there and back. */
  readonly rttMs: number;
  /** Share of packets lost in the last stretch, 0 to 1. */
  readonly loss: number;
  readonly jitterMs: number;
  readonly word: QualityWord;
}

export function qualityOf(measured: Measured): Quality {
  const { rttMs, incoming, outgoing } = measured;
  const mos = mosOf(measured);
  return {
    mos,
    rttMs: Math.round(rttMs),
    loss: Math.max(incoming.loss, outgoing.loss),
    jitterMs: Math.round(Math.max(incoming.jitterMs, outgoing.jitterMs)),
    word: qualityWord(mos),
  };
}

type Entry = Readonly<Record<string, unknown>>;
export type StatsReport = Iterable<[string, Entry]>;

const figure = (entry: Entry | undefined, name: string): number => {
  const value = entry?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
};
const find = (report: StatsReport, fits: (entry: Entry) => boolean): Entry | undefined =>
  [...report].map(([, entry]) => entry).find(fits);

/** What getStats says about the audio of both directions, or null when none comes in yet. */
export function readTotals(report: StatsReport): Totals | null {
  const inbound = find(report, (entry) => entry['type'] === 'inbound-rtp' && entry['kind'] === 'audio');
  if (!inbound) return null;
  const outbound = find(report, (entry) => entry['type'] === 'outbound-rtp' && entry['kind'] === 'audio');
  const remote = find(report, (entry) => entry['type'] === 'remote-inbound-rtp');
  const pair = find(report, (entry) => entry['type'] === 'candidate-pair' && entry['nominated'] === true);
  const codec = find(report, (entry) => entry['type'] === 'codec' && entry['id'] === inbound['codecId']);
  const emitted = figure(inbound, 'jitterBufferEmittedCount');
  return {
    received: figure(inbound, 'packetsReceived'),
    lost: figure(inbound, 'packetsLost'),
    jitterMs: figure(inbound, 'jitter') * 1000,
    sent: figure(outbound, 'packetsSent'),
    lostBeyond: figure(remote, 'packetsLost'),
    jitterBeyondMs: figure(remote, 'jitter') * 1000,
    rttMs: (figure(remote, 'roundTripTime') || figure(pair, 'currentRoundTripTime')) * 1000,
    bufferMs: emitted > 0 ? (figure(inbound, 'jitterBufferDelay') / emitted) * 1000 : null,
    isOpus: /opus/i.test(String(codec?.['mimeType'] ?? '')),
  };
}

/** All sound that has come from the microphone so far; it stands still while that gives exact silence. Null where the browser does not say. */
export function readEnergy(report: StatsReport): number | null {
  const source = find(report, (entry) => entry['type'] === 'media-source' && entry['kind'] === 'audio');
  const energy = source?.['totalAudioEnergy'];
  return typeof energy === 'number' ? energy : null;
}
