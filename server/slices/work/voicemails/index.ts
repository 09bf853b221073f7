/** What the server does for the slice of the messages that callers have left. */
import { Type } from 'typebox';
import { voicemailActions, voicemailRoutes, type Voicemail } from '@bahu/contract/voicemails.ts';
import { voicemailsSlice } from '@bahu/contract/slices/work/voicemails.ts';
import { audit, auditChange } from '../../../kernel/audit.ts';
import { mayChange, numberFor, textFor, textFrom, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { enqueue, handleJob, jobKind } from '../../../kernel/jobs.ts';
import { bothOf, type Belonging } from '../../../kernel/ownership/range.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import { deskSettingsOf } from '../../people/desk-settings/index.ts';
import { forgetReads, type TodoSource } from '../../people/todos/index.ts';
import { findTenant } from '../../platform/tenants/index.ts';
import { serverSlice, type Host } from '../../server-slice.ts';
import { voicemailsOfPerson } from './person.ts';
import {
  belongingOf,
  changeVoicemail,
  countUnheard,
  findAgent,
  findVoicemail,
  giveTo,
  isSeen,
  keepMessage,
  listVoicemails,
  remindedOf,
  roomTaken,
  setDeleted,
  type Described,
} from './store.ts';

declare module '../../../kernel/domain-events.ts' {
  interface DomainEvents {
    /** A message is in another agent's box now: whoever left it is theirs to call back. */
    'voicemail.forwarded': { missedCallId: string; agentId: string; departmentId: string | null };
  }
}

/** Enqueued with what it tells of. */
const tellJob = jobKind('voicemail.tell', Type.Object({ id: Type.String() }));

type Action = (typeof voicemailActions)[number];

function present(reader: Principal, { mayPlay, leftAt, heardAt, closedAt, ...row }: Described): Voicemail {
  const holds = (name: Parameters<Principal['permissions']['has']>[0]): boolean => reader.permissions.has(name);
  const can: Record<Action, boolean> = {
    call: row.number !== '' && holds('call.place'),
    play: mayPlay && holds('recording.play'),
    handle: mayChange(reader) && holds('voicemail.handle'),
    delete: mayChange(reader) && holds('voicemail.delete'),
  };
  return {
    ...row,
    number: numberFor(reader, row.number),
    customerName: row.customerName && textFor(reader, row.customerName),
    note: textFor(reader, row.note),
    leftAt: leftAt.toISOString(),
    heardAt: heardAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    can: voicemailActions.filter((name) => can[name]),
  };
}

/** @throws Refusal not-found */
async function findOr404(tx: Tx, reader: Principal, id: string): Promise<Described> {
  const row = await findVoicemail(tx, reader, id);
  if (!row) throw new Refusal('not-found');
  return row;
}

/** Tells of a change when it is stored; `had`: whose it was before. */
async function tell(
  { recordChanged }: Pick<Host, 'recordChanged'>,
  ctx: Ctx,
  id: string,
  had?: Belonging,
): Promise<void> {
  const now = await ctx.tenant((tx) => belongingOf(tx, id));
  if (now) recordChanged(ctx.principal.tenantId, { type: 'voicemail', id, version: now.version }, bothOf(had, now));
}

const entryOf = (action: 'change' | 'forward' | 'delete' | 'restore', { id, number }: { id: string; number: string }) =>
  ({ action: `voicemail.${action}`, recordType: 'voicemail', recordId: id, recordName: number }) as const;

const told = ({ heardAt, note }: Pick<Described, 'heardAt' | 'note'>) => ({ heard: heardAt !== null, note });

/** Boxes of agents may take messages again, or be full. */
async function tellBoxes(
  { agentChanged }: Pick<Host, 'agentChanged'>,
  { principal: { tenantId } }: Ctx,
  agentIds: readonly (string | null)[],
): Promise<void> {
  const whose = [...new Set(agentIds)].filter((agentId) => agentId !== null);
  await Promise.all(whose.map(async (agentId) => agentChanged(tenantId, agentId)));
}

async function setDeletedBy(host: Host, ctx: Ctx, ids: readonly string[], isDeleted: boolean): Promise<string[]> {
  const changed = await ctx.tenant(async (tx) => {
    const rows = await setDeleted(tx, ctx.principal, ids, isDeleted);
    for (const row of rows) await audit(tx, ctx, entryOf(isDeleted ? 'delete' : 'restore', row));
    return rows;
  });
  for (const { id } of changed) await tell(host, ctx, id);
  await tellBoxes(
    host,
    ctx,
    changed.map(({ agentId }) => agentId),
  );
  return changed.map(({ id }) => id);
}

/** Whether the box of an agent takes no further message. */
async function isFull(tx: Tx, tenantId: string, agentId: string): Promise<boolean> {
  const { desk } = readSettings((await findTenant(tx, tenantId))?.settings ?? {});
  const { boxMessages, boxMinutes } = await deskSettingsOf(tx, desk, agentId);
  const { messages, seconds } = await roomTaken(tx, agentId);
  return messages >= boxMessages || seconds >= boxMinutes * 60;
}

const todos: TodoSource = {
  unread: async (tx, reader, most) => {
    const { rows, count } = await remindedOf(tx, reader, most);
    const told = rows.map(({ id, number, leftAt, callerName, queueName }) => ({
      id,
      title: (callerName && textFor(reader, callerName)) ?? numberFor(reader, number),
      detail: queueName ?? '',
      level: 'normal' as const,
      at: leftAt,
    }));
    return { rows: told, count };
  },
  isOpenTo: isSeen,
};

export const voicemailsServer = serverSlice(voicemailsSlice, {
  ofPerson: [voicemailsOfPerson],
  routes: voicemailRoutes,
  mount: (api, host) =>
    mount(api, host.access, voicemailRoutes, {
      list: async ({ principal, tenant }, { query }) => {
        const { rows, ...page } = await tenant((tx) => listVoicemails(tx, principal, query));
        return { ...page, items: rows.map((row) => present(principal, row)) };
      },
      unheard: async ({ principal, tenant }) => ({ count: await tenant((tx) => countUnheard(tx, principal)) }),
      get: async ({ principal, tenant }, { params }) =>
        present(principal, await tenant((tx) => findOr404(tx, principal, params.id))),
      change: async (ctx, { params: { id }, body }) => {
        const { principal } = ctx;
        const after = await ctx.tenant(async (tx) => {
          const before = await findOr404(tx, principal, id);
          const note = body.note === undefined ? undefined : textFrom(principal, body.note, before.note);
          if (!(await changeVoicemail(tx, principal, id, { ...body, note }))) throw new Refusal('conflict');
          const changed = await findOr404(tx, principal, id);
          await auditChange(tx, ctx, entryOf('change', before), told(before), told(changed));
          return changed;
        });
        await tell(host, ctx, id);
        return present(principal, after);
      },
      forward: async (ctx, { params: { id }, body: { agentId } }) => {
        const had = await ctx.tenant(async (tx) => {
          const before = await belongingOf(tx, id);
          const agent = await findAgent(tx, agentId);
          if (!agent) throw new Refusal('voicemail.no-box');
          if (await isFull(tx, ctx.principal.tenantId, agentId)) throw new Refusal('voicemail.box-full');
          const given = await giveTo(tx, ctx.principal, id, agent);
          if (!given) throw new Refusal('not-found');
          await forgetReads(tx, 'voicemail', id);
          const { missedCallId, number } = given;
          const { departmentId } = agent;
          if (missedCallId !== null) await publish(tx, 'voicemail.forwarded', { missedCallId, agentId, departmentId });
          await audit(tx, ctx, { ...entryOf('forward', { id, number }), after: { agent: agent.name } });
          return before;
        });
        await tell(host, ctx, id, had);
        await tellBoxes(host, ctx, [had?.agentId ?? null, agentId]);
        return {};
      },
      remove: async (ctx, { body: { ids } }) => ({ deleted: await setDeletedBy(host, ctx, ids, true) }),
      restore: async (ctx, { body: { ids } }) => {
        await setDeletedBy(host, ctx, ids, false);
        return {};
      },
    }),
  on: {
    'message.recorded': async (tx, { callId, seconds }) => {
      if (!(await keepMessage(tx, callId, seconds))) return;
      await emit(tx, 'voicemail.left', callId);
      await enqueue(tx, tellJob, { id: callId });
    },
  },
  jobs: ({ recordChanged, agentChanged }) => ({
    handlers: [
      handleJob(tellJob, async ({ id }, { tenantId, tenant }) => {
        const whose = await tenant((tx) => belongingOf(tx, id));
        if (!whose) return;
        recordChanged(tenantId, { type: 'voicemail', id, version: whose.version }, whose);
        const { agentId } = whose;
        if (agentId !== null && (await tenant((tx) => isFull(tx, tenantId, agentId))))
          await agentChanged(tenantId, agentId);
      }),
    ],
  }),
  todos: { voicemail: todos },
});
