/** A tenant's live state from the database: configuration, people, and the calls that were up when the last owner stopped. */
import { sql, type Selectable } from 'kysely';
import { standardDeskSettings, type DeskSettings } from '@bahu/contract/desk-settings.ts';
import type { Permission } from '@bahu/contract/permissions.ts';
import { callsOf, changeAgent, type Agent, type SavedAgent } from '@bahu/domain/agents/agent.ts';
import type { Box } from '@bahu/domain/agents/box.ts';
import type { Call } from '@bahu/domain/callcontrol/call.ts';
import { defaultsOf, inForce } from '@bahu/domain/desk-settings/in-force.ts';
import type { Menu } from '@bahu/domain/ivr/menu.ts';
import { parseNumber, type Home } from '@bahu/domain/numbers/dial.ts';
import { storedDay } from '@bahu/domain/queues/day.ts';
import { noSkills, stepsOfSkills, type Skills } from '@bahu/domain/queues/needs.ts';
import { overflowGoal, type Overflow } from '@bahu/domain/queues/overflow.ts';
import type { Queue } from '@bahu/domain/queues/queue.ts';
import { didsOf } from '@bahu/domain/callcontrol/dids.ts';
import { routerOfState } from '@bahu/domain/callcontrol/standing.ts';
import type { TenantState } from '@bahu/domain/callcontrol/transition.ts';
import type { Configuration, Trunk } from '@bahu/domain/callcontrol/configuration.ts';
import { newAgent } from '@bahu/domain/callcontrol/phone.ts';
import { readDeskSettings } from '../../kernel/desk-settings.ts';
import { greetingName } from '../../kernel/greeting-name.ts';
import { areaCodeOf } from '../../kernel/regions.ts';
import { loadNumberLists } from '../../kernel/number-lists.ts';
import type { Tx } from '../../kernel/db.ts';
import { canCall, readSettings } from '../../kernel/tenant-settings.ts';
import type { QueueRow } from '../../kernel/tables/telephony.ts';
import type { AgentState, QueueState } from './batch.ts';

type OverflowColumns = Selectable<
  Pick<QueueRow, 'overflow' | 'overflowFull' | 'overflowEmpty' | 'overflowEmptyRule' | 'overflowNumber'>
>;

/** What the tenant has set up for telephony. `now` is epoch milliseconds; it decides whether the tenant has expired. */
export async function loadConfiguration(tx: Tx, tenantId: string, now: number): Promise<Configuration> {
  const tenant = await tx.selectFrom('tenants').selectAll().where('id', '=', tenantId).executeTakeFirstOrThrow();
  const { home, utcOffsetMinutes, openRanges, supervision, recording, agents, desk } = readSettings(tenant.settings);
  const dids = await tx.selectFrom('didNumbers').selectAll().orderBy('number').execute();
  const trunkRows = await tx.selectFrom('trunks').selectAll().execute();
  const callerIds = await tx
    .selectFrom('callerIds')
    .select(['number', 'trunkId', 'isStandard'])
    .where('isEnabled', '=', true)
    .execute();
  const menuRows = await tx.selectFrom('menus').selectAll().where('isEnabled', '=', true).execute();
  return {
    canCall: canCall(tenant, now),
    licensedChannels: tenant.licensedChannels,
    utcOffsetMinutes,
    showsSupervision: supervision.isShown,
    keepsConsultations: recording.keepsConsultations,
    home,
    longDistance: defaultsOf(standardDeskSettings, desk).longDistance,
    areaCodeOf,
    openRanges,
    numberLists: await loadNumberLists(tx),
    callerIds: new Map(callerIds.map((row) => [row.number, row.trunkId])),
    standardCallerId: callerIds.find((row) => row.isStandard)?.number ?? null,
    trunks: new Map(
      trunkRows.map((row): [string, Trunk] => [
        row.id,
        {
          id: row.id,
          channels: row.channels,
          isEnabled: row.isEnabled,
          callerId: dids.find((did) => did.trunkId === row.id)?.number ?? row.account ?? '',
          plan: { outsidePrefix: row.outsidePrefix ?? home.outsidePrefix ?? '', longDistance: row.longDistance },
        },
      ]),
    ),
    dids: didsOf(dids, home),
    menus: new Map(menuRows.map((row): [string, Menu] => [row.id, { ...row.definition, id: row.id, name: row.name }])),
    queues: await loadQueues(tx, home),
    pauses: await loadPauses(tx),
    missedOffers: agents.missedOffers,
    departments: await loadDepartments(tx, dids, menuRows),
  };
}

