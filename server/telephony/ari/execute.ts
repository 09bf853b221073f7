/** Commands of the domain as requests to Asterisk. Commands of one call keep their order, different calls go side by side. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Announcement, MediaCommand } from '@bahu/domain/callcontrol/topology.ts';
import type { Command } from '@bahu/domain/callcontrol/command.ts';
import type { Log } from '../../kernel/log.ts';
import { legOfSnoop, softphoneEndpoint, trunkEndpoint, voicemailName } from '../names.ts';
import { codecOrder } from '../provisioning/codecs.ts';
import { application, AriError, isGone, type AriClient } from './client.ts';

export interface MediaFolders {
  /** Folder of the voice files of a language; names of voices are file names in it. */
  voices: string;
  /** Where each recorded leg gets files of its own. */
  recordings: string;
}

export interface ExecutorOptions {
  ari: AriClient;
  folders: MediaFolders;
  log: Log;
  /** A leg could not be made: the engine hears of it as a leg that is gone. */
  onFailedLeg: (legId: string, cause: number) => void;
  /** A recorder was not started, because there is no room for what it would write: the leg goes on without. */
  onNotRecorded: (legId: string) => void;
  /** Whether there is room for recordings. */
  mayRecord: () => boolean;
  /** Of the owner of the calls; what was commanded under another one is not carried out. */
  epoch: () => number;
}

/** Q.850: subscriber absent; network out of order. */
const causeAbsent = 20;
const causeNetwork = 38;
/** How often, and after how many milliseconds each time, a channel is asked for that was made a moment ago. */
const joinAttempts = 25;
const joinAgainMs = 10;

export class Executor {
  private readonly options: ExecutorOptions;
  private readonly ari: AriClient;
  private readonly folders: MediaFolders;
  private readonly log: Log;
  private readonly onFailedLeg: ExecutorOptions['onFailedLeg'];
  /** The end of each busy call's queue of commands. */
  private readonly tails = new Map<string, Promise<void>>();

  constructor(options: ExecutorOptions) {
    this.options = options;
    this.ari = options.ari;
    this.folders = options.folders;
    this.log = options.log;
    this.onFailedLeg = options.onFailedLeg;
  }

  /** Whether no command of the call is on its way. */
  isIdle(callId: string): boolean { return !this.tails.has(callId); }

  /** Runs the commands of a call after those that were given before. */
  run(callId: string, commands: readonly Command[]): void {
    const epoch = this.options.epoch();
    const tail = (this.tails.get(callId) ?? Promise.resolve()).then(async () => {
      for (const command of commands) if (this.options.epoch() === epoch) await this.attempt(callId, command);
    });
    this.tails.set(callId, tail);
    void tail.then(() => {
      if (this.tails.get(callId) === tail) this.tails.delete(callId);
    });
  }

  private async attempt(callId: string, command: Command): Promise<void> {
    try {
      await this.execute(command);
    } catch (error) {
      this.onError(callId, command, error);
    }
  }

  /** What is gone is gone; a leg that cannot be made is told; the rest is worth a line, the sweep mends it. */
  private onError(callId: string, command: Command, error: unknown): void {
    if (command.do === 'ring-agent') return this.onFailedLeg(command.legId, causeAbsent);
    if (command.do === 'create-leg' || command.do === 'dial-leg') return this.onFailedLeg(command.legId, causeNetwork);
    if (isGone(error) && command.do !== 'join') return;
    const reason = error instanceof Error ? error.message : String(error);
    this.log.warn({ callId, command: command.do, reason, status: error instanceof AriError ? error.status : 0 }, 'a command to the media server failed');
  }

  private async execute(command: Command): Promise<void> {
    const { ari } = this;
    switch (command.do) {
      case 'answer': return ari.request('POST', `/channels/${command.legId}/answer`);
      case 'refuse': case 'hang-up': return ari.request('DELETE', `/channels/${command.legId}`, { reason_code: command.cause });
      case 'send-digits': return ari.request('POST', `/channels/${command.legId}/dtmf`, { dtmf: command.digits });
      case 'record-voicemail': return this.recordVoicemail(command.legId, command.callId, command.maxSeconds);
      case 'arm-recorder': return this.armRecorder(command.legId);
      case 'ring-agent': case 'create-leg': case 'dial-leg': return this.makeLeg(command);
      case 'create-bridge': case 'destroy-bridge': case 'join': case 'leave': return this.bridging(command);
      default: return this.sounding(command);
    }
  }

  /** With a full disk the recorder would go on as if it wrote; calls and their records need the room that is left. */
  private async armRecorder(legId: string): Promise<void> {
    if (this.options.mayRecord()) return this.ari.request('POST', `/channels/${legId}/continue`, { context: 'record', extension: 's', priority: 1 });
    this.log.error({ legId }, 'the disk is full: a call is not recorded');
    this.options.onNotRecorded(legId);
  }

