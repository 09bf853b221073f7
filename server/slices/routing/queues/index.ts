/** What the server does for the slice of the queues. */
import { queueRoutes } from '@bahu/contract/queues.ts';
import { queuesSlice } from '@bahu/contract/slices/routing/queues.ts';
import { didsOf } from '@bahu/domain/callcontrol/dids.ts';
import { isBarred } from '@bahu/domain/callcontrol/reachable.ts';
import type { Home } from '@bahu/domain/numbers/dial.ts';
import { isRelaxing } from '@bahu/domain/queues/needs.ts';
import { overflowGoal, overflowLoop } from '@bahu/domain/queues/overflow.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { recordHandlers, type RecordSpec } from '../../../kernel/http/record-handlers.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import { alsoToCalls, serverSlice } from '../../server-slice.ts';
import { demo } from './demo.ts';
import { queuesExport } from './sheet.ts';
import { signingHandlers } from './signing.ts';
import {
  describedQueues,
  goalsOf,
  foundQueues,
  keptBy,
  unknownGoals,
  setMembers,
  setNeeds,
  type Members,
  type Needs,
} from './store.ts';

const spec = {
  type: 'queue',
  table: 'queues',
  alias: 'q',
  described: (tx) => describedQueues(tx),
  found: foundQueues,
  isManaged: 'queue.manage',
  parts: {
    names: ['members', 'needs'],
    write: async (tx, { tenantId }, id, { members, needs }: { members?: Members; needs?: Needs }) => {
      if (members) await setMembers(tx, tenantId, id, onceEach(members));
      if (needs) await setNeeds(tx, tenantId, id, relaxing(needs));
    },
  },
  taken: { index: 'queues_tenant_id_number_key', code: 'queue.number-taken', path: 'number' },
  references: {
    queues_tenant_id_department_id_fkey: 'departmentId',
    queue_members_tenant_id_agent_id_fkey: 'members',
    queue_needs_tenant_id_skill_id_fkey: 'needs',
  },
  numbers: ['overflowNumber'],
  check: mustLeadSomewhere,
  onRemove: async (tx, { id }) => {
    const kept = await keptBy(tx, id);
    if (kept === 'calls') throw new Refusal('queue.used');
    if (kept && 'queues' in kept) throw new Refusal('queue.is-goal', kept);
    if (kept && 'numbers' in kept) throw new Refusal('queue.in-number', kept);
    if (kept) throw new Refusal('menus' in kept ? 'queue.in-menu' : 'queue.has-callers', kept);
  },
  nameOf: ({ name }) => name,
  auditedFields: [
    'name',
    'number',
    'strategy',
    'ringSeconds',
    'missPauseSeconds',
    'maxWaitSeconds',
    'maxWaiting',
    'overflow',
    'overflowFull',
    'overflowEmpty',
    'overflowEmptyRule',
    'overflowNumber',
    'announcedFile',
    'saysPosition',
    'saysWait',
    'announceSeconds',
    'music',
    'saysAgent',
    'agentBeforeFile',
    'agentAfterFile',
    'callbackKey',
    'callbackAttempts',
    'callbackPauseSeconds',
    'callbackHours',
    'weight',
    'department',
    'maxSignedOut',
    'missedOffers',
    'targetPercent',
    'targetSeconds',
    'recordingCutSeconds',
    'isEnabled',
    'members',
    'needs',
  ],
  said: ({ members, needs }) => ({
    needs: needs.map(({ skill, afterSeconds, level }) => `${skill} ${level} (${afterSeconds} s)`),
    members: members.map(({ name, extension, tier, order }) => `${name} ${extension} (${tier}, ${order})`),
  }),
  texts: ['name'],
} satisfies RecordSpec<QueueRow, object, unknown>;
type QueueRow = Awaited<ReturnType<ReturnType<typeof describedQueues>['execute']>>[number];

/** The company's own numbers: callers who were sent on to one would come in again. */
async function ownNumbers(tx: Tx, home: Home) {
  const dids = await tx.selectFrom('didNumbers').select(['trunkId', 'number', 'menuId']).execute();
  const callerIds = await tx.selectFrom('callerIds').select(['number', 'trunkId']).execute();
  return {
    dids: didsOf(dids, home),
    callerIds: new Map(callerIds.map(({ number, trunkId }) => [number, trunkId])),
  };
}

/** @throws Refusal queue.overflow-loop where its callers would come back without choosing anything, queue.overflow-number without one that may be called */
async function mustLeadSomewhere(tx: Tx, author: Principal, row: QueueRow): Promise<void> {
  const { settings } = await tx
    .selectFrom('tenants')
    .select('settings')
    .where('id', '=', author.tenantId)
    .executeTakeFirstOrThrow();
  const { home, openRanges } = readSettings(settings);
  await mustExist(tx, row, home);
  const goals = await goalsOf(tx);
  const own = goals.get(row.id) ?? [];
  const outside = overflowGoal('number', row.overflowNumber, home);
  if (
    own.includes('number') &&
    (outside.to !== 'number' || isBarred({ home, openRanges, ...(await ownNumbers(tx, home)) }, outside.number))
  )
    throw new Refusal('queue.overflow-number', undefined, [{ path: 'overflowNumber', rule: 'format' }]);
  const loop = overflowLoop(row.id, (id) => (goals.get(id) ?? []).map((goal) => overflowGoal(goal, null, home)));
  if (loop) throw new Refusal('queue.overflow-loop', undefined, [{ path: 'overflow', rule: 'loop' }]);
}

/** @throws Refusal input.invalid for a queue or a menu that the company does not have */
async function mustExist(tx: Tx, row: QueueRow, home: Home): Promise<void> {
  const goals = (['overflow', 'overflowFull', 'overflowEmpty'] as const).flatMap((path) => {
    const stored = row[path];
    return stored === null ? [] : [{ path, goal: overflowGoal(stored, null, home) }];
  });
  const missing = await unknownGoals(tx, goals);
  if (missing.length > 0)
    throw new Refusal(
      'input.invalid',
      undefined,
      missing.map(({ path }) => ({ path, rule: 'reference' as const })),
    );
}

/** @throws Refusal queue.member-twice */
function onceEach(members: Members): Members {
  if (new Set(members.map(({ agentId }) => agentId)).size < members.length)
    throw new Refusal('queue.member-twice', undefined, [{ path: 'members', rule: 'taken' }]);
  return members;
}

/** @throws Refusal queue.needs-rise */
function relaxing(needs: Needs): Needs {
  if (!isRelaxing(needs)) throw new Refusal('queue.needs-rise', undefined, [{ path: 'needs', rule: 'order' }]);
  return needs;
}

export const queuesServer = serverSlice(queuesSlice, {
  routes: queueRoutes,
  mount: (api, host) =>
    mount(api, host.access, queueRoutes, { ...recordHandlers(spec, alsoToCalls(host)), ...signingHandlers(host) }),
  lays: demo,
  exports: { queues: queuesExport },
});