/** By id, in the order in which agents see them. */
async function loadPauses(tx: Tx): Promise<Configuration['pauses']> {
  const rows = await tx
    .selectFrom('pauseReasons')
    .select(['id', 'name', 'nameEn', 'hue', 'state', 'minutesPerDay', 'maxOfGroup'])
    .where('isEnabled', '=', true)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

interface InDepartment {
  departmentId: string | null;
}

/** Also of queues that are disabled: calls that are up may still be theirs. */
async function loadDepartments(
  tx: Tx,
  dids: readonly (InDepartment & { trunkId: string; number: string })[],
  menus: readonly (InDepartment & { id: string })[],
): Promise<Configuration['departments']> {
  const queues = await tx.selectFrom('queues').select(['id', 'departmentId']).execute();
  const all = [
    ...[...queues, ...menus].map(({ id, departmentId }) => [id, departmentId] as const),
    ...dids.map((did) => [`${did.trunkId}/${did.number}`, did.departmentId] as const),
  ];
  return new Map(all.filter((entry): entry is [string, string] => entry[1] !== null));
}

/** The queues of a tenant with their members, needs and greetings. `home` reads the numbers to which they lead. */
export async function loadQueues(tx: Tx, home: Home): Promise<Configuration['queues']> {
  const rows = await tx.selectFrom('queues').selectAll().execute();
  const members = await tx
    .selectFrom('queueMembers')
    .select(['queueId', 'agentId', 'penalty', 'queueOrder'])
    .orderBy('position')
    .execute();
  const greetings = await loadGreetings(tx, 'queues');
  const needs = await tx
    .selectFrom('queueNeeds')
    .select(['queueId', 'skillId', 'afterSeconds', 'level'])
    .orderBy('skillId')
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        number: row.number,
        isEnabled: row.isEnabled,
        strategy: row.strategy,
        ringSeconds: row.ringSeconds,
        missPauseSeconds: row.missPauseSeconds,
        maxWaitSeconds: row.maxWaitSeconds,
        maxWaiting: row.maxWaiting,
        overflow: overflowOf(row, home),
        announcements: {
          message: row.announcedFile,
          saysPosition: row.saysPosition,
          saysWait: row.saysWait,
          everySeconds: row.announceSeconds,
          music: row.music,
          saysAgent: row.saysAgent,
          agentBefore: row.agentBeforeFile,
          agentAfter: row.agentAfterFile,
          greeting: greetings.get(row.id) ?? null,
        },
        missedOffers: row.missedOffers,
        maxSignedOut: row.maxSignedOut,
        target: { percent: row.targetPercent, seconds: row.targetSeconds },
        callback:
          row.callbackKey === null
            ? null
            : {
                key: row.callbackKey,
                attempts: row.callbackAttempts,
                pauseSeconds: row.callbackPauseSeconds,
                expirySeconds: row.callbackHours * 3600,
              },
        members: members
          .filter(({ queueId }) => queueId === row.id)
          .map(({ agentId, penalty, queueOrder: order }) => ({ agentId, penalty, order })),
        weight: row.weight,
        needs: stepsOfSkills(needs.filter(({ queueId }) => queueId === row.id)),
      },
    ]),
  );
}

/** Voice files of greetings that the media server has, by whose they are. */
async function loadGreetings(tx: Tx, owner: 'agents' | 'queues'): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('greetings')
    .where('owner', '=', owner)
    .where('placedId', 'is not', null)
    .select(['ownerId', 'placedId'])
    .execute();
  return new Map(rows.map(({ ownerId, placedId }) => [ownerId, greetingName(placedId!)]));
}

function overflowOf(row: OverflowColumns, home: Home): Overflow {
  const goal = (stored: string) => overflowGoal(stored, row.overflowNumber, home);
  return {
    late: goal(row.overflow),
    full: goal(row.overflowFull),
    empty: row.overflowEmpty === null ? null : goal(row.overflowEmpty),
    emptyRule: row.overflowEmptyRule,
  };
}

