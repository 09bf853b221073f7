/** Tells the server how calls sound here: some stretches at a time, and nothing depends on whether it hears of them. */
import type { MeasuredStretch } from '@bahu/contract/voice-quality.ts';
import type { Measured } from '@bahu/domain/voice-quality/measure.ts';

export interface QualityReportOptions {
  tell: (callId: string, stretches: MeasuredStretch[]) => Promise<unknown>;
  now: () => number;
}

/** Of a call, before they are sent: ten seconds. */
const together = 2;
/** Most seconds that the server takes. */
const oldestSeconds = 60;

export function createQualityReport({ tell, now }: QualityReportOptions): (callId: string, measured: Measured) => void {
  const waiting = new Map<string, { at: number; measured: Measured }[]>();
  return (callId, measured) => {
    const stretches = [...(waiting.get(callId) ?? []), { at: now(), measured }];
    waiting.delete(callId);
    if (stretches.length < together) return void waiting.set(callId, stretches);
    // What other calls have left is of no use any more.
    waiting.clear();
    const sent = stretches
      .map((stretch) => ({ secondsAgo: (now() - stretch.at) / 1000, measured: stretch.measured }))
      .filter(({ secondsAgo }) => secondsAgo >= 0 && secondsAgo <= oldestSeconds);
    if (sent.length > 0) void tell(callId, sent).catch(() => {});
  };
}
