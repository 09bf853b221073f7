/** Lines and phones of a tenant's live calls, as the channel monitor shows them (SPEC U7). Numbers are whole here. */
import type { Channels, LiveChannel, TrunkLines } from '@bahu/contract/realtime.ts';
import { partyOfLeg, type Call, type Leg } from '@bahu/domain/callcontrol/call.ts';
import { departmentOfCall } from '@bahu/domain/callcontrol/department.ts';
import { legStage } from '@bahu/domain/callcontrol/leg-stage.ts';
import { linesInUse } from '@bahu/domain/callcontrol/lines.ts';
import type { TenantState } from '@bahu/domain/callcontrol/transition.ts';
import type { Belonging } from '../kernel/ownership/range.ts';
import { iso } from './projection.ts';
import type { SoundOf } from './quality-book.ts';

/** To whom a live call belongs: everybody who has a phone in it or is being rung, and its department. */
export const belongingOfCall = (
  state: TenantState,
  call: Call,
): Required<Pick<Belonging, 'ownerIds' | 'departmentIds'>> => ({
  ownerIds: [...new Set(call.legs.flatMap(({ agentId, state: of }) => (of === 'ended' ? [] : (agentId ?? []))))],
  departmentIds: [departmentOfCall(state, call)],
});

/** Topic `channels`: every leg that has not ended, call by call in the order in which they began. */
export function channelsOf(state: TenantState, soundOf: SoundOf): Channels {
  const calls = [...state.calls.values()].toSorted((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  return {
    channels: calls.flatMap((call) =>
      call.legs.filter((leg) => leg.state !== 'ended').map((leg) => channelOf(state, call, leg, soundOf)),
    ),
  };
}

function channelOf(state: TenantState, call: Call, leg: Leg, soundOf: SoundOf): LiveChannel {
  const { stage, since } = legStage(call, leg);
  const agent = state.agents.get(leg.agentId ?? '');
  const { ownerIds, departmentIds } = belongingOfCall(state, call);
  const isOutside = leg.agentId === null;
  return {
    legId: leg.id,
    callId: call.id,
    direction: call.direction,
    side: leg.role === 'supervisor' ? 'supervisor' : isOutside ? 'outside' : 'agent',
    trunkId: leg.trunkId ?? partyOfLeg(call, leg.id)?.trunkId ?? null,
    number: leg.number,
    ownNumber: isOutside ? call.ownNumber : null,
    agentName: agent?.name ?? null,
    queueName: state.queues.get(call.queueId ?? '')?.name ?? null,
    stage,
    since: iso(since),
    ...soundOf(leg.id),
    ownerIds: ownerIds.filter((id) => id !== null),
    departmentId: departmentIds[0] ?? null,
  };
}

/** Topic `trunk-lines`: how many lines of each trunk are in use. */
export const trunkLinesOf = (state: TenantState): TrunkLines => ({
  trunks: [...state.configuration.trunks.values()].map(({ id, channels, isEnabled }) => ({
    trunkId: id,
    used: linesInUse(state, id),
    lines: channels,
    isEnabled,
  })),
});
