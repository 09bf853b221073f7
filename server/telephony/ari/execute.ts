/** Commands of the domain as requests to Asterisk. Commands of one call keep their order and go together, different calls go side by side. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Announcement, MediaCommand } from '@bahu/domain/callcontrol/topology.ts';
import { callIdOfLeg, farEndOf } from '@bahu/domain/callcontrol/leg-id.ts';
import type { Command } from '@bahu/domain/callcontrol/command.ts';
import type { PhoneKind } from '@bahu/domain/sign-in/methods.ts';
import { isGreetingName } from '../../kernel/greeting-name.ts';
import type { Log } from '../../kernel/log.ts';
import {
  agentOfPermanentLeg,
  legOfSnoop,
  permanentContext,
  phoneEndpoint,
  recordContext,
  trunkEndpoint,
  voicemailName,
} from '../names.ts';
import { standardCodecs } from '../provisioning/codecs.ts';
import { application, AriError, isGone, type AriClient, type AriRequest, type Query } from './client.ts';

/**
 * A bridge that mixes by its own clock from its first channel on, and sends silence where nothing is said. In an ordinary one a channel alone gets nothing, and
 * each call begins with time stamps of its own: a browser that stays in it takes that for packets which come late, drops them, and plays a second behind.
 */
const steadyMixing = 'mixing,video_sfu';

export interface MediaFolders {
  /** Folder of the prompts of a language; their names are file names in it. */
  prompts: string;
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
  /** Which of an agent's phones rings. */
  phoneOf: (agentId: string) => PhoneKind;
  /** What a call offers an agent's phone, or the leg over their permanent one. */
  codecsOf: (of: { agentId: string } | { legId: string }) => string;
  /** Of the owner of the calls; what was commanded under another one is not carried out. */
  epoch: () => number;
}

/** Q.850: subscriber absent; network out of order. */
const causeAbsent = 20;
const causeNetwork = 38;
/** The variable of a leg by which the context `record` of the dialplan names its files. */
const recordingVariable = 'BAHU_RECORDING';
/** How often, and after how many milliseconds each time, something is asked for again that has only just begun to be. */
const tooEarlyAttempts = 25;
const tooEarlyAgainMs = 10;

export class Executor {
  private readonly options: ExecutorOptions;
  private readonly ari: AriClient;
  private readonly folders: MediaFolders;
  private readonly log: Log;
  private readonly onFailedLeg: ExecutorOptions['onFailedLeg'];
  /** What each busy call still has to be told. */
  private readonly waiting = new Map<string, { command: Command; epoch: number }[]>();

  constructor(options: ExecutorOptions) {
    this.options = options;
    this.ari = options.ari;
    this.folders = options.folders;
    this.log = options.log;
    this.onFailedLeg = options.onFailedLeg;
  }

  /** Whether no command of the call is on its way. */
  isIdle(callId: string): boolean {
    return !this.waiting.has(callId);
  }

  /** Runs the commands of a call after those that were given before. */
  run(callId: string, commands: readonly Command[]): void {
    const epoch = this.options.epoch();
    const waiting = this.waiting.get(callId);
    const added = commands.map((command) => ({ command, epoch }));
    if (waiting) waiting.push(...added);
    else if (added.length > 0) {
      this.waiting.set(callId, added);
      void this.work(callId, added);
    }
  }

  /** What gathers while some commands are on their way goes together after them. */
  private async work(callId: string, waiting: { command: Command; epoch: number }[]): Promise<void> {
    while (waiting.length > 0) {
      const commands = waiting
        .splice(0)
        .filter(({ epoch }) => epoch === this.options.epoch())
        .map(({ command }) => command);
      await this.send(
        callId,
        commands.filter((command) => command.do !== 'arm-recorder' || this.mayArm(command.legId)),
      );
    }
    this.waiting.delete(callId);
  }

  private async send(callId: string, commands: readonly Command[]): Promise<void> {
    // What may take more than one request ends a batch, so that nothing behind it comes before it.
    const end =
      commands.findIndex(
        (command) => whenTooEarly(command) !== null || (command.do === 'arm-recorder' && isDialled(command.legId)),
      ) + 1 || commands.length;
    if (end === 0) return;
    const batch = commands.slice(0, end);
    const last = batch.at(-1)!;
    const answers = await this.ari.requestAll(batch.map((command) => this.requestOf(command)));
    answers.push(await this.untilInTime(last, answers.pop()));
    if (last.do === 'arm-recorder' && isDialled(last.legId))
      answers.push(await this.armDialled(last.legId, answers.pop()));
    for (const [at, answer] of answers.entries()) if (answer instanceof Error) this.onError(callId, batch[at]!, answer);
    return this.send(callId, commands.slice(end));
  }