const secondCall: Permission = 'desk.second-call';
/** What the company has set, without its picture, which is long. */
const ofTenant = sql<Record<string, unknown>>`(select settings - 'branding' from tenants where id = agents.tenant_id)`;

/** Of an agent. */
const inBox = sql`from voicemails v where v.tenant_id = agents.tenant_id and v.agent_id = agents.id and v.deleted_at is null`;

/** What the engine knows of agents from their and their users' rows: of all of the tenant, or of these. */
export async function loadAgents(tx: Tx, agentIds?: readonly string[]): Promise<SavedAgent[]> {
  let query = tx
    .selectFrom('agents')
    .innerJoin('users', 'users.id', 'agents.id')
    .innerJoin('roles', 'roles.id', 'users.roleId')
    .leftJoin('deskSettings', 'deskSettings.userId', 'agents.id')
    .select([
      'agents.id',
      'agents.extension',
      'users.name',
      'users.departmentId',
      'users.isEnabled',
      'agents.isRecorded',
      'agents.wrapUpSeconds',
      'agents.callerId',
    ])
    .select([
      'agents.transferCallerId',
      'agents.trunkId',
      'agents.kind',
      'agents.mayCallDomestic',
      'agents.mayCallInternational',
      'agents.isInsideOnly',
      'agents.boundPhone',
      'agents.forwardsToMobile',
      'agents.deskPhonePops',
      'users.signInMethod',
      'deskSettings.own',
    ])
    .select(ofTenant.as('settings'))
    .select(sql<boolean>`${secondCall} = any (roles.permissions)`.as('hasSecondCall'))
    .select(
      sql<string[]>`array(select m.group_id::text from agent_group_members m join agent_groups g on g.id = m.group_id
        where m.agent_id = agents.id and g.is_enabled order by m.group_id)`.as('groupIds'),
    )
    .select(sql<number>`(select count(*)::int ${inBox})`.as('messages'))
    .select(sql<number>`(select coalesce(sum(v.seconds), 0)::float8 ${inBox})`.as('seconds'));
  if (agentIds) query = query.where('agents.id', 'in', agentIds);
  const skills = await loadSkills(tx, agentIds);
  const greetings = await loadGreetings(tx, 'agents');
  return (await query.execute()).map(({ boundPhone, forwardsToMobile, own, settings, messages, seconds, ...row }) => {
    const { home, desk } = readSettings(settings);
    const set = inForce(standardDeskSettings, desk, readDeskSettings(own));
    return {
      ...row,
      skills: skills.get(row.id) ?? noSkills,
      mobile: forwardsToMobile && boundPhone !== null ? parseNumber(boundPhone, home) : null,
      mobileWhen: set.forwardsWhen,
      longDistance: set.longDistance,
      box: boxOf(set, { messages, seconds }, greetings.get(row.id) ?? null),
      keepsPermanentLeg: set.keepsPermanentLeg,
      codecs: set.codecs,
    };
  });
}

/** Where callers leave a message for an agent by these settings, with so much in it. */
function boxOf(
  settings: DeskSettings,
  kept: { messages: number; seconds: number },
  greeting: string | null,
): Box | null {
  if (!settings.takesMessages) return null;
  return {
    ringSeconds: settings.messageAfterSeconds,
    maxSeconds: settings.maxMessageSeconds,
    greeting,
    isFull: kept.messages >= settings.boxMessages || kept.seconds >= settings.boxMinutes * 60,
    takesColleagues: settings.messagesOfColleagues,
    takesTransfers: settings.messagesOfTransfers,
    saysSaved: settings.afterMessage === 'say-saved',
  };
}

/** The levels of agents who have any skill, by agent: of all of the tenant, or of these. */
async function loadSkills(tx: Tx, agentIds?: readonly string[]): Promise<Map<string, Skills>> {
  let query = tx.selectFrom('agentSkills').select(['agentId', 'skillId', 'level']).orderBy('skillId');
  if (agentIds) query = query.where('agentId', 'in', agentIds);
  const skills = new Map<string, Map<string, number>>();
  for (const { agentId, skillId, level } of await query.execute())
    skills.set(agentId, (skills.get(agentId) ?? new Map<string, number>()).set(skillId, level));
  return skills;
}

