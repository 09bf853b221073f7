/**
 * Who stands where in a call, and what the media server must be told to get from one arrangement to the next (DESIGN §11). No verb of call control
 * names a bridge, music or a playback itself: it puts parties into places, and `commandsBetween` finds the commands.
 */

/** What is played to one who is alone: voice files in order, or the ringing tone until it is taken away. */
export type Announcement = readonly string[] | 'ringing';

export interface Played {
  readonly kind: 'announcement';
  readonly playbackId: string;
  readonly what: Announcement;
  /** When it began, of what is played again and again. */
  readonly since?: number;
}

export type Place =
  /** Alone in silence: new, ringing, being recorded, or away for a moment. */
  | { readonly kind: 'apart' }
  /** Alone, on hold or waiting. */
  | { readonly kind: 'music' }
  | Played
  | { readonly kind: 'bridge'; readonly bridgeId: string; readonly isMuted: boolean }
  /**
   * Hears what the target says and hears; heard by the target alone when whispering. In a bridge of its own, with a channel that listens in, which is
   * another one with each `nth`: the media server takes its time to forget what had an id.
   */
  | {
      readonly kind: 'supervising';
      readonly targetId: string;
      readonly mode: 'listen' | 'whisper';
      readonly bridgeId: string;
      readonly nth: number;
    };

export interface Party {
  /** Also the id of its channel. */
  readonly id: string;
  readonly place: Place;
}

/** The parties that have a channel, by id, and the bridges that are kept, also while nobody is in them. */
export interface Topology {
  readonly parties: ReadonlyMap<string, Party>;
  readonly bridges: readonly string[];
}

export type MediaCommand =
  | { readonly do: 'create-bridge' | 'destroy-bridge'; readonly bridgeId: string }
  /** A channel that stands in another bridge is moved: it is never nowhere in between. */
  | { readonly do: 'join'; readonly bridgeId: string; readonly channelIds: readonly string[] }
  | { readonly do: 'leave'; readonly bridgeId: string; readonly channelId: string }
  | {
      readonly do: 'start-music' | 'stop-music' | 'start-silence' | 'stop-silence' | 'mute' | 'unmute';
      readonly channelId: string;
    }
  | { readonly do: 'play'; readonly channelId: string; readonly playbackId: string; readonly what: Announcement }
  | { readonly do: 'stop-playing'; readonly playbackId: string }
  /** A channel of its own beside `channelId`, spying on both directions; its mode cannot be changed, only replaced. */
  | {
      readonly do: 'create-snoop';
      readonly snoopId: string;
      readonly channelId: string;
      readonly mode: 'listen' | 'whisper';
    }
  | { readonly do: 'destroy-snoop'; readonly snoopId: string };

export const nowhere: Topology = { parties: new Map(), bridges: [] };
export const apart: Place = { kind: 'apart' };
export const music: Place = { kind: 'music' };
/** The place of somebody who talks in a bridge. */
export const talkingIn = (bridgeId: string): Place => ({ kind: 'bridge', bridgeId, isMuted: false });

/** Who hears whom: party id → ids of the parties heard, `music`, or the id of the playback. */
export function hears({ parties }: Topology): Map<string, Set<string>> {
  const all = [...parties.values()];
  const plain = new Map(all.map((party) => [party.id, heardAt(party, all)]));
  // Whispers are added to a copy, so that one supervisor is not heard by another.
  const heard = new Map([...plain].map(([id, set]) => [id, new Set(set)]));
  for (const { id, place } of all) {
    if (place.kind !== 'supervising' || !parties.has(place.targetId)) continue;
    heard.set(id, new Set([place.targetId, ...plain.get(place.targetId)!]));
    if (place.mode === 'whisper') heard.get(place.targetId)!.add(id);
  }
  return heard;
}

function heardAt({ id, place }: Party, all: readonly Party[]): Set<string> {
  switch (place.kind) {
    case 'music':
      return new Set(['music']);
    case 'announcement':
      return new Set([place.playbackId]);
    case 'bridge':
      return new Set(
        all.filter((other) => other.id !== id && speaksIn(other, place.bridgeId)).map((other) => other.id),
      );
    default:
      return new Set();
  }
}

const speaksIn = ({ place }: Party, bridgeId: string): boolean =>
  place.kind === 'bridge' && place.bridgeId === bridgeId && !place.isMuted;

/** The arrangement that commands can make. Channels that are missing do not exist (any more): nothing is asked of them. */
export interface Media {
  readonly channels: ReadonlySet<string>;
  readonly bridges: ReadonlySet<string>;
  readonly bridgeOf: ReadonlyMap<string, string>;
  readonly music: ReadonlySet<string>;
  /** Sent silence: what is whispered to somebody is mixed into what they are sent, and one who stands apart is sent nothing. */
  readonly silence: ReadonlySet<string>;
  readonly muted: ReadonlySet<string>;
  /** By channel. */
  readonly playing: ReadonlyMap<string, { readonly playbackId: string; readonly what: Announcement }>;
  readonly snoops: ReadonlyMap<string, { readonly channelId: string; readonly mode: 'listen' | 'whisper' }>;
}

