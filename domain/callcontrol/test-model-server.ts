/** A media server for tests that refuses what the real one would refuse, and knows who hears what. */
import type { Command } from './command.ts';
import { commandsBetween, type Announcement, type Media, type MediaCommand } from './topology.ts';

export class ModelServer {
  readonly channels = new Set<string>();
  private readonly bridges = new Set<string>();
  private readonly bridgeOf = new Map<string, string>();
  private readonly music = new Set<string>();
  private readonly silence = new Set<string>();
  private readonly muted = new Set<string>();
  private readonly playing = new Map<string, { playbackId: string; what: Announcement }>();
  private readonly snoops = new Map<string, { channelId: string; mode: 'listen' | 'whisper' }>();

  /** Channels come and go by themselves; the rest is commanded. */
  becomes(before: Media, after: Media): void {
    for (const channelId of before.channels) if (!after.channels.has(channelId)) this.hangUp(channelId);
    for (const channelId of after.channels) this.channels.add(channelId);
    for (const command of commandsBetween(before, after)) this.execute(command);
  }

  /** Channels come and go by themselves, and so does what has been played to its end; the rest is what the call has commanded. */
  follows(before: Media, after: Media, commands: readonly Command[]): void {
    for (const channelId of before.channels) if (!after.channels.has(channelId)) this.hangUp(channelId);
    for (const channelId of after.channels) this.channels.add(channelId);
    for (const command of commands) if (isOfMedia(command)) this.execute(command);
  }

  /** What was played has been heard to its end, which a ringing tone has not. */
  played(playbackId: string): void {
    for (const [channelId, playback] of this.playing)
      if (playback.playbackId === playbackId && playback.what !== 'ringing') this.playing.delete(channelId);
  }

  hangUp(channelId: string): void {
    for (const kept of [this.channels, this.music, this.silence, this.muted, this.bridgeOf, this.playing])
      kept.delete(channelId);
    for (const [snoopId, { channelId: target }] of this.snoops) if (target === channelId) this.endSnoop(snoopId);
  }

  execute(command: MediaCommand): void {
    switch (command.do) {
      case 'create-bridge':
        need(!this.bridges.has(command.bridgeId), command);
        this.bridges.add(command.bridgeId);
        break;
      case 'destroy-bridge':
        need(![...this.bridgeOf.values()].includes(command.bridgeId), command);
        this.bridges.delete(command.bridgeId);
        break;
      case 'join':
        return this.join(command.bridgeId, command.channelIds, command);
      case 'leave':
        need(this.bridgeOf.get(command.channelId) === command.bridgeId, command);
        this.bridgeOf.delete(command.channelId);
        break;
      case 'create-snoop':
        need(this.channels.has(command.channelId), command);
        this.snoops.set(command.snoopId, command);
        break;
      case 'destroy-snoop':
        this.endSnoop(command.snoopId);
        break;
      case 'stop-playing':
        return this.stop(command.playbackId, command);
      default:
        return this.executeAlone(command);
    }
  }

  private executeAlone(
    command: Exclude<
      MediaCommand,
      { do: 'create-bridge' | 'destroy-bridge' | 'join' | 'leave' | 'create-snoop' | 'destroy-snoop' | 'stop-playing' }
    >,
  ): void {
    const { channelId } = command;
    need(this.channels.has(channelId), command);
    switch (command.do) {
      case 'start-music':
        need(!this.bridgeOf.has(channelId) && !this.playing.has(channelId), command);
        this.music.add(channelId);
        break;
      case 'stop-music':
        need(this.music.delete(channelId), command);
        break;
      case 'start-silence':
        need(!this.isSentTo(channelId), command);
        this.silence.add(channelId);
        break;
      case 'stop-silence':
        need(this.silence.delete(channelId), command);
        break;
      case 'mute':
        this.muted.add(channelId);
        break;
      case 'unmute':
        need(this.muted.delete(channelId), command);
        break;
      case 'play':
        need(!this.bridgeOf.has(channelId) && !this.music.has(channelId) && !this.playing.has(channelId), command);
        this.playing.set(channelId, command);
        break;
    }
  }

  private join(bridgeId: string, channelIds: readonly string[], command: MediaCommand): void {
    need(this.bridges.has(bridgeId), command);
    for (const channelId of channelIds) {
      const isAlone = this.music.has(channelId) || this.playing.has(channelId) || this.silence.has(channelId);
      need((this.channels.has(channelId) || this.snoops.has(channelId)) && !isAlone, command);
      this.bridgeOf.set(channelId, bridgeId);
    }
  }

  private stop(playbackId: string, command: MediaCommand): void {
    const [channelId] = [...this.playing].find(([, playback]) => playback.playbackId === playbackId) ?? [];
    need(channelId !== undefined, command);
    this.playing.delete(channelId!);
  }

  private endSnoop(snoopId: string): void {
    this.snoops.delete(snoopId);
    this.bridgeOf.delete(snoopId);
  }

  /** Whether anything is sent to a channel, into which a whisper can be mixed. */
  private isSentTo(channelId: string): boolean {
    return (
      this.bridgeOf.has(channelId) ||
      this.music.has(channelId) ||
      this.playing.has(channelId) ||
      this.silence.has(channelId)
    );
  }

  /** Heard without whispers. */
  private plain(channelId: string): string[] {
    const playback = this.playing.get(channelId);
    if (playback) return [playback.playbackId];
    if (this.music.has(channelId)) return ['music'];
    return this.othersIn(this.bridgeOf.get(channelId), channelId).filter(
      (other) => !this.muted.has(other) && !this.snoops.has(other),
    );
  }

  private othersIn(bridgeId: string | undefined, self: string): string[] {
    return [...this.bridgeOf]
      .filter(([other, at]) => bridgeId !== undefined && at === bridgeId && other !== self)
      .map(([other]) => other);
  }

  heard(channelId: string): Set<string> {
    const set = new Set(this.plain(channelId));
    for (const [snoopId, { channelId: target, mode }] of this.snoops) {
      const ears = this.othersIn(this.bridgeOf.get(snoopId), snoopId);
      if (ears.includes(channelId)) for (const one of [target, ...this.plain(target)]) set.add(one);
      if (mode === 'whisper' && target === channelId && this.isSentTo(target)) for (const one of ears) set.add(one);
    }
    return set;
  }

  leftovers(): string[] {
    return [
      this.channels,
      this.bridges,
      this.bridgeOf,
      this.music,
      this.silence,
      this.muted,
      this.playing,
      this.snoops,
    ].flatMap((kept) => [...kept.keys()]);
  }
}

const ofLegs: readonly Command['do'][] = [
  'answer',
  'refuse',
  'ring-agent',
  'ring-permanent',
  'open-permanent',
  'create-leg',
  'dial-leg',
  'arm-recorder',
  'hang-up',
  'send-digits',
  'record-voicemail',
];
const isOfMedia = (command: Command): command is MediaCommand => !ofLegs.includes(command.do);

function need(isTrue: boolean, command: MediaCommand): void {
  if (!isTrue) throw new Error(`the media server refuses ${JSON.stringify(command)}`);
}
