/**
 * The sound of conversations, leg by leg, as the media server counts it. It tells the counts to nobody by itself, and of silence only by ending the call,
 * which no caller deserves who is muted or behind a firewall. So the counts of each leg are read now and then: where no packet came between two readings
 * the agent is told, and every other reading is a sample of the quality.
 */
import { legOf, remoteParty, type Call, type Party } from '@bahu/domain/callcontrol/call.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { measuredBetween, type Measured, type Totals } from '@bahu/domain/voice-quality/measure.ts';
import type { AriClient, AriRequest } from './ari/client.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';

/** Between two readings of a leg. Nothing came between two of them: within five seconds that is known. */
const readEveryMs = 2400;
/** Every so many readings are a sample. */
const readingsPerSample = 2;
/** Legs that are asked for in one journey: a question more costs little, a journey more as much as a command of a call. */
const together = 16;

/** Whose sound was measured. */
export interface MeasuredLeg {
  readonly tenantId: string;
  readonly callId: string;
  readonly callStartedAt: number;
  readonly legId: string;
  readonly agentId: string | null;
  /** What the media server speaks on it, e.g. `alaw`; null where it has not said. */
  readonly codec: string | null;
}

export interface LegWatchOptions {
  ari: Pick<AriClient, 'requestAll'>;
  /** Of the companies whose calls it carries. */
  engines: () => readonly TenantEngine[];
  onMeasured: (leg: MeasuredLeg, measured: Measured) => void;
}

interface WatchedLeg extends Omit<MeasuredLeg, 'codec'> {
  readonly engine: TenantEngine;
  /** The channel that has the sound: of a leg that goes over a permanent leg it is that. */
  readonly channelId: string;
  /** Sound must come from it now. */
  readonly isExpected: boolean;
  /** None came, as the call knows it. */
  readonly isSilent: boolean;
}

/** What was read of a leg: now, and at its last sample. */
interface Reading {
  readonly totals: Totals;
  readonly sampled: Totals;
  readonly count: number;
  readonly wasExpected: boolean;
  readonly codec: string | null;
}

interface Sample {
  readonly leg: WatchedLeg;
  readonly measured: Measured;
}

/** What Asterisk counts of a channel; times are seconds. */
interface RtpStatistics {
  rxcount?: number;
  rxploss?: number;
  rxjitter?: number;
  txcount?: number;
  txploss?: number;
  txjitter?: number;
  rtt?: number;
}

export class LegWatch {
  private readonly options: LegWatchOptions;
  /** By leg, as last read. */
  private readings = new Map<string, Reading>();
  private timer: NodeJS.Timeout | null = null;

  constructor(options: LegWatchOptions) {
    this.options = options;
  }

  start(): void {
    this.timer = setTimeout(
      () =>
        void this.read().finally(() => {
          if (this.timer) this.start();
        }),
      readEveryMs,
    );
  }

  /** Reads every leg in conversation once. Never throws: a leg that cannot be read is left as it is. */
  async read(): Promise<void> {
    const before = this.readings;
    this.readings = new Map();
    const legs = this.options.engines().flatMap(legsOf);
    for (let i = 0; i < legs.length; i += together) await this.readLegs(legs.slice(i, i + together), before);
  }

  private async readLegs(legs: readonly WatchedLeg[], before: ReadonlyMap<string, Reading>): Promise<void> {
    const paths = legs.map(({ channelId }) => `/channels/${channelId}/rtp_statistics`);
    const answers = await this.ask(paths.map((path) => ({ method: 'GET', path })));
    const samples: Sample[] = [];
    for (const [at, leg] of legs.entries()) {
      const totals = totalsOf((answers[at] ?? {}) as RtpStatistics);
      const sample = totals && this.note(leg, before.get(leg.legId), totals);
      if (sample) samples.push(sample);
    }
    await this.learnCodecs(samples.map(({ leg }) => leg));
    for (const { leg, measured } of samples) {
      const codec = this.readings.get(leg.legId)?.codec ?? null;
      this.options.onMeasured({ ...leg, codec }, { ...measured, isOpus: codec === 'opus' });
    }
  }