  /** What is refused because it comes a moment too early is asked for again. */
  private async untilInTime(command: Command, first: unknown): Promise<unknown> {
    let answer = first;
    const statuses = whenTooEarly(command);
    for (
      let left = tooEarlyAttempts;
      left > 1 && answer instanceof AriError && statuses?.includes(answer.status);
      left--
    ) {
      await sleep(tooEarlyAgainMs);
      [answer] = await this.ari.requestAll([this.requestOf(command)]);
    }
    return answer;
  }

  /** Starts the recorder of a leg that was told where its files are; one that was not would write where others do, and goes on without. */
  private async armDialled(legId: string, told: unknown): Promise<unknown> {
    if (!(told instanceof Error)) return (await this.ari.requestAll([startRecorder(legId)]))[0];
    if (!isGone(told)) this.options.onNotRecorded(legId);
    return told;
  }

  /** With a full disk the recorder would go on as if it wrote; calls and their records need the room that is left. */
  private mayArm(legId: string): boolean {
    if (this.options.mayRecord()) return true;
    this.log.error({ legId }, 'the disk is full: a call is not recorded');
    this.options.onNotRecorded(legId);
    return false;
  }

  /** What is gone is gone; a leg that cannot be made is told; the rest is worth a line, the sweep mends it. */
  private onError(callId: string, command: Command, error: Error): void {
    if (command.do === 'ring-agent' || command.do === 'ring-permanent' || command.do === 'open-permanent')
      return this.onFailedLeg(command.legId, causeAbsent);
    if (command.do === 'create-leg' || command.do === 'dial-leg') return this.onFailedLeg(command.legId, causeNetwork);
    if (isGone(error) && command.do !== 'join') return;
    this.log.warn(
      { callId, command: command.do, reason: error.message, status: error instanceof AriError ? error.status : 0 },
      'a command to the media server failed',
    );
  }

  private requestOf(command: Command): AriRequest {
    switch (command.do) {
      case 'answer':
        return post(`/channels/${command.legId}/answer`);
      case 'refuse':
      case 'hang-up':
        return remove(`/channels/${command.legId}`, { reason_code: command.cause });
      case 'send-digits':
        return post(`/channels/${command.legId}/dtmf`, { dtmf: command.digits });
      case 'record-voicemail':
        return this.recordVoicemail(command.legId, command.callId, command.maxSeconds);
      case 'arm-recorder':
        return isDialled(command.legId) ? this.nameFiles(command.legId) : startRecorder(command.legId);
      case 'ring-agent':
      case 'ring-permanent':
      case 'open-permanent':
      case 'create-leg':
      case 'dial-leg':
        return this.makeLeg(command);
      case 'create-bridge':
      case 'destroy-bridge':
      case 'join':
      case 'leave':
        return this.bridging(command);
      default:
        return this.sounding(command);
    }
  }

  private makeLeg(
    command: Extract<Command, { do: 'ring-agent' | 'ring-permanent' | 'open-permanent' | 'create-leg' | 'dial-leg' }>,
  ): AriRequest {
    switch (command.do) {
      case 'open-permanent':
        return this.callPhone(command, 'browser', { 'PJSIP_HEADER(add,X-Bahu-Permanent)': command.legId });
      // Two channels tied to each other: the leg, and a far end that is brought to the permanent leg. Never made one (`n`), or the recorder would go.
      case 'ring-permanent':
        return post(
          '/channels',
          {
            endpoint: `Local/${command.isAutomatic ? 'taken' : 'ringing'}@${permanentContext}/n`,
            app: application,
            channelId: command.legId,
            otherChannelId: farEndOf(command.legId),
            formats: this.options.codecsOf({ legId: command.legId }),
            timeout: command.seconds,
          },
          { variables: { [recordingVariable]: this.filesOf(command.legId) } },
        );
      // The softphone learns by the leg's id which call this is; numbers travel over the masked realtime topic only.
      case 'ring-agent':
        return this.callPhone(
          command,
          this.options.phoneOf(command.agentId),
          this.agentVariables(command.legId, command.isAutomatic),
        );
      case 'create-leg':
        return post(
          '/channels/create',
          {
            endpoint: `PJSIP/${command.number}@${trunkEndpoint(command.trunkId)}`,
            app: application,
            channelId: command.legId,
            formats: standardCodecs,
          },
          { variables: { 'CALLERID(num)': command.callerId, 'CONNECTEDLINE(num,i)': command.callerId } },
        );
      case 'dial-leg':
        return post(`/channels/${command.legId}/dial`, { timeout: command.seconds });
    }
  }

  private callPhone(
    { agentId, legId, seconds }: { agentId: string; legId: string; seconds: number },
    kind: PhoneKind,
    variables: Record<string, string>,
  ): AriRequest {
    return post(
      '/channels',
      {
        endpoint: `PJSIP/${phoneEndpoint({ agentId, kind })}`,
        app: application,
        channelId: legId,
        formats: this.options.codecsOf({ agentId }),
        callerId: 'Bahu <0>',
        timeout: seconds,
      },
      { variables },
    );
  }

