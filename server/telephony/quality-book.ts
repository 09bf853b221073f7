/**
 * How legs sound, gathered from the media server's counts and from what browsers tell of their own, and written every half minute in one statement for each
 * tenant. Nothing waits for it: what the database does not take, or a process takes with it, is lost, and no call is the worse for it.
 */
import { isPoorSample, packed, sampleOf, type VoiceSample } from '@bahu/domain/voice-quality/series.ts';
import type { Measured } from '@bahu/domain/voice-quality/measure.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { MeasuredLeg } from './leg-watch.ts';

const writeEveryMs = 30_000;
/** A browser may tell the last of a leg that has ended so long ago; afterwards it is nobody's. */
const keptMs = 60_000;
/** So long what a device has told counts in place of what is counted at our end: it may fall silent. */
const toldMs = 15_000;
/** Samples of one leg that wait to be written; more than come in three half minutes. */
const maxWaiting = 20;

/** What is added to what is kept of a leg. */
export interface QualityPart {
  readonly callId: string;
  readonly legId: string;
  readonly series: readonly VoiceSample[];
}

/** A stretch that a browser has measured of its own leg, and how many seconds ago it ended. */
export interface ToldStretch {
  readonly secondsAgo: number;
  readonly measured: Measured;
}

interface Entry {
  readonly leg: MeasuredLeg;
  samples: VoiceSample[];
  latest: VoiceSample | null;
  /** When its own device told last, which knows more than can be counted at our end; null for never. */
  toldAt: number | null;
  seenAt: number;
}

export interface QualityBookOptions {
  clock: Pick<Clock, 'now'>;
  log: Log;
  write: (tenantId: string, parts: readonly QualityPart[]) => Promise<void>;
  /** A leg sounds otherwise than was shown of it. */
  onScore?: (leg: MeasuredLeg) => void;
}

/** How a leg sounds now, as a board shows it: the mean opinion score by one decimal; null where that is not known. */
export type ScoreOf = (legId: string) => number | null;
/** That, with the codec that the media server speaks on it. */
export type SoundOf = (legId: string) => { readonly mos: number | null; readonly codec: string | null };

export class QualityBook {
  private readonly options: QualityBookOptions;
  private readonly entries = new Map<string, Entry>();
  private timer: NodeJS.Timeout | null = null;

  constructor(options: QualityBookOptions) {
    this.options = options;
  }

  start(): void {
    this.timer = setInterval(() => void this.write(), writeEveryMs);
  }

  /** What was counted at our end of a leg. */
  measured(leg: MeasuredLeg, measured: Measured): void {
    const now = this.options.clock.now();
    const entry = this.entries.get(leg.legId) ?? { leg, samples: [], latest: null, toldAt: null, seenAt: now };
    this.entries.set(leg.legId, entry);
    entry.seenAt = now;
    if (!isTold(entry, now)) this.add(entry, [sampleOf((now - leg.callStartedAt) / 1000, measured, 'server')]);
  }

  /** What an agent's browser tells of its own leg. False when it has none in that call, or none whose sound is known yet. */
  told(agentId: string, callId: string, stretches: readonly ToldStretch[]): boolean {
    const entry = [...this.entries.values()].findLast(({ leg }) => leg.callId === callId && leg.agentId === agentId);
    if (!entry) return false;
    const now = this.options.clock.now();
    if (entry.toldAt === null) entry.samples = [];
    entry.toldAt = now;
    const samples = stretches
      .map(({ secondsAgo, measured }) =>
        sampleOf((now - entry.leg.callStartedAt) / 1000 - secondsAgo, measured, 'party'),
      )
      .toSorted((a, b) => a.at - b.at);
    this.add(entry, samples);
    return true;
  }

  readonly scoreOf: ScoreOf = (legId) => shown(this.entries.get(legId)?.latest ?? null);

  readonly soundOf: SoundOf = (legId) => ({
    mos: this.scoreOf(legId),
    codec: this.entries.get(legId)?.leg.codec ?? null,
  });

  private add(entry: Entry, samples: readonly VoiceSample[]): void {
    const before = shown(entry.latest);
    entry.samples = [...entry.samples, ...samples].slice(-maxWaiting);
    entry.latest = samples.at(-1) ?? entry.latest;
    if (shown(entry.latest) !== before) this.options.onScore?.(entry.leg);
  }

  /** Writes what has come since, and forgets legs that are over. Never throws. */
  async write(): Promise<void> {
    const parts = new Map<string, QualityPart[]>();
    for (const [legId, entry] of this.entries) {
      const { tenantId, callId } = entry.leg;
      if (entry.samples.length > 0)
        parts.set(tenantId, [...(parts.get(tenantId) ?? []), { callId, legId, series: entry.samples }]);
      entry.samples = [];
      if (entry.seenAt < this.options.clock.now() - keptMs) this.entries.delete(legId);
    }
    for (const [tenantId, ofTenant] of parts)
      await this.options.write(tenantId, ofTenant).catch((error: unknown) => {
        this.options.log.warn({ reason: String(error) }, 'the quality of calls was not kept');
      });
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.write();
  }
}

const isTold = ({ toldAt }: Entry, now: number): boolean => toldAt !== null && now - toldAt <= toldMs;

const shown = (sample: VoiceSample | null): number | null => sample && Math.round(sample.mos * 10) / 10;

/** As the table takes it. */
export const rowOf = ({ callId, legId, series }: QualityPart) => ({
  call_id: callId,
  leg_id: legId,
  series: series.map(packed),
  samples: series.length,
  mos_sum: series.reduce((sum, { mos }) => sum + Math.round(mos * 100), 0),
  poor_samples: series.filter(isPoorSample).length,
});
