/** The parts of Asterisk's events and objects that we read. Everything is optional until looked at: a newer engine must not break us. */

export interface AriChannel {
  id: string;
  name: string;
  state: string;
  /** The SIP Call-ID. */
  protocol_id?: string;
  caller?: { name?: string; number?: string };
  dialplan?: { context?: string; exten?: string; app_name?: string };
  creationtime?: string;
}

export interface AriBridge {
  id: string;
  channels?: string[];
}

export interface AriEndpoint {
  technology: string;
  resource: string;
  state?: string;
  channel_ids?: string[];
}

/** `state` is `failed` where nothing could be played. */
/** Whole seconds, with the silence behind it that is not in the file. */
export interface AriRecording {
  name: string;
  duration?: number;
  target_uri?: string;
}
export interface AriPlayback {
  id: string;
  target_uri?: string;
  state?: string;
}

export type AriEvent =
  | { type: 'StasisStart'; channel: AriChannel; args?: string[] }
  | { type: 'ChannelStateChange'; channel: AriChannel }
  | { type: 'ChannelDestroyed'; channel: AriChannel; cause?: number; tech_cause?: number }
  | { type: 'ChannelDtmfReceived'; channel: AriChannel; digit: string }
  | { type: 'Dial'; peer?: AriChannel; dialstatus?: string }
  | { type: 'PlaybackFinished'; playback: AriPlayback }
  | {
      type: 'RecordingFinished' | 'RecordingFailed';
      recording: AriRecording;
    }
  | { type: 'ContactStatusChange'; endpoint?: AriEndpoint; contact_info?: { contact_status?: string; uri?: string } }
  | { type: 'BridgeDestroyed'; bridge: { id: string } }
  | { type: 'ChannelEnteredBridge' | 'ChannelLeftBridge'; channel: AriChannel; bridge: AriBridge; timestamp?: string }
  | { type: 'ApplicationReplaced' };

/** The types above, as a list: what Asterisk is asked to send. */
export const readTypes: readonly AriEvent['type'][] = [
  'StasisStart',
  'ChannelStateChange',
  'ChannelDestroyed',
  'ChannelDtmfReceived',
  'Dial',
  'PlaybackFinished',
  'RecordingFinished',
  'RecordingFailed',
  'ContactStatusChange',
  'BridgeDestroyed',
  'ChannelEnteredBridge',
  'ChannelLeftBridge',
  'ApplicationReplaced',
];