  /** The recorder's files are named by the leg (the context `record` of the dialplan). */
  private agentVariables(legId: string, isAutomatic: boolean): Record<string, string> {
    return {
      'PJSIP_HEADER(add,X-Bahu-Leg)': legId,
      ...(isAutomatic
        ? { 'PJSIP_HEADER(add,X-Bahu-Answer)': 'auto', 'PJSIP_HEADER(add,Call-Info)': '<sip:bahu>;answer-after=0' }
        : {}),
      [recordingVariable]: this.filesOf(legId),
    };
  }

  /** The same for a leg that a phone has dialled by itself. */
  private nameFiles(legId: string): AriRequest {
    return post(`/channels/${legId}/variable`, { variable: recordingVariable, value: this.filesOf(legId) });
  }

  private filesOf(legId: string): string {
    return `${this.folders.recordings}/${legId}`;
  }

  private bridging(command: Extract<Command, { bridgeId: string }>): AriRequest {
    const path = `/bridges/${command.bridgeId}`;
    switch (command.do) {
      case 'create-bridge':
        return post(path, { type: agentOfPermanentLeg(command.bridgeId) === null ? 'mixing' : steadyMixing });
      case 'destroy-bridge':
        return remove(path);
      case 'join':
        return post(`${path}/addChannel`, { channel: command.channelIds.join(',') });
      case 'leave':
        return post(`${path}/removeChannel`, { channel: command.channelId });
    }
  }

  /** What a channel hears by itself, whether it is heard, and who listens in on it. */
  private sounding(command: Exclude<MediaCommand, { bridgeId: string }>): AriRequest {
    switch (command.do) {
      case 'start-music':
        return post(`/channels/${command.channelId}/moh`);
      case 'stop-music':
        return remove(`/channels/${command.channelId}/moh`);
      case 'start-silence':
        return post(`/channels/${command.channelId}/silence`);
      case 'stop-silence':
        return remove(`/channels/${command.channelId}/silence`);
      case 'play':
        return post(`/channels/${command.channelId}/play/${command.playbackId}`, { media: this.mediaOf(command.what) });
      case 'stop-playing':
        return remove(`/playbacks/${command.playbackId}`);
      case 'mute':
        return post(`/channels/${command.channelId}/mute`, { direction: 'in' });
      case 'unmute':
        return remove(`/channels/${command.channelId}/mute`, { direction: 'in' });
      case 'create-snoop':
        return post(`/channels/${command.channelId}/snoop/${command.snoopId}`, {
          app: application,
          spy: 'both',
          whisper: command.mode === 'whisper' ? 'out' : 'none',
        });
      case 'destroy-snoop':
        return remove(`/channels/${command.snoopId}`);
    }
  }

  private mediaOf(what: Announcement): string {
    return what === 'ringing' ? 'tone:ring;tonezone=cn' : what.map((name) => this.soundOf(name)).join(',');
  }

  /** Greetings lie among the media server's own recordings. */
  private soundOf(name: string): string {
    return isGreetingName(name) ? `recording:${name}` : `sound:${this.folders.prompts}/${name}`;
  }

  private recordVoicemail(legId: string, callId: string, maxSeconds: number): AriRequest {
    return post(`/channels/${legId}/record`, {
      name: voicemailName(callId),
      format: 'wav',
      maxDurationSeconds: maxSeconds,
      maxSilenceSeconds: 10,
      terminateOn: '#',
      ifExists: 'overwrite',
    });
  }
}

const post = (path: string, query: Query = {}, body?: unknown): AriRequest => ({ method: 'POST', path, query, body });
const remove = (path: string, query: Query = {}): AriRequest => ({ method: 'DELETE', path, query });
const startRecorder = (legId: string): AriRequest =>
  post(`/channels/${legId}/continue`, { context: recordContext, extension: 's', priority: 1 });
/** Whether a phone has dialled by itself: such a leg has an id of the media server's own. */
const isDialled = (legId: string): boolean => callIdOfLeg(legId) === null;
/**
 * With what Asterisk refuses something that has only just begun to be: a channel that was just made for listening in takes commands a moment later, and a
 * playback that begins in this very moment can be stopped a moment later (`controllable` in its res_stasis_playback.c). What it says to have stopped, has.
 */
function whenTooEarly(command: Command): readonly number[] | null {
  if (command.do === 'stop-playing') return [500];
  const joinsSnoop = command.do === 'join' && command.channelIds.some((channelId) => legOfSnoop(channelId) !== null);
  return joinsSnoop ? [409, 422] : null;
}
