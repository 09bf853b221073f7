/**
 * Copies of what changes with nearly every event, field by field: where a spread (`...call`) is copied property by property at run time (0.7 µs a call),
 * these are compiled (0.03 µs). The types see to it that no field is missing.
 */
import type { Call, Leg, Party } from './call.ts';

/** A copy of a call whose fields may be set. Lists and objects in it are shared. */
export const copyCall = (call: Call): { -readonly [K in keyof Call]-?: Call[K] } => ({
  id: call.id,
  direction: call.direction,
  origin: call.origin,
  leadsTo: call.leadsTo,
  phase: call.phase,
  number: call.number,
  callerName: call.callerName,
  ownNumber: call.ownNumber,
  trunkId: call.trunkId,
  customerId: call.customerId,
  customerName: call.customerName,
  keptBack: call.keptBack ?? null,
  legs: call.legs,
  parties: call.parties,
  offers: call.offers,
  segments: call.segments,
  remoteId: call.remoteId,
  isRemoteGone: call.isRemoteGone ?? false,
  agentId: call.agentId,
  queueId: call.queueId,
  queuePlace: call.queuePlace ?? null,
  overflowedFrom: call.overflowedFrom ?? [],
  wish: call.wish ?? null,
  callback: call.callback ?? null,
  message: call.message ?? null,
  menu: call.menu,
  menuId: call.menuId,
  keys: call.keys,
  slot: call.slot,
  parkedBy: call.parkedBy,
  bridges: call.bridges,
  isRecorded: call.isRecorded,
  recordingStartedAt: call.recordingStartedAt,
  startedAt: call.startedAt,
  queuedAt: call.queuedAt,
  answeredAt: call.answeredAt,
  endedAt: call.endedAt,
  outcome: call.outcome,
  hangupSide: call.hangupSide,
  cause: call.cause,
  isReconciled: call.isReconciled,
  deadlines: call.deadlines,
  nextSeq: call.nextSeq,
  nextId: call.nextId,
  version: call.version,
});

/** A copy of a leg with a change. */
export const changedLeg = (leg: Leg, change: Partial<Leg>): Required<Leg> =>
  Object.assign(
    {
      id: leg.id,
      role: leg.role,
      agentId: leg.agentId,
      number: leg.number,
      state: leg.state,
      startedAt: leg.startedAt,
      ringingAt: leg.ringingAt,
      answeredAt: leg.answeredAt,
      endedAt: leg.endedAt,
      cause: leg.cause,
      sipCode: leg.sipCode,
      outcome: leg.outcome,
      hasEarlyMedia: leg.hasEarlyMedia,
      recorder: leg.recorder,
      spans: leg.spans,
      isUnoffered: leg.isUnoffered ?? false,
      trunkId: leg.trunkId ?? null,
      permanent: leg.permanent ?? null,
    },
    change,
  );

/** A copy of a party with a change. */
export const changedParty = (party: Party, change: Partial<Party>): Required<Party> =>
  Object.assign(
    {
      id: party.id,
      kind: party.kind,
      agentId: party.agentId,
      number: party.number,
      legId: party.legId,
      state: party.state,
      room: party.room,
      heldBy: party.heldBy,
      heldSince: party.heldSince,
      place: party.place,
      isSilent: party.isSilent,
      keysToSend: party.keysToSend,
      trunkId: party.trunkId,
      supervision: party.supervision,
      byPartyId: party.byPartyId,
    },
    change,
  );
