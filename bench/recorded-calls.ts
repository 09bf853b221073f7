/**
 * Recorded calls of two legs that last: through the whole product, against the same calls by a plain dialplan with MixMonitor and Dial on
 * the same runtime. None may be dropped, the ledger must close, both parties must be in the recording.
 * Options: --calls=50 --seconds=600 --plain-seconds=120 (each of the two plain runs, one before and one after).
 */
import type { Figures, Measurement } from '@bahu/tools/measurement.ts';
import { ending } from './measuring/end.ts';
import { numbersOf } from './measuring/options.ts';
import { rounded } from './measuring/quantile.ts';
import { openBahuRecorder, openPlainRecorder, talk, type Conversation } from './peers/recording-systems.ts';
import { openAgentAudio, openCallers } from './peers/sides.ts';

const standard = { calls: 50, seconds: 600, 'plain-seconds': 120 } as const;

const warmUpSeconds = 5;

const measure: Measurement = (options) =>
  ending(async (end) => {
    const { calls, seconds, 'plain-seconds': plainSeconds } = numbersOf(options, standard);
    const callers = await openCallers(end);
    const media = await openAgentAudio(end);
    const bahu = await openBahuRecorder(calls, callers, media, end);
    const plain = await openPlainRecorder(calls, callers, media, end);
    for (const system of [plain, bahu]) await talk(system, calls, warmUpSeconds);
    const before = await talk(plain, calls, plainSeconds);
    const ours = await talk(bahu, calls, seconds);
    const after = await talk(plain, calls, plainSeconds);
    const complaints = await bahu.complaints();
    for (const complaint of complaints) console.error(complaint);
    return figuresOf(ours, [before, after], complaints.length);
  });
export default measure;

function figuresOf(ours: Conversation, plain: readonly Conversation[], complaints: number): Figures {
  const perCall = (conversation: Conversation): number => conversation.asteriskPercent / conversation.calls;
  const plainPerCall = plain.reduce((sum, one) => sum + perCall(one), 0) / plain.length;
  const whole = (ours.asteriskPercent + ours.serverPercent + ours.databasePercent) / ours.calls;
  return {
    figures: {
      dropped: ours.dropped,
      ratio: rounded(perCall(ours) / plainPerCall, 2),
      ledgerComplaints: complaints,
      asteriskPercentPerCall: rounded(perCall(ours), 3),
      plainPercentPerCall: rounded(plainPerCall, 3),
      wholePercentPerCall: rounded(whole, 3),
      wholeRatio: rounded(whole / plainPerCall, 2),
    },
    targets: { dropped: { most: 0 }, ratio: { most: 1.2 }, ledgerComplaints: { most: 0 } },
    table: [plain[0]!, ours, plain[1]!].map((one) => ({
      ...one,
      asteriskPercent: rounded(one.asteriskPercent),
      serverPercent: rounded(one.serverPercent),
      databasePercent: rounded(one.databasePercent),
    })),
  };
}
