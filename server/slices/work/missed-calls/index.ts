/** What the server does for the slice of the missed calls. */
import { Type } from 'typebox';
import { missedCallRoutes, type MissedCall } from '@bahu/contract/missed-calls.ts';
import { Nullable } from '@bahu/contract/page.ts';
import { missedCallsSlice } from '@bahu/contract/slices/work/missed-calls.ts';
import { audit } from '../../../kernel/audit.ts';
import { mayChange, numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { enqueue, handleJob, jobKind } from '../../../kernel/jobs.ts';
import { forgetReads, type TodoSource } from '../../people/todos/index.ts';
import { serverSlice, type Host } from '../../server-slice.ts';
import { missedCallsOfPerson } from './person.ts';
import {
  belongingOf,
  closeBy,
  findMissedCall,
  forgetMessage,
  found,
  idsOf,
  isCallingNow,
  isSeen,
  listMissedCalls,
  moveTo,
  openAgain,
  remindedOf,
  type Described,
} from './store.ts';
export { findMissedCall } from './store.ts';
export { whoseOf } from './whose.ts';

/** In one transaction: the end of a call with one of these numbers waits for it, and everything of the company behind that. */
const closedAtOnce = 100;

const OneOrNone = Nullable(Type.String());
/** Enqueued with the row (0115-missed-calls.sql). */
const tellJob = jobKind(
  'missed-call.tell',
  Type.Object({
    id: Type.String(),
    /** Whose it was, when it has moved (0134-former-owners-are-told.sql). */
    was: Type.Optional(Type.Object({ agentId: OneOrNone, queueId: OneOrNone, departmentId: OneOrNone })),
  }),
);

function present(reader: Principal, { mayPlay, firstAt, lastAt, closedAt, ...row }: Described): MissedCall {
  const holds = (name: Parameters<Principal['permissions']['has']>[0]): boolean => reader.permissions.has(name);
  const can = {
    call: holds('call.place'),
    play: mayPlay && holds('recording.play'),
    close: closedAt === null && mayChange(reader) && holds('missed-call.close'),
  };
  return {
    ...row,
    number: numberFor(reader, row.number),
    customerName: row.customerName && textFor(reader, row.customerName),
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    can: (['call', 'play', 'close'] as const).filter((name) => can[name]),
  };
}

const todos: TodoSource = {
  unread: async (tx, reader, most) => {
    const { rows, count } = await remindedOf(tx, reader, most);
    const told = rows.map(({ id, number, tries, lastAt, customerName, queueName }) => ({
      id,
      title: customerName ?? numberFor(reader, number),
      detail: [queueName, tries > 1 && `×${tries}`].filter(Boolean).join(' '),
      level: 'normal' as const,
      at: lastAt,
      call: { missedCallId: id },
    }));
    return { rows: told, count };
  },
  isOpenTo: isSeen,
};

type Changed = Awaited<ReturnType<typeof closeBy>>;

/** Changes some by hand: noted of each, and told when it is stored. */
async function byHand(
  { recordChanged }: Pick<Host, 'recordChanged'>,
  ctx: Ctx,
  verb: 'close' | 'reopen',
  work: (tx: Tx) => Promise<Changed>,
): Promise<string[]> {
  const { tenantId } = ctx.principal;
  const changed = await ctx.tenant(async (tx) => {
    const rows = [];
    for (const { id, number } of await work(tx)) {
      const entry = { recordType: 'missed-call', recordId: id, recordName: number } as const;
      await audit(tx, ctx, { action: `missed-call.${verb}`, ...entry });
      await emit(tx, verb === 'close' ? 'missed-call.closed' : 'missed-call.opened', id);
      // Whoever has seen it is reminded of it again.
      if (verb === 'reopen') await forgetReads(tx, 'missed-call', id);
      rows.push({ id, ...(await belongingOf(tx, id))! });
    }
    return rows;
  });
  for (const { id, version, ...belonging } of changed)
    recordChanged(tenantId, { type: 'missed-call', id, version }, belonging);
  return changed.map(({ id }) => id);
}

export const missedCallsServer = serverSlice(missedCallsSlice, {
  ofPerson: [missedCallsOfPerson],
  routes: missedCallRoutes,
  mount: (api, host) =>
    mount(api, host.access, missedCallRoutes, {
      list: async ({ principal, tenant }, { query }) => {
        const { rows, ...page } = await tenant((tx) => listMissedCalls(tx, principal, query));
        return { ...page, items: rows.map((row) => present(principal, row)) };
      },
      get: async ({ principal, tenant }, { params }) => {
        const row = await tenant((tx) => findMissedCall(tx, principal, params.id));
        if (!row) throw new Refusal('not-found');
        return present(principal, row);
      },
      close: async (ctx, { body: { selection } }) => {
        const ids =
          'ids' in selection
            ? selection.ids
            : await ctx.tenant((tx) =>
                idsOf(found(tx, ctx.principal, { ...selection.filter, closed: false }), selection.first),
              );
        const closed: string[] = [];
        for (let at = 0; at < ids.length; at += closedAtOnce)
          closed.push(
            ...(await byHand(host, ctx, 'close', (tx) => closeBy(tx, ctx.principal, ids.slice(at, at + closedAtOnce)))),
          );
        return { closed };
      },
      reopen: async (ctx, { body: { ids } }) => {
        const reopen = () => byHand(host, ctx, 'reopen', (tx) => openAgain(tx, ctx.principal, ids));
        // Each time one more of the callers has an open one.
        for (let left = ids.length; ; left -= 1)
          try {
            await reopen();
            return {};
          } catch (error) {
            if (left === 0 || !isCallingNow(error)) throw error;
          }
      },
    }),
  jobs: ({ recordChanged }) => ({
    handlers: [
      handleJob(tellJob, async ({ id, was }, { tenantId, tenant }) => {
        const whose = await tenant((tx) => belongingOf(tx, id, was));
        if (whose) recordChanged(tenantId, { type: 'missed-call', id, version: whose.version }, whose);
      }),
    ],
  }),
  on: {
    'message.empty': async (tx, { callId }) => forgetMessage(tx, callId),
    'voicemail.forwarded': async (tx, { missedCallId, ...to }) => {
      await moveTo(tx, missedCallId, to);
      // Whose it was is told by the database (0134).
      await enqueue(tx, tellJob, { id: missedCallId });
    },
  },
  todos: { 'missed-call': todos },
});
