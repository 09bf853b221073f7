/** What the reducers want of the media server. Every one may be repeated: ids are ours, "already gone" is success. */
import type { MediaCommand } from './topology.ts';

export type Command =
  | MediaCommand
  | { do: 'answer'; legId: string }
  | { do: 'refuse'; legId: string; cause: number }
  /** Rings an agent's softphone. `isAutomatic`: their page answers by itself (calls that they placed, re-attachment). */
  | {
      do: 'ring-agent';
      legId: string;
      agentId: string;
      callerNumber: string;
      callerName: string;
      seconds: number;
      isAutomatic: boolean;
    }
  /** Rings an agent over their permanent leg: the page shows it, and the server answers for them. `isAutomatic`: at once. */
  | { do: 'ring-permanent'; legId: string; seconds: number; isAutomatic: boolean }
  /** Calls an agent's browser, which answers by itself, for a leg that stays. */
  | { do: 'open-permanent'; legId: string; agentId: string; seconds: number }
  /** Makes a leg on a trunk without dialling it yet. */
  | { do: 'create-leg'; legId: string; trunkId: string; number: string; callerId: string }
  | { do: 'dial-leg'; legId: string; seconds: number }
  /** Sends the leg to start its recorder; it comes back as leg-ready. */
  | { do: 'arm-recorder'; legId: string }
  | { do: 'hang-up'; legId: string; cause: number }
  | { do: 'send-digits'; legId: string; digits: string }
  | { do: 'record-voicemail'; legId: string; callId: string; maxSeconds: number };
