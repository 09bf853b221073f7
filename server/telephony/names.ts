/** Names of our things inside the media server. */

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const trunkChannel = new RegExp(`^PJSIP/trunk-(${uuid})-`);
const agentChannel = new RegExp(`^PJSIP/agent-(${uuid})-`);
const agentEndpoint = new RegExp(`^agent-(${uuid})$`);
const trunkEndpointPattern = new RegExp(`^trunk-(${uuid})$`);
// Until places had names, a call had one bridge that was called like the call.
const bridgePattern = new RegExp(`^(${uuid})(\\.[be][0-9]+)?$`);
const snoopPattern = new RegExp(`^(${uuid}\\.[0-9]+)\\.snoop\\.`);
const voicemailPattern = new RegExp(`^voicemail-(${uuid})$`);

/** The variable in which the dialplan keeps what a trunk's call says of its caller (asterisk/configuration/dialplan.ts). */
export const identityVariable = 'BAHU_IDENTITY';
/** The context of the dialplan in which a leg starts its recorder, and from which it comes back. */
export const recordContext = 'record';

/** The name of a trunk's endpoint in the media server. */
export const trunkEndpoint = (trunkId: string): string => `trunk-${trunkId}`;
/** The name of an agent's softphone in the media server. */
export const softphoneEndpoint = (agentId: string): string => `agent-${agentId}`;
/** The name of the recording that holds a call's message. */
export const voicemailName = (callId: string): string => `voicemail-${callId}`;

/** The trunk that a channel came in on, or null. */
export const trunkOfChannel = (channelName: string): string | null => trunkChannel.exec(channelName)?.[1] ?? null;
/** The agent whose phone a channel is, or null. */
export const agentOfChannel = (channelName: string): string | null => agentChannel.exec(channelName)?.[1] ?? null;
/** The agent whose softphone an endpoint is, or null. */
export const agentOfEndpoint = (resource: string): string | null => agentEndpoint.exec(resource)?.[1] ?? null;
/** The trunk that an endpoint is, or null. */
export const trunkOfEndpoint = (resource: string): string | null => trunkEndpointPattern.exec(resource)?.[1] ?? null;
/** The call whose message a recording is, or null. */
export const callOfVoicemail = (recordingName: string): string | null =>
  voicemailPattern.exec(recordingName)?.[1] ?? null;
/** The supervisor's leg for which a channel listens in, or null for any other channel. */
export const legOfSnoop = (channelId: string): string | null => snoopPattern.exec(channelId)?.[1] ?? null;
/** The call whose bridge it is, or null for a bridge that is not ours. */
export const callOfBridge = (bridgeId: string): string | null => bridgePattern.exec(bridgeId)?.[1] ?? null;
