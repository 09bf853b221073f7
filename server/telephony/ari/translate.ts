/** Events of the media server in the words of the domain. Translation only: no state, no decisions. */
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { legOfFarEnd } from '@bahu/domain/callcontrol/leg-id.ts';
import { isSlot } from '@bahu/domain/numbers/inside.ts';
import {
  agentOfChannel,
  agentOfPermanentLeg,
  phoneOfEndpoint,
  callOfBridge,
  callOfVoicemail,
  legOfSnoop,
  recordContext,
  trunkOfChannel,
  type AgentPhone,
} from '../names.ts';
import type { Move } from '../bridge-times.ts';
import type { AriBridge, AriChannel, AriEvent, AriPlayback, AriRecording } from './wire.ts';

/** News of a leg, of an agent's phone or of a call, or a channel of a trunk that may be a new call. */
export type News =
  /** `channel` where more can be asked of it: when it was answered and when it is gone. */
  | { about: 'leg'; event: Extract<Event, { legId: string }>; channel?: AriChannel }
  | { about: 'contact'; phone: AgentPhone; isReachable: boolean; uri: string }
  | { about: 'call'; callId: string; event: Event }
  /** `identity`: what the dialplan handed over of the caller's headers. */
  | { about: 'arrival'; trunkId: string; channel: AriChannel; identity: string | undefined }
  /** An agent's phone has dialled the number of a parked call by itself. */
  | { about: 'dialled'; agentId: string; slot: string; legId: string }
  /** A leg to an agent's browser that is no call's. */
  | { about: 'permanent'; agentId: string; event: Extract<Event, { agentId: string }> }
  | { about: 'bridge-gone'; callId: string; bridgeId: string }
  | { about: 'move'; move: Move }
  | { about: 'takeover' };

/** What an event of the media server means to us; null for what we need not know. */
export function translate(event: AriEvent): News | null {
  // What listens in on a leg is ours from the beginning to the end; only the leg itself is news.
  if ('channel' in event && event.channel) {
    if (legOfSnoop(event.channel.id) !== null) return null;
    const agentId = agentOfPermanentLeg(event.channel.id);
    if (agentId !== null) return permanentLeg(agentId, event);
    const legId = legOfFarEnd(event.channel.id);
    if (legId !== null) return event.type === 'StasisStart' ? ofLeg({ type: 'far-end-ready', legId }) : null;
  }
  switch (event.type) {
    case 'StasisStart':
      return entered(event.channel, event.args?.[0]);
    case 'ChannelStateChange':
      return stateChanged(event.channel);
    case 'ChannelDestroyed':
      return gone(event.channel, event.cause ?? 0, event.tech_cause);
    case 'ChannelDtmfReceived':
      return ofLeg({ type: 'digit', legId: event.channel.id, digit: event.digit });
    case 'Dial':
      return event.peer ? dialing(event.peer.id, event.dialstatus ?? '') : null;
    case 'PlaybackFinished':
      return playbackEnded(event.playback);
    case 'RecordingFinished':
    case 'RecordingFailed':
      return recordingEnded(event.recording);
    case 'ContactStatusChange':
      return contactChanged(
        event.endpoint?.resource ?? '',
        event.contact_info?.contact_status ?? '',
        event.contact_info?.uri ?? '',
      );
    case 'BridgeDestroyed':
      return bridgeGone(event.bridge.id);
    case 'ChannelEnteredBridge':
    case 'ChannelLeftBridge':
      return moved(event);
    case 'ApplicationReplaced':
      return { about: 'takeover' };
    default:
      return null;
  }
}

const ofLeg = (event: Extract<Event, { legId: string }>): News => ({ about: 'leg', event });

function permanentLeg(agentId: string, event: AriEvent): News | null {
  if (event.type === 'StasisStart')
    return { about: 'permanent', agentId, event: { type: 'permanent-leg-up', agentId, legId: event.channel.id } };
  if (event.type !== 'ChannelDestroyed') return null;
  const { channel, cause = 0 } = event;
  return { about: 'permanent', agentId, event: { type: 'permanent-leg-gone', agentId, legId: channel.id, cause } };
}

/**
 * A trunk's channel may be a new call or one that is back from its recorder: who knows the leg decides. Phones that we call enter with no number
 * dialled.
 */
function entered(channel: AriChannel, identity: string | undefined): News {
  const { context, exten = '' } = channel.dialplan ?? {};
  const agentId = context === 'agents' && isSlot(exten) ? agentOfChannel(channel.name) : null;
  if (agentId !== null) return { about: 'dialled', agentId, slot: exten, legId: channel.id };
  const trunkId = trunkOfChannel(channel.name);
  const isFresh = trunkId !== null && context === 'trunk';
  return isFresh
    ? { about: 'arrival', trunkId, channel, identity }
    : ofLeg({ type: 'leg-ready', legId: channel.id, isNew: context !== recordContext });
}

function stateChanged(channel: AriChannel): News | null {
  if (channel.state === 'Ringing') return ofLeg({ type: 'leg-ringing', legId: channel.id });
  if (channel.state === 'Up') return { about: 'leg', event: { type: 'leg-answered', legId: channel.id }, channel };
  return null;
}

const gone = (channel: AriChannel, cause: number, techCause: number | undefined): News => ({
  about: 'leg',
  event: { type: 'leg-gone', legId: channel.id, cause, sipCode: sipCode(techCause) },
  channel,
});

function dialing(legId: string, status: string): News | null {
  if (status === 'RINGING') return ofLeg({ type: 'leg-ringing', legId });
  if (status === 'PROGRESS') return ofLeg({ type: 'leg-early-media', legId });
  return null;
}

function playbackEnded({ id, target_uri: target = '', state }: AriPlayback): News | null {
  if (!target.startsWith('channel:')) return null;
  const legId = target.slice('channel:'.length);
  return ofLeg({ type: 'playback-ended', legId, playbackId: id, ...(state === 'failed' && { hasFailed: true }) });
}

function recordingEnded({ name, duration: seconds = 0 }: AriRecording): News | null {
  const callId = callOfVoicemail(name);
  return callId ? { about: 'call', callId, event: { type: 'voicemail-ended', callId, seconds } } : null;
}

function bridgeGone(bridgeId: string): News | null {
  const callId = callOfBridge(bridgeId);
  return callId ? { about: 'bridge-gone', callId, bridgeId } : null;
}

function moved({
  type,
  channel,
  bridge,
  timestamp = '',
}: Extract<AriEvent, { channel: AriChannel; bridge: AriBridge }>): News | null {
  const at = Date.parse(timestamp);
  const hasLeft = type === 'ChannelLeftBridge';
  return Number.isNaN(at) ? null : { about: 'move', move: { legId: channel.id, bridgeId: bridge.id, hasLeft, at } };
}

const reachable = new Set(['Created', 'NonQualified', 'Reachable', 'Updated']);
const lost = new Set(['Removed', 'Unreachable']);

function contactChanged(resource: string, status: string, uri: string): News | null {
  const phone = phoneOfEndpoint(resource);
  if (!phone || !(reachable.has(status) || lost.has(status))) return null;
  return { about: 'contact', phone, isReachable: reachable.has(status), uri };
}

/** Asterisk's technology cause is the SIP status where the far end sent one. */
const sipCode = (techCause: number | undefined): number | null =>
  techCause !== undefined && techCause >= 300 && techCause < 700 ? techCause : null;
