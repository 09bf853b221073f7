/** Names of our things inside the media server. */
import type { PhoneKind } from '@bahu/domain/sign-in/methods.ts';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const trunkChannel = new RegExp(`^PJSIP/trunk-(${uuid})-`);
const phoneChannel = new RegExp(`^PJSIP/(?:agent|desk)-(${uuid})-`);
const phoneEndpointPattern = new RegExp(`^(agent|desk)-(${uuid})$`);
const trunkEndpointPattern = new RegExp(`^trunk-(${uuid})$`);
// Until places had names, a call had one bridge that was called like the call.
const bridgePattern = new RegExp(`^(${uuid})(\\.[be][0-9]+)?$`);
const permanentPattern = new RegExp(`^permanent-(${uuid})-[0-9]+$`);
const snoopPattern = new RegExp(`^(${uuid}\\.[0-9]+)\\.snoop\\.`);
const voicemailPattern = new RegExp(`^voicemail-(${uuid})$`);

/** The variable in which the dialplan keeps what a trunk's call says of its caller (asterisk/configuration/dialplan.ts). */
export const identityVariable = 'BAHU_IDENTITY';
/** The context of the dialplan in which a leg starts its recorder, and from which it comes back. */
export const recordContext = 'record';
/** The context of the dialplan to which the far end of a leg goes that goes over a permanent leg: to be answered at once, or when the agent does. */
export const permanentContext = 'permanent';

/** The name of a trunk's endpoint in the media server. */
export const trunkEndpoint = (trunkId: string): string => `trunk-${trunkId}`;
/** An agent has a phone in the browser and one on the desk, each with an account of its own. */
export interface AgentPhone {
  readonly agentId: string;
  readonly kind: PhoneKind;
}
/** The name of an agent's phone in the media server: it is its SIP account as well. */
export const phoneEndpoint = ({ agentId, kind }: AgentPhone): string =>
  `${kind === 'desk' ? 'desk' : 'agent'}-${agentId}`;
/** The SIP account of an agent's desk phone. */
export const deskAccount = (agentId: string): string => phoneEndpoint({ agentId, kind: 'desk' });
/** The name of the recording that holds a call's message. */
export const voicemailName = (callId: string): string => `voicemail-${callId}`;

/** The trunk that a channel came in on, or null. */
export const trunkOfChannel = (channelName: string): string | null => trunkChannel.exec(channelName)?.[1] ?? null;
/** The agent whose phone a channel is, or null. */
export const agentOfChannel = (channelName: string): string | null => phoneChannel.exec(channelName)?.[1] ?? null;
/** The phone that an endpoint is, or null. */
export function phoneOfEndpoint(resource: string): AgentPhone | null {
  const [, name, agentId] = phoneEndpointPattern.exec(resource) ?? [];
  return agentId === undefined ? null : { agentId, kind: name === 'desk' ? 'desk' : 'browser' };
}
/** The trunk that an endpoint is, or null. */
export const trunkOfEndpoint = (resource: string): string | null => trunkEndpointPattern.exec(resource)?.[1] ?? null;
/** The agent whose permanent leg a channel or a bridge is, or null. */
export const agentOfPermanentLeg = (id: string): string | null => permanentPattern.exec(id)?.[1] ?? null;
/** Seconds after which the dialplan ends an echo test (asterisk/configuration/dialplan.ts), and milliseconds that its end may be on its way. */
export const longestEchoSeconds = 60;
const echoEndMs = 5000;
/** Whether a channel is an echo test of an agent's phone, which the dialplan ends by itself in time. */
export const isEchoTest = (
  { dialplan, creationtime }: { dialplan?: { context?: string; exten?: string }; creationtime?: string },
  now: number,
): boolean =>
  dialplan?.context === 'agents' &&
  dialplan.exten?.startsWith('echo-') === true &&
  (creationtime === undefined || Date.parse(creationtime) > now - longestEchoSeconds * 1000 - echoEndMs);
/** The call whose message a recording is, or null. */
export const callOfVoicemail = (recordingName: string): string | null =>
  voicemailPattern.exec(recordingName)?.[1] ?? null;
/** The supervisor's leg for which a channel listens in, or null for any other channel. */
export const legOfSnoop = (channelId: string): string | null => snoopPattern.exec(channelId)?.[1] ?? null;
/** The call whose bridge it is, or null for a bridge that is not ours. */
export const callOfBridge = (bridgeId: string): string | null => bridgePattern.exec(bridgeId)?.[1] ?? null;
