/** Live channels as their reader may see them: those of calls in their scope, with numbers as their role allows. */
import type { Channels, LiveChannel } from '@bahu/contract/realtime.ts';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import { numberFor, type Principal } from '../kernel/auth/principal.ts';
import { isInRange, rangeOf } from '../kernel/ownership/range.ts';
import { callOwnership } from '../kernel/ownership/records.ts';
import { sightOfRange } from './board-for.ts';
import type { View } from './hub.ts';

type Reader = Pick<
  Principal,
  'scope' | 'scopes' | 'userId' | 'departmentId' | 'departmentIds' | 'masksNumbers' | 'permissions'
>;

export const channelsView: View<'channels'> = {
  of: channelsFor,
  sight: (reader) => `${sightOfRange(reader, 'channel.read')} ${reader.masksNumbers}`,
};

function channelsFor(reader: Reader, { channels }: Channels): Channels {
  const range = rangeOf(reader, 'channel.read');
  const isSeen = ({ ownerIds, departmentId }: LiveChannel): boolean =>
    isInRange(callOwnership, range, { ownerIds, departmentIds: [departmentId] });
  return { channels: channels.filter(isSeen).map((channel) => channelFor(reader, channel)) };
}

/** A colleague's extension is nobody's secret. */
const channelFor = (reader: Reader, channel: LiveChannel): LiveChannel =>
  channel.side === 'outside'
    ? {
        ...channel,
        number: numberFor(reader, channel.number),
        ownNumber: channel.ownNumber && nationalForm(channel.ownNumber),
      }
    : channel;
