/** What the server does for the slice of the texts to customers. What sends them (a gateway) takes those that wait; until a company has one, they wait. */
import { Type } from 'typebox';
import { messageRoutes } from '@bahu/contract/messages.ts';
import { messagesSlice } from '@bahu/contract/slices/work/messages.ts';
import { audit } from '../../../kernel/audit.ts';
import { numberFor, textFor, textFrom } from '../../../kernel/auth/principal.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { handleJob, jobKind } from '../../../kernel/jobs.ts';
import { serverSlice, type Host } from '../../server-slice.ts';
import { messagesOfPerson } from './person.ts';
import { isBlocked, noteAfterCall } from './after-call.ts';
import { answerMessage, askedOf, findMessage } from './store.ts';

/** Enqueued with the end of a call (0187-messages.sql). */
const afterCallJob = jobKind('message.after-call', Type.Object({ callId: Type.String() }));

interface Answer {
  id: string;
  version: number;
  /** Null for no. */
  text: string | null;
}

/** @throws Refusal not-found, message.closed when it was answered or is asked no more, message.blocked when a list got the number meanwhile. */
async function answer(ctx: Ctx, { id, version, text }: Answer, { recordChanged, clock }: Host): Promise<object> {
  const { tenantId, userId } = ctx.principal;
  await ctx.tenant(async (tx) => {
    const asked = await findMessage(tx, id, userId);
    if (!asked) throw new Refusal('not-found');
    if (text !== null && (await isBlocked(tx, asked.number, clock.now()))) throw new Refusal('message.blocked');
    const given = text === null ? null : textFrom(ctx.principal, text, asked.text).trim();
    const next = given === null ? ({ state: 'declined' } as const) : ({ state: 'waiting', text: given } as const);
    if (!(await answerMessage(tx, { id, agentId: userId, version }, next))) throw new Refusal('message.closed');
    const entry = { recordType: 'message', recordId: id, recordName: asked.number } as const;
    await audit(tx, ctx, {
      action: given === null ? 'message.decline' : 'message.send',
      ...entry,
      ...(given !== null && { after: { text: given } }),
    });
  });
  recordChanged(tenantId, { type: 'message', id, version: version + 1 }, { ownerIds: [userId] });
  return {};
}

export const messagesServer = serverSlice(messagesSlice, {
  ofPerson: [messagesOfPerson],
  routes: messageRoutes,
  mount: (api, host) =>
    mount(api, host.access, messageRoutes, {
      asked: async ({ principal, tenant }) => {
        const rows = await tenant((tx) => askedOf(tx, principal.userId));
        return {
          items: rows.map(({ until, ...row }) => ({
            ...row,
            number: numberFor(principal, row.number),
            customerName: row.customerName && textFor(principal, row.customerName),
            text: textFor(principal, row.text),
            until: until.toISOString(),
          })),
        };
      },
      send: (ctx, { params: { id }, body }) => answer(ctx, { id, ...body }, host),
      decline: (ctx, { params: { id }, body }) => answer(ctx, { id, ...body, text: null }, host),
    }),
  jobs: ({ recordChanged, clock }) => ({
    handlers: [
      handleJob(afterCallJob, async ({ callId }, { tenantId, tenant }) => {
        const noted = await tenant((tx) => noteAfterCall(tx, { tenantId, callId, now: clock.now() }));
        if (noted)
          recordChanged(tenantId, { type: 'message', id: noted.id, version: 1 }, { ownerIds: [noted.agentId] });
      }),
    ],
  }),
});
