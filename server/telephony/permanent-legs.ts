/** The part of the sweep about permanent legs: what we believe of them and of the legs that go over them, against what the media server has. */
import type { Command } from '@bahu/domain/callcontrol/command.ts';
import { farEndOf, legOfFarEnd } from '@bahu/domain/callcontrol/leg-id.ts';
import type { AriBridge, AriChannel } from './ari/wire.ts';
import type { Registry } from './engine/registry.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';
import { agentOfPermanentLeg } from './names.ts';

const causeLost = 27;

/** News of them that nobody has heard is told again, of those that were opened before `settledAt`; returns how many have ended unheard. */
export function alignPermanentLegs(
  engine: TenantEngine,
  known: ReadonlyMap<string, AriChannel>,
  settledAt: number,
): number {
  let closed = 0;
  for (const { id: agentId, permanentLeg } of engine.current.agents.values()) {
    if (permanentLeg === null) continue;
    const channel = known.get(permanentLeg.id);
    const about = { agentId, legId: permanentLeg.id };
    if (channel?.state === 'Up' && !permanentLeg.isUp) engine.post({ type: 'permanent-leg-up', ...about });
    if (!channel && openedAt(permanentLeg.id) < settledAt) {
      closed++;
      engine.post({ type: 'permanent-leg-gone', ...about, cause: causeLost });
    }
  }
  for (const call of engine.current.calls.values())
    for (const leg of call.legs)
      if (leg.state !== 'ended' && leg.permanent?.isThere === false && isWithUs(known.get(farEndOf(leg.id))))
        engine.post({ type: 'far-end-ready', legId: leg.id });
  return closed;
}

/** The end of its id, see `permanent-leg.ts` of the call control. */
const openedAt = (id: string): number => Number(id.slice(id.lastIndexOf('-') + 1));
const isWithUs = (channel: AriChannel | undefined): boolean => channel?.dialplan?.app_name === 'Stasis';

/** The commands that bring a permanent leg, and the far ends of the legs that go over it, into its bridge, by permanent leg. */
export function misplacedFarEnds(
  { current }: TenantEngine,
  known: ReadonlyMap<string, AriChannel>,
  bridges: readonly AriBridge[],
): Map<string, Command[]> {
  const found = new Map<string, Command[]>();
  for (const { permanentLeg } of current.agents.values()) {
    if (!permanentLeg?.isUp || !known.has(permanentLeg.id)) continue;
    const { id } = permanentLeg;
    const bridge = bridges.find((one) => one.id === id);
    const farEnds = [...current.calls.values()].flatMap(({ legs }) =>
      legs.filter((leg) => leg.state === 'up' && leg.permanent?.id === id).map((leg) => farEndOf(leg.id)),
    );
    const missing = [id, ...farEnds].filter((one) => known.has(one) && !bridge?.channels?.includes(one));
    if (missing.length === 0) continue;
    found.set(id, [
      ...(bridge ? [] : [{ do: 'create-bridge', bridgeId: id } as const]),
      { do: 'join', bridgeId: id, channelIds: missing },
    ]);
  }
  return found;
}

/** Whether a channel or a bridge is a permanent leg's, or a channel a far end: `kept` when it is somebody's, `left` when nobody's any more. */
export function standingOf(registry: Registry, id: string): 'kept' | 'left' | null {
  const legId = legOfFarEnd(id);
  if (legId !== null) return registry.ofLeg(legId) ? 'kept' : 'left';
  const agentId = agentOfPermanentLeg(id);
  if (agentId === null) return null;
  return registry.ofAgent(agentId)?.current.agents.get(agentId)?.permanentLeg?.id === id ? 'kept' : 'left';
}
