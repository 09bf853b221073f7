/** Waveforms as the screen needs them. */
import type { callRoutes } from '@bahu/contract/calls.ts';
import type { Reply } from '@bahu/contract/route.ts';
import { useQuery } from '@tanstack/react-query';
import { failedWith } from '../../lib/failure.ts';
import { queryKeys } from '../../lib/records.ts';
import { useApi } from '../../lib/services.tsx';

export type Waveform = Reply<typeof callRoutes.peaks>;

/** How loud an even line is, which is drawn where the sound is not known sample by sample. */
const even = 0.1;
/** As many points as a wide player has. */
const flat: readonly number[] = Array.from({ length: 1000 }, () => even);
export const isDrawn = ({ peaks }: Pick<Waveform, 'peaks'>): boolean => peaks.length > 0;

/** `bars` values for a line of text. */
export const barsOf = (waveform: Pick<Waveform, 'peaks'>, bars: number): number[] =>
  isDrawn(waveform) ? summary(waveform, bars) : flat.slice(0, bars);

/** The waveform of a call's recording, or of the message in it; it never changes once it is there. */
export function usePeaks(callId: string, isWanted: boolean, of: 'call' | 'message' = 'call') {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.peaks(callId, of),
    queryFn: ({ signal }) =>
      api.calls.peaks({ params: { id: callId }, query: of === 'message' ? { of } : {} }, { signal }),
    enabled: isWanted,
    staleTime: Infinity,
    retry: (failures, error) => failedWith(error, 'recording.not-ready') && failures < 5,
    retryDelay: 2000,
  });
}

/** `bars` loudest values over all channels, 0 to 1: a recording small enough for a line of text. */
export function summary({ peaks }: Pick<Waveform, 'peaks'>, bars: number): number[] {
  const length = Math.max(0, ...peaks.map((channel) => channel.length));
  const drawn = Math.min(bars, length);
  const loudest = Array.from({ length: drawn }, (_, bar) => {
    const from = Math.floor((bar * length) / drawn);
    const to = Math.floor(((bar + 1) * length) / drawn);
    return Math.max(...peaks.flatMap((channel) => channel.slice(from, to)), 0);
  });
  const most = Math.max(0, ...loudest);
  return most === 0 ? loudest : loudest.map((value) => value / most);
}

/**
 * Drawn from above: the agent first, the customer below. A message left by a caller has one channel, the customer's; what is not known is an even
 * line.
 */
export const drawnChannels = ({ peaks }: Pick<Waveform, 'peaks'>): number[][] =>
  peaks.length === 0 ? [[...flat]] : [peaks[1], peaks[0]].filter((channel) => channel !== undefined);