/** What the media server shall look like. Ids follow from the parties', so that a command may be repeated. */
export function mediaOf({ parties, bridges }: Topology): Media {
  const bridgeOf = new Map<string, string>();
  const onHold = new Set<string>();
  const silence = new Set<string>();
  const muted = new Set<string>();
  const playing = new Map<string, { playbackId: string; what: Announcement }>();
  const snoops = new Map<string, { channelId: string; mode: 'listen' | 'whisper' }>();
  for (const { id, place } of parties.values()) {
    if (place.kind === 'music') onHold.add(id);
    if (place.kind === 'announcement') playing.set(id, { playbackId: place.playbackId, what: place.what });
    if (place.kind === 'bridge') bridgeOf.set(id, place.bridgeId);
    if (place.kind === 'bridge' && place.isMuted) muted.add(id);
    if (place.kind !== 'supervising' || !parties.has(place.targetId)) continue;
    const snoopId = `${id}.snoop.${place.nth}.${place.targetId}.${place.mode}`;
    snoops.set(snoopId, { channelId: place.targetId, mode: place.mode });
    if (place.mode === 'whisper' && parties.get(place.targetId)!.place.kind === 'apart') silence.add(place.targetId);
    bridgeOf.set(id, place.bridgeId);
    bridgeOf.set(snoopId, place.bridgeId);
  }
  return {
    channels: new Set(parties.keys()),
    bridges: new Set([...bridges, ...bridgeOf.values()]),
    bridgeOf,
    music: onHold,
    silence,
    muted,
    playing,
    snoops,
  };
}

/**
 * The commands from one arrangement to the next, or from what a sweep found to what should be; none when nothing differs. What is heard alone ends
 * first and begins last; a channel is muted before anybody new can hear it and unmuted when everybody stands where they should.
 */
export function commandsBetween(before: Media, after: Media): MediaCommand[] {
  const list: MediaCommand[] = [];
  const stays = (channelId: string): boolean => after.channels.has(channelId);
  for (const [channelId, { playbackId }] of before.playing)
    if (stays(channelId) && after.playing.get(channelId)?.playbackId !== playbackId)
      list.push({ do: 'stop-playing', playbackId });
  for (const channelId of before.music)
    if (stays(channelId) && !after.music.has(channelId)) list.push({ do: 'stop-music', channelId });
  for (const channelId of before.silence)
    if (stays(channelId) && !after.silence.has(channelId)) list.push({ do: 'stop-silence', channelId });
  for (const channelId of after.muted) if (!before.muted.has(channelId)) list.push({ do: 'mute', channelId });
  for (const bridgeId of after.bridges) if (!before.bridges.has(bridgeId)) list.push({ do: 'create-bridge', bridgeId });
  for (const [channelId, bridgeId] of before.bridgeOf)
    if (stays(channelId) && !after.bridgeOf.has(channelId)) list.push({ do: 'leave', bridgeId, channelId });
  for (const [snoopId, { channelId, mode }] of after.snoops)
    if (!before.snoops.has(snoopId)) list.push({ do: 'create-snoop', snoopId, channelId, mode });
  for (const bridgeId of after.bridges) {
    const channelIds = [...after.bridgeOf]
      .filter(([channelId, at]) => at === bridgeId && before.bridgeOf.get(channelId) !== bridgeId)
      .map(([channelId]) => channelId);
    if (channelIds.length > 0) list.push({ do: 'join', bridgeId, channelIds });
  }
  // Who changes how they supervise goes on hearing: what they heard with ends when they hear with the next one.
  for (const snoopId of before.snoops.keys())
    if (!after.snoops.has(snoopId)) list.push({ do: 'destroy-snoop', snoopId });
  for (const channelId of before.muted)
    if (stays(channelId) && !after.muted.has(channelId)) list.push({ do: 'unmute', channelId });
  for (const channelId of after.music) if (!before.music.has(channelId)) list.push({ do: 'start-music', channelId });
  for (const channelId of after.silence)
    if (!before.silence.has(channelId)) list.push({ do: 'start-silence', channelId });
  for (const [channelId, { playbackId, what }] of after.playing)
    if (before.playing.get(channelId)?.playbackId !== playbackId)
      list.push({ do: 'play', channelId, playbackId, what });
  for (const bridgeId of before.bridges)
    if (!after.bridges.has(bridgeId)) list.push({ do: 'destroy-bridge', bridgeId });
  return list;
}
