/** Whether everybody stands in the media server where they should, and the commands that bring them there: part of the sweep. */
import { commandsBetween, mediaOf, type Media, type MediaCommand } from '@bahu/domain/callcontrol/topology.ts';
import { topologyOf, type Call, type Leg } from '@bahu/domain/callcontrol/call.ts';
import type { AriBridge, AriChannel } from './ari/wire.ts';
import { legOfSnoop, recordContext } from './names.ts';

/**
 * What is missing between what the media server has and what should be. It tells of bridges and of who is in them; of music, playbacks and muting it
 * tells nothing, so these are taken to be as they should. Channels that it does not have are the business of `leg-gone`.
 */
export function misplaced(call: Call, channelIds: ReadonlySet<string>, bridges: readonly AriBridge[]): MediaCommand[] {
  const wanted = mediaOf(topologyOf(call));
  if ([...wanted.channels].some((channelId) => !channelIds.has(channelId))) return [];
  const own = bridges.filter((bridge) => bridge.id.startsWith(`${call.id}.`));
  const bridgeOf = new Map(
    own.flatMap((bridge) => (bridge.channels ?? []).map((channelId): [string, string] => [channelId, bridge.id])),
  );
  // Who still stands in a bridge hears neither music nor a playback.
  const alone = <T>(entries: Iterable<[string, T]>): [string, T][] =>
    [...entries].filter(([channelId]) => !bridgeOf.has(channelId));
  const found: Media = {
    ...wanted,
    bridges: new Set(own.map((bridge) => bridge.id)),
    snoops: snoopsOf(call, channelIds, wanted),
    bridgeOf,
    silence: new Set(alone(wanted.silence.entries()).map(([channelId]) => channelId)),
    music: new Set(alone(wanted.music.entries()).map(([channelId]) => channelId)),
    playing: new Map(alone(wanted.playing)),
  };
  return commandsBetween(found, wanted);
}

/** The channels that listen in on the call: those that should be and are there, and those that should not. */
function snoopsOf(call: Call, channelIds: ReadonlySet<string>, wanted: Media): Media['snoops'] {
  const found = [...channelIds].filter(
    (channelId) => channelId.startsWith(`${call.id}.`) && legOfSnoop(channelId) !== null,
  );
  return new Map(
    found.map((channelId) => [channelId, wanted.snoops.get(channelId) ?? { channelId: '', mode: 'listen' }]),
  );
}

/**
 * Of a leg that was to start its recorder: whether it has done that and is back without anybody having heard of it, or was never sent, because the
 * owner of the calls ended between writing and commanding. Null where there is nothing to mend, or it is still away.
 */
export function recorderOf({ recorder }: Leg, channel: AriChannel | undefined): 'running' | 'not-started' | null {
  const { app_name: app, context } = channel?.dialplan ?? {};
  if (recorder !== 'arming' || app !== 'Stasis') return null;
  return context === recordContext ? 'running' : 'not-started';
}