/** By what they hold, and so the levels of skills, which are in their order. */
const isEqual = (one: unknown, other: unknown): boolean => one === other || asText(one) === asText(other);
const asText = (value: unknown): string => JSON.stringify(value instanceof Map ? [...value] : value);

/** What a state does not know yet of agents as they are loaded: those who are new or differ, and those who are gone. */
export function differences(
  known: TenantState['agents'],
  loaded: readonly SavedAgent[],
): { saved: SavedAgent[]; removed: string[] } {
  const ids = new Set(loaded.map(({ id }) => id));
  const differs = (agent: SavedAgent): boolean => {
    const before = known.get(agent.id);
    return !before || (Object.keys(agent) as (keyof SavedAgent)[]).some((key) => !isEqual(agent[key], before[key]));
  };
  return { saved: loaded.filter(differs), removed: [...known.keys()].filter((id) => !ids.has(id)) };
}

/** The tenant's live state as it was last written: configuration, agents, queues, calls that have not ended. `now` is epoch milliseconds. */
export async function loadState(tx: Tx, tenantId: string, now: number): Promise<TenantState> {
  const configuration = await loadConfiguration(tx, tenantId, now);
  const saved = await loadAgents(tx);
  const rows = await tx.selectFrom('liveState').select(['kind', 'id', 'state']).execute();
  const liveOf = <T>(kind: 'agent' | 'queue' | 'call'): Map<string, T> =>
    new Map(rows.filter((row) => row.kind === kind).map(({ id, state }) => [id, state as T]));
  const agentStates = liveOf<AgentState>('agent');
  const queueStates = liveOf<QueueState>('queue');
  const calls = new Map([...liveOf<Call>('call')].map(([id, call]) => [id, carriedOver(call)]));
  const deskPhones = new Set(
    (await tx.selectFrom('softphones').select('agentId').where('kind', '=', 'desk').execute()).map(
      ({ agentId }) => agentId,
    ),
  );
  const agents = saved.map((row) =>
    restoreAgent({ ...newAgent(row, now), hasDeskPhone: deskPhones.has(row.id) }, agentStates.get(row.id), calls),
  );
  const queues = [...configuration.queues.values()].map((queue): Queue => ({
    ...queue,
    lastAgentId: queueStates.get(queue.id)?.lastAgentId ?? null,
    today: storedDay(queueStates.get(queue.id)?.today),
    // A server of before has kept none.
    recentWaits: queueStates.get(queue.id)?.recentWaits ?? [],
  }));
  const legs = [...calls.values()].flatMap((call) =>
    call.legs.filter((leg) => leg.state !== 'ended').map((leg): [string, string] => [leg.id, call.id]),
  );
  const loaded = {
    configuration,
    agents: new Map(agents.map((agent) => [agent.id, agent])),
    queues: new Map(queues.map((queue) => [queue.id, queue])),
    calls,
    legs: new Map(legs),
  };
  return { ...loaded, router: routerOfState(loaded, now) };
}

/**
 * A call that a server of before has left in its journal: of its holds that were over, nobody knows when they were; in its queue it stands by when it came
 * there.
 */
const carriedOver = (call: Call): Call => ({
  ...call,
  queuePlace: call.queuePlace ?? (call.queuedAt === null ? null : { since: call.queuedAt, seq: 0, isFront: false }),
  segments: call.segments.map((segment) => ({ ...segment, holds: segment.holds ?? [] })),
});

/**
 * An agent as they were stored, beside what was set up for them; calls that are not live any more are none of theirs. Registration is not remembered: who
 * was not offline had a phone, and the media server says who is reachable.
 */
export function restoreAgent(fresh: Agent, state: AgentState | undefined, calls: ReadonlyMap<string, Call>): Agent {
  if (!state) return fresh;
  const today = { ...fresh.today, ...state.today };
  const isRegistered = state.sessionId !== null && state.state !== 'offline';
  const stored = { ...fresh, ...state, today, isRegistered };
  const known = callsOf(stored);
  const [first, second = null] = known.filter(({ callId }) => calls.has(callId));
  const change = { ...(first ?? { callId: null, legId: null, onCall: null }), second };
  // The state in which they were goes on until the engine settles it, which records its end.
  return known.every(({ callId }) => calls.has(callId)) ? stored : changeAgent(stored, change, fresh.since);
}
