/** Commands of the domain as requests to Asterisk. Commands of one call keep their order, different calls go side by side. */
import type { Command } from '@bahu/domain/switchboard/command.ts';
import type { Log } from '../../kernel/log.ts';
import { softphoneEndpoint, trunkEndpoint, voicemailName } from '../names.ts';
import { application, AriError, isGone, type AriClient } from './client.ts';

export interface MediaFolders {
  /** Folder of the voice files of a language; names of voices are file names in it. */
  voices: string;
  /** Where each recorded leg gets a file of its own. */
  recordings: string;
}

/** A leg could not be made: the engine hears of it as a leg that is gone. */
export type OnFailedLeg = (legId: string, cause: number) => void;

/** Q.850: subscriber absent; network out of order. */
const causeAbsent = 20;
const causeNetwork = 38;

export class Executor {
  private readonly ari: AriClient;
  private readonly folders: MediaFolders;
  private readonly log: Log;
  private readonly onFailedLeg: OnFailedLeg;
  /** The end of each busy call's queue of commands. */
  private readonly tails = new Map<string, Promise<void>>();

  constructor(ari: AriClient, folders: MediaFolders, log: Log, onFailedLeg: OnFailedLeg) {
    this.ari = ari;
    this.folders = folders;
    this.log = log;
    this.onFailedLeg = onFailedLeg;
  }

  /** Runs the commands of a call after those that were given before. */
  run(callId: string, commands: readonly Command[]): void {
    const tail = (this.tails.get(callId) ?? Promise.resolve()).then(async () => {
      for (const command of commands) await this.attempt(callId, command);
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
    if (isGone(error) && command.do !== 'bridge') return;
    const reason = error instanceof Error ? error.message : String(error);
    this.log.warn({ callId, command: command.do, reason, status: error instanceof AriError ? error.status : 0 }, 'a command to the media engine failed');
  }

  private async execute(command: Command): Promise<void> {
    const { ari } = this;
    switch (command.do) {
      case 'answer': return ari.request('POST', `/channels/${command.legId}/answer`);
      case 'refuse': case 'hang-up': return ari.request('DELETE', `/channels/${command.legId}`, { reason_code: command.cause });
      case 'play': return ari.request('POST', `/channels/${command.legId}/play/${command.playbackId}`, { media: command.voices.map((name) => `sound:${this.folders.voices}/${name}`).join(',') });
      case 'play-ringing': return ari.request('POST', `/channels/${command.legId}/play/${command.playbackId}`, { media: 'tone:ring;tonezone=cn' });
      case 'stop-playing': return ari.request('DELETE', `/playbacks/${command.playbackId}`);
      case 'start-music': return ari.request('POST', `/channels/${command.legId}/moh`);
      case 'stop-music': return ari.request('DELETE', `/channels/${command.legId}/moh`);
      case 'send-digits': return ari.request('POST', `/channels/${command.legId}/dtmf`, { dtmf: command.digits });
      case 'record-voicemail': return this.recordVoicemail(command.legId, command.callId, command.maxSeconds);
      case 'arm-recorder': return ari.request('POST', `/channels/${command.legId}/continue`, { context: 'record', extension: 's', priority: 1 });
      case 'ring-agent': case 'create-leg': case 'dial-leg': return this.makeLeg(command);
      default: return this.bridging(command);
    }
  }

  private async makeLeg(command: Extract<Command, { do: 'ring-agent' | 'create-leg' | 'dial-leg' }>): Promise<void> {
    switch (command.do) {
      // The softphone learns by the leg's id which call this is; numbers travel over the masked realtime topic only.
      case 'ring-agent': return this.ari.request('POST', '/channels', {
        endpoint: `PJSIP/${softphoneEndpoint(command.agentId)}`, app: application, channelId: command.legId, callerId: 'Bahu <0>', timeout: command.seconds,
      }, { variables: this.agentVariables(command.legId, command.isAutomatic) });
      case 'create-leg': return this.ari.request('POST', '/channels/create', {
        endpoint: `PJSIP/${command.number}@${trunkEndpoint(command.trunkId)}`, app: application, channelId: command.legId,
      }, { variables: { 'CALLERID(num)': command.callerId, 'CONNECTEDLINE(num,i)': command.callerId } });
      case 'dial-leg': return this.ari.request('POST', `/channels/${command.legId}/dial`, { timeout: command.seconds });
    }
  }

  /** The recorder's file is named by the leg; what the leg sends is the left channel of it, what it hears the right, only while it is bridged. */
  private agentVariables(legId: string, isAutomatic: boolean): Record<string, string> {
    return {
      'PJSIP_HEADER(add,X-Bahu-Leg)': legId, ...(isAutomatic ? { 'PJSIP_HEADER(add,X-Bahu-Answer)': 'auto', 'PJSIP_HEADER(add,Call-Info)': '<sip:bahu>;answer-after=0' } : {}),
      BAHU_RECORDING: `${this.folders.recordings}/${legId}.raw`, BAHU_RECORDING_OPTIONS: 'Db',
    };
  }

  private async bridging(command: Extract<Command, { callId: string; do: 'bridge' | 'unbridge' | 'start-bridge-music' | 'stop-bridge-music' | 'destroy-bridge' }>): Promise<void> {
    const path = `/bridges/${command.callId}`;
    switch (command.do) {
      case 'bridge':
        if (command.isNew) await this.ari.request('POST', path, { type: 'mixing' });
        return this.ari.request('POST', `${path}/addChannel`, { channel: command.legIds.join(',') });
      case 'unbridge': return this.ari.request('POST', `${path}/removeChannel`, { channel: command.legId });
      case 'start-bridge-music': return this.ari.request('POST', `${path}/moh`);
      case 'stop-bridge-music': return this.ari.request('DELETE', `${path}/moh`);
      case 'destroy-bridge': return this.ari.request('DELETE', path);
    }
  }

  private recordVoicemail(legId: string, callId: string, maxSeconds: number): Promise<void> {
    return this.ari.request('POST', `/channels/${legId}/record`, {
      name: voicemailName(callId), format: 'wav', maxDurationSeconds: maxSeconds, maxSilenceSeconds: 10, terminateOn: '#', ifExists: 'overwrite',
    });
  }
}