  /** What was read of a leg. Every other reading is a sample. */
  private note(leg: WatchedLeg, before: Reading | undefined, totals: Totals): Sample | null {
    const count = (before?.count ?? -1) + 1;
    const isSample = before !== undefined && count % readingsPerSample === 0;
    const sampled = before && !isSample ? before.sampled : totals;
    this.readings.set(leg.legId, { totals, sampled, count, wasExpected: leg.isExpected, codec: before?.codec ?? null });
    if (before) tellSilence(leg, before, totals);
    const measured = isSample ? measuredBetween(before.sampled, totals) : null;
    return measured && { leg, measured };
  }

  /** Asked of each leg with its first sample: it does not change in a conversation. */
  private async learnCodecs(legs: readonly WatchedLeg[]): Promise<void> {
    const unknown = legs.filter(({ legId }) => this.readings.get(legId)?.codec === null);
    const query = { variable: 'CHANNEL(audionativeformat)' };
    const answers = await this.ask(
      unknown.map(({ legId }) => ({ method: 'GET', path: `/channels/${legId}/variable`, query })),
    );
    for (const [at, { legId }] of unknown.entries()) {
      const { value = '' } = (answers[at] ?? {}) as { value?: string };
      const codec = /[a-z0-9]+/.exec(value)?.[0] ?? null;
      this.readings.set(legId, { ...this.readings.get(legId)!, codec });
    }
  }

  /** The answer of each; undefined where there is none. */
  private async ask(requests: readonly AriRequest[]): Promise<unknown[]> {
    if (requests.length === 0) return [];
    const answers = await this.options.ari.requestAll(requests);
    return answers.map((answer) => (answer instanceof Error ? undefined : answer));
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}

/** Silence counts only of who was to be heard all the time; that somebody is heard counts always. */
function tellSilence({ engine, legId, isExpected, isSilent }: WatchedLeg, before: Reading, totals: Totals): void {
  const isSilentNow = totals.received === before.totals.received;
  if (isSilentNow === isSilent || (isSilentNow && !(isExpected && before.wasExpected))) return;
  engine.post({ type: isSilentNow ? 'leg-silent' : 'leg-heard', legId } satisfies Event);
}

const ms = (seconds: number | undefined): number => Math.max(0, (seconds ?? 0) * 1000);

function totalsOf({ rxcount, rxploss, rxjitter, txcount, txploss, txjitter, rtt }: RtpStatistics): Totals | null {
  if (rxcount === undefined) return null;
  return {
    received: rxcount,
    lost: rxploss ?? 0,
    jitterMs: ms(rxjitter),
    sent: txcount ?? 0,
    lostBeyond: txploss ?? 0,
    jitterBeyondMs: ms(txjitter),
    rttMs: ms(rtt),
    bufferMs: null,
    isOpus: false,
  };
}

/** The legs of all who are in a tenant's conversations. */
const legsOf = (engine: TenantEngine): WatchedLeg[] =>
  [...engine.current.calls.values()].flatMap((call) =>
    call.phase !== 'talking'
      ? []
      : call.parties
          .filter((party): party is Party & { legId: string } => party.state === 'in' && party.legId !== null)
          .map((party) => ({
            engine,
            tenantId: engine.tenantId,
            callId: call.id,
            callStartedAt: call.startedAt,
            legId: party.legId,
            channelId: legOf(call, party.legId)?.permanent?.id ?? party.legId,
            agentId: party.agentId,
            isExpected: isExpected(call, party),
            isSilent: party.isSilent,
          })),
  );

/** The agents and whom the call is about, but for those who hear music and those who let others hear it: they may keep silent. */
const isExpected = (call: Call, party: Party): boolean =>
  (party.kind === 'agent' || (party.kind === 'customer' && party === remoteParty(call))) &&
  party.heldBy === null &&
  call.parties.every(({ heldBy }) => heldBy !== party.id);
