/** The channel monitor (通道监控, SPEC U7): the legs themselves come live, by the topics `channels` and `trunk-lines`. */
import { Type, type Static } from 'typebox';
import { Empty, Id, IdParams } from './page.ts';
import { routes } from './route.ts';

export const ChannelSetup = Type.Object({ trunks: Type.Array(Type.Object({ trunkId: Id, name: Type.String() })) });
export type ChannelSetup = Static<typeof ChannelSetup>;

export const channelRoutes = routes({
  setup: {
    method: 'GET',
    path: '/channels/setup',
    summary: 'What the trunks of the live channels are called',
    permission: 'channel.read',
    reply: ChannelSetup,
  },
  /** The id in the path is the call's. */
  hangUp: {
    method: 'POST',
    path: '/channels/:id/hang-up',
    summary: 'End a live call with all its lines and phones, for a reason that is kept',
    permission: 'channel.hang-up',
    params: IdParams,
    body: Type.Object(
      { reason: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }) },
      { additionalProperties: false },
    ),
    reply: Empty,
    errors: ['phone.no-such-call', 'phone.media-server-unavailable'],
  },
});
