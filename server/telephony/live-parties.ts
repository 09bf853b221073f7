/** Who is in a call, as one of its agents sees it: who hears whom, who rings, who waits. Numbers are whole here, as everywhere in the projection. */
import type { LiveParty, Supervision } from '@bahu/contract/realtime.ts';
import { consultRoomOf } from '@bahu/domain/callcontrol/acting.ts';
import type { Agent } from '@bahu/domain/agents/agent.ts';
import {
  isOwnPhone,
  legOf,
  mainBridge,
  partyOf,
  partyOfAgent,
  topologyOf,
  type Call,
  type Offer,
  type Party,
} from '@bahu/domain/callcontrol/call.ts';
import { hears } from '@bahu/domain/callcontrol/topology.ts';
import type { TenantState } from '@bahu/domain/callcontrol/transition.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

/** Everybody in the call, in the order in which they came, then who is being called. Supervisors are seen by those who hear them, and by themselves. */
export function partiesOf(state: TenantState, call: Call, viewer: Agent): LiveParty[] {
  const heard = hears(topologyOf(call));
  const seen = call.parties.filter((party) => isSeen(call, party, viewer.id));
  const byLeg = new Map(seen.map(({ legId, id }) => [legId, id]));
  const hearsOf = ({ legId }: Party): string[] =>
    [...(heard.get(legId ?? '') ?? [])]
      .map((one) => (one === 'music' ? one : byLeg.get(one)))
      .filter((one) => one !== undefined);
  const parties = seen.map((party): LiveParty => ({
    ...whoOf(state, call, party, viewer),
    partyId: party.id,
    kind: party.kind,
    state: stateOf(party),
    since: iso(sinceOf(call, party)),
    room: roomOf(call, party.room, viewer),
    hears: hearsOf(party),
  }));
  return [
    ...parties,
    ...call.offers
      .filter((offer) => !isOwnPhone(offer) && !partyOf(call, offer.id))
      .map((offer) => offerView(state, call, offer, viewer)),
  ];
}

function isSeen(call: Call, { agentId, kind, supervision }: Party, viewerId: string): boolean {
  if (kind !== 'supervisor' || agentId === viewerId || supervision!.mode === 'barge') return true;
  return supervision!.mode === 'whisper' && partyOf(call, supervision!.partyId)?.agentId === viewerId;
}

function whoOf(
  state: TenantState,
  call: Call,
  { id, agentId, number }: Pick<Party, 'id' | 'agentId' | 'number'>,
  viewer: Agent,
): Pick<LiveParty, 'agentId' | 'name' | 'number' | 'isOwn'> {
  const agent = agentId === null ? undefined : state.agents.get(agentId);
  const customerName = call.customerName ?? (call.callerName === '' ? null : call.callerName);
  return {
    agentId,
    name: agent?.name ?? (id === call.remoteId ? customerName : null),
    number: agent?.extension ?? number,
    isOwn: agentId === viewer.id,
  };
}

function stateOf({ state, heldBy, place }: Party): LiveParty['state'] {
  if (state === 'lost') return 'lost';
  if (state === 'early') return 'ringing';
  return heldBy !== null || place.kind === 'music' ? 'held' : 'talking';
}

function sinceOf(call: Call, { legId, id, heldSince }: Party): number {
  const leg = legOf(call, legId ?? id);
  return heldSince ?? leg?.answeredAt ?? leg?.startedAt ?? call.startedAt;
}

/** As the viewer stands: what they speak beside the call is theirs, what others speak there they do not see. */
function roomOf(call: Call, room: string | null, viewer: Agent): LiveParty['room'] {
  const own = partyOfAgent(call, viewer.id);
  if (room === mainBridge(call)) return 'main';
  return own && room !== null && room === consultRoomOf(call, own) ? 'consult' : null;
}

function offerView(state: TenantState, call: Call, offer: Offer, viewer: Agent): LiveParty {
  const leg = legOf(call, offer.id)!;
  return {
    ...whoOf(state, call, offer, viewer),
    partyId: offer.id,
    kind: offer.agentId !== null ? 'agent' : offer.reason === 'dial' ? 'customer' : 'external',
    state: leg.ringingAt === null && offer.agentId === null ? 'dialing' : 'ringing',
    since: iso(leg.startedAt),
    room: offer.reason === 'consult' ? 'consult' : 'main',
    hears: [],
  };
}

/** The colleague who wants to ask the viewer, or gives them the call, while it rings at the viewer. */
export function offeredBy(
  state: TenantState,
  call: Call,
  viewer: Agent,
): { name: string; reason: 'consult' | 'transfer' } | null {
  const offer = call.offers.find(({ agentId }) => agentId === viewer.id);
  const by =
    offer?.reason === 'consult'
      ? partyOf(call, offer.byPartyId)?.agentId
      : offer?.reason === 'transfer'
        ? offer.returnsTo
        : null;
  if (!by || (offer?.reason !== 'consult' && offer?.reason !== 'transfer')) return null;
  return { name: state.agents.get(by)?.name ?? '', reason: offer.reason };
}

/** Whom the viewer supervises in the call, also while their phone is being called for it, or null. */
export function supervisingOf(state: TenantState, call: Call, viewer: Agent): Supervision | null {
  const wanted = call.offers.find(({ agentId, reason }) => agentId === viewer.id && reason === 'supervise');
  const supervision = (partyOfAgent(call, viewer.id) ?? wanted)?.supervision;
  const agentId = supervision ? partyOf(call, supervision.partyId)?.agentId : undefined;
  return supervision && agentId && supervision.mode !== 'take-over'
    ? { agentId, name: state.agents.get(agentId)?.name ?? '', mode: supervision.mode }
    : null;
}

/** Who supervises the viewer in the call. */
export function supervisorsOf(state: TenantState, call: Call, viewer: Agent): Supervision[] {
  const own = partyOfAgent(call, viewer.id);
  return call.parties.flatMap(({ agentId, supervision }) => {
    if (!supervision || !agentId || supervision.partyId !== own?.id || supervision.mode === 'take-over') return [];
    return [{ agentId, name: state.agents.get(agentId)?.name ?? '', mode: supervision.mode }];
  });
}
