/** Texts after calls (挂机短信, SPEC A4.8): what an agent is asked about, and their answer. */
import { Type, type Static } from 'typebox';
import { longestMessage } from '@bahu/domain/messages/hang-up.ts';
import { Id, IdParams, Nullable, Time } from './page.ts';
import { routes } from './route.ts';

/**
 * `asked`: an agent is asked; `waiting`: it is to be sent and nothing has taken it yet; `declined`: the agent has said no, or nothing in time; `expired`: nothing has
 * taken it for so long that it would confuse whoever gets it now.
 */
export const messageStates = ['asked', 'waiting', 'declined', 'expired'] as const;
export const MessageState = Type.Enum([...messageStates]);

export const AskedMessage = Type.Object({
  id: Id,
  callId: Id,
  /** Masked when the reader's role says so. */
  number: Type.String(),
  customerName: Nullable(Type.String()),
  text: Type.String(),
  /** Nobody is asked any more after this. */
  until: Time,
  version: Type.Integer(),
});
export type AskedMessage = Static<typeof AskedMessage>;

const closed = { additionalProperties: false };
export const messageRoutes = routes({
  asked: {
    method: 'GET',
    path: '/asked-messages',
    summary: 'Texts after my calls that I am asked about, the latest first',
    permission: 'call.read',
    reply: Type.Object({ items: Type.Array(AskedMessage) }),
  },
  send: {
    method: 'POST',
    path: '/messages/:id/send',
    summary: 'Send a text that I was asked about, as it stands here',
    permission: 'message.send',
    params: IdParams,
    body: Type.Object(
      { version: Type.Integer(), text: Type.String({ minLength: 1, maxLength: longestMessage, pattern: '\\S' }) },
      closed,
    ),
    reply: Type.Object({}),
    errors: ['message.closed', 'message.blocked'],
  },
  decline: {
    method: 'POST',
    path: '/messages/:id/decline',
    summary: 'Do not send a text that I was asked about',
    permission: 'message.send',
    params: IdParams,
    body: Type.Object({ version: Type.Integer() }, closed),
    reply: Type.Object({}),
    errors: ['message.closed'],
  },
});
