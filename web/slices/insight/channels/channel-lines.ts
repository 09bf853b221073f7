/** Live channels as the address asks for them. Pure. */
import type { LiveChannel } from '@bahu/contract/realtime.ts';
import { callNumber } from '@bahu/domain/text/call-number.ts';
import type { SearchOf } from '../../../lib/search.ts';
import type { channelsShape } from './search.ts';

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '');

/** A line is found by what stands in it: numbers, who has the phone, the queue, the number of the call. */
const isMeant = ({ number, ownNumber, agentName, queueName, callId }: LiveChannel, typed: string): boolean =>
  [number, ownNumber, agentName, queueName, callNumber(callId)].some((text) => text && folded(text).includes(typed));

export function foundChannels(
  channels: readonly LiveChannel[],
  { search = '', side, stage, trunk }: SearchOf<typeof channelsShape>,
): LiveChannel[] {
  const typed = folded(search);
  return channels.filter(
    (channel) =>
      (side === undefined || channel.side === side) &&
      (stage === undefined || channel.stage === stage) &&
      (trunk === undefined || channel.trunkId === trunk) &&
      (typed === '' || isMeant(channel, typed)),
  );
}

const codecNames: Readonly<Record<string, string>> = {
  ulaw: 'G.711μ',
  alaw: 'G.711A',
  opus: 'Opus',
  g722: 'G.722',
  g729: 'G.729',
  gsm: 'GSM',
};
/** A codec as people write it. */
export const codecName = (codec: string): string => codecNames[codec] ?? codec;