  private async makeLeg(command: Extract<Command, { do: 'ring-agent' | 'create-leg' | 'dial-leg' }>): Promise<void> {
    switch (command.do) {
      // The softphone learns by the leg's id which call this is; numbers travel over the masked realtime topic only.
      case 'ring-agent': return this.ari.request('POST', '/channels', {
        endpoint: `PJSIP/${softphoneEndpoint(command.agentId)}`, app: application, channelId: command.legId, formats: codecOrder, callerId: 'Bahu <0>', timeout: command.seconds,
      }, { variables: this.agentVariables(command.legId, command.isAutomatic) });
      case 'create-leg': return this.ari.request('POST', '/channels/create', {
        endpoint: `PJSIP/${command.number}@${trunkEndpoint(command.trunkId)}`, app: application, channelId: command.legId, formats: codecOrder,
      }, { variables: { 'CALLERID(num)': command.callerId, 'CONNECTEDLINE(num,i)': command.callerId } });
      case 'dial-leg': return this.ari.request('POST', `/channels/${command.legId}/dial`, { timeout: command.seconds });
    }
  }

  /** The recorder's files are named by the leg (the context `record` of the dialplan). */
  private agentVariables(legId: string, isAutomatic: boolean): Record<string, string> {
    return {
      'PJSIP_HEADER(add,X-Bahu-Leg)': legId, ...(isAutomatic ? { 'PJSIP_HEADER(add,X-Bahu-Answer)': 'auto', 'PJSIP_HEADER(add,Call-Info)': '<sip:bahu>;answer-after=0' } : {}),
      BAHU_RECORDING: `${this.folders.recordings}/${legId}`,
    };
  }

  private async bridging(command: Extract<Command, { bridgeId: string }>): Promise<void> {
    const path = `/bridges/${command.bridgeId}`;
    switch (command.do) {
      case 'create-bridge': return this.ari.request('POST', path, { type: 'mixing' });
      case 'destroy-bridge': return this.ari.request('DELETE', path);
      case 'join': return this.join(path, command.channelIds);
      case 'leave': return this.ari.request('POST', `${path}/removeChannel`, { channel: command.channelId });
    }
  }

  /** A channel that was just made for listening in takes commands a moment later (409 until then). */
  private async join(path: string, channelIds: readonly string[]): Promise<void> {
    const isFresh = channelIds.some((channelId) => legOfSnoop(channelId) !== null);
    for (let left = isFresh ? joinAttempts : 1; ; left--) {
      try {
        return await this.ari.request('POST', `${path}/addChannel`, { channel: channelIds.join(',') });
      } catch (error) {
        if (left <= 1 || !(error instanceof AriError) || (error.status !== 409 && error.status !== 422)) throw error;
        await sleep(joinAgainMs);
      }
    }
  }

  /** What a channel hears by itself, whether it is heard, and who listens in on it. */
  private async sounding(command: Exclude<MediaCommand, { bridgeId: string }>): Promise<void> {
    const { ari } = this;
    switch (command.do) {
      case 'start-music': return ari.request('POST', `/channels/${command.channelId}/moh`);
      case 'stop-music': return ari.request('DELETE', `/channels/${command.channelId}/moh`);
      case 'play': return ari.request('POST', `/channels/${command.channelId}/play/${command.playbackId}`, { media: this.mediaOf(command.what) });
      case 'stop-playing': return ari.request('DELETE', `/playbacks/${command.playbackId}`);
      case 'mute': return ari.request('POST', `/channels/${command.channelId}/mute`, { direction: 'in' });
      case 'unmute': return ari.request('DELETE', `/channels/${command.channelId}/mute`, { direction: 'in' });
      case 'create-snoop': return ari.request('POST', `/channels/${command.channelId}/snoop/${command.snoopId}`, {
        app: application, spy: 'both', whisper: command.mode === 'whisper' ? 'out' : 'none',
      });
      case 'destroy-snoop': return ari.request('DELETE', `/channels/${command.snoopId}`);
    }
  }

  private mediaOf(what: Announcement): string {
    return what === 'ringing' ? 'tone:ring;tonezone=cn' : what.map((name) => `sound:${this.folders.voices}/${name}`).join(',');
  }

  private recordVoicemail(legId: string, callId: string, maxSeconds: number): Promise<void> {
    return this.ari.request('POST', `/channels/${legId}/record`, {
      name: voicemailName(callId), format: 'wav', maxDurationSeconds: maxSeconds, maxSilenceSeconds: 10, terminateOn: '#', ifExists: 'overwrite',
    });
  }
}
