/** What the reducers want of the media server. Every one may be repeated: ids are ours, "already gone" is success. */

export type Command =
  | { do: 'answer'; legId: string }
  | { do: 'refuse'; legId: string; cause: number }
  | { do: 'play'; legId: string; playbackId: string; voices: readonly string[] }
  | { do: 'stop-playing'; playbackId: string }
  /** Ringing tone for the leg until the playback is stopped. */
  | { do: 'play-ringing'; legId: string; playbackId: string }
  | { do: 'start-music' | 'stop-music'; legId: string }
  /** Rings an agent's softphone. `isAutomatic`: his page answers by itself (calls that he placed, re-attachment). */
  | { do: 'ring-agent'; legId: string; agentId: string; callerNumber: string; callerName: string; seconds: number; isAutomatic: boolean }
  /** Makes a leg on a trunk without dialling it yet. */
  | { do: 'create-leg'; legId: string; trunkId: string; number: string; callerId: string }
  | { do: 'dial-leg'; legId: string; seconds: number }
  /** Sends the leg to start its recorder; it comes back as leg-ready. */
  | { do: 'arm-recorder'; legId: string }
  /** Puts legs into the call's bridge, which is made first when it is new. */
  | { do: 'bridge'; callId: string; legIds: readonly string[]; isNew: boolean }
  | { do: 'unbridge'; callId: string; legId: string }
  | { do: 'start-bridge-music' | 'stop-bridge-music'; callId: string }
  | { do: 'destroy-bridge'; callId: string }
  | { do: 'hang-up'; legId: string; cause: number }
  | { do: 'send-digits'; legId: string; digits: string }
  | { do: 'record-voicemail'; legId: string; callId: string; maxSeconds: number };
