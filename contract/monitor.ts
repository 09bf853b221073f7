/** Supervision of live calls (SPEC U6): each act under its own permission, within its data scope, and in the audit log. */
import { Type, type Static } from 'typebox';
import { longestLimit } from '@bahu/domain/monitor/limits.ts';
import { limitNames } from '@bahu/domain/monitor/states.ts';
import { chosenStates, supervisorActs } from './desk.ts';
import { Empty, Id, IdParams, Nullable } from './page.ts';
import { routes } from './route.ts';

/** A supervisor needs a phone that is free, or one that supervises this call already: then only the mode changes. */
const superviseErrors = [
  'phone.no-such-call',
  'phone.not-possible',
  'phone.not-registered',
  'phone.call-in-progress',
  'phone.media-server-unavailable',
] as const;

const reason = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

const Limit = Type.Integer({ minimum: 0, maximum: longestLimit });
/** Seconds from which a state, or a wait, needs somebody's eye; 0 for never. */
export const Limits = Type.Object(
  { talking: Limit, wrapUp: Limit, busy: Limit, ringing: Limit, waiting: Limit },
  { additionalProperties: false },
);

/** What a board needs to know of those whom the topics `board` and `queue-board` tell of. */
export const BoardSetup = Type.Object({
  agents: Type.Array(
    Type.Object({
      agentId: Id,
      /** Of the name, in pinyin or Latin, in lower case. */
      initials: Type.String(),
      groupIds: Type.Array(Id),
      can: Type.Array(Type.Enum([...supervisorActs])),
    }),
  ),
  departments: Type.Array(Type.Object({ id: Id, name: Type.String(), parentId: Nullable(Id) })),
  groups: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  limits: Limits,
  can: Type.Array(Type.Enum(['set-limits'])),
});
export type BoardSetup = Static<typeof BoardSetup>;

/** Of more no wall is large enough. */
const mostQueues = 50;
const queueId = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Ids with commas between them. */
const queueList = `^${queueId}(,${queueId})*$`;

export const CallsOfDay = Type.Object({
  halfHours: Type.Array(
    Type.Object({
      /** Counts from the beginning of the day. */
      at: Type.Integer({ minimum: 0, maximum: 47 }),
      calls: Type.Integer(),
      abandoned: Type.Integer(),
    }),
  ),
});
export type CallsOfDay = Static<typeof CallsOfDay>;

/** The id in a path is the agent's. */
export const monitorRoutes = routes({
  board: {
    method: 'GET',
    path: '/monitor/board',
    summary: 'Agents whom I may watch, with what I may do with each, and the limits of the board',
    permission: 'monitor.read',
    reply: BoardSetup,
  },
  callsOfDay: {
    method: 'GET',
    path: '/monitor/calls-of-day',
    summary: 'Calls that came to queues today, by half hours of the company’s day',
    permission: 'monitor.read',
    query: Type.Object(
      { queues: Type.Optional(Type.String({ pattern: queueList, maxLength: 37 * mostQueues })) },
      { additionalProperties: false },
    ),
    reply: CallsOfDay,
  },
  setLimits: {
    method: 'PUT',
    path: '/monitor/limits',
    summary: 'Set from which time on a state or a wait needs somebody’s eye',
    permission: 'monitor.limits',
    body: Limits,
    reply: Limits,
  },
  listen: {
    method: 'PUT',
    path: '/monitor/agents/:id/listen',
    summary: 'Hear the call of an agent, heard by nobody',
    permission: 'monitor.listen',
    params: IdParams,
    reply: Empty,
    errors: superviseErrors,
  },
  whisper: {
    method: 'PUT',
    path: '/monitor/agents/:id/whisper',
    summary: 'Hear the call of an agent and speak to the agent alone',
    permission: 'monitor.whisper',
    params: IdParams,
    reply: Empty,
    errors: superviseErrors,
  },
  barge: {
    method: 'PUT',
    path: '/monitor/agents/:id/barge',
    summary: 'Speak in the call of an agent, heard by all',
    permission: 'monitor.barge',
    params: IdParams,
    reply: Empty,
    errors: superviseErrors,
  },
  stop: {
    method: 'DELETE',
    path: '/monitor/supervision',
    summary: 'Leave the call that I supervise',
    permission: 'desk.use',
    reply: Empty,
    errors: ['phone.no-such-call', 'phone.media-server-unavailable'],
  },
  takeOver: {
    method: 'PUT',
    path: '/monitor/agents/:id/take-over',
    summary: 'Take the call of an agent over: the agent leaves it',
    permission: 'monitor.take-over',
    params: IdParams,
    reply: Empty,
    errors: superviseErrors,
  },
  hangUp: {
    method: 'POST',
    path: '/monitor/agents/:id/hang-up',
    summary: 'End the call of an agent, for a reason that is kept',
    permission: 'monitor.hang-up',
    params: IdParams,
    body: Type.Object({ reason }, { additionalProperties: false }),
    reply: Empty,
    errors: ['phone.no-such-call', 'phone.not-possible', 'phone.media-server-unavailable'],
  },
  remind: {
    method: 'POST',
    path: '/monitor/agents/:id/remind',
    summary: 'Remind an agent of how long something takes: said at their desk, once a minute at most',
    permission: 'monitor.remind',
    params: IdParams,
    body: Type.Object(
      { about: Type.Enum([...limitNames]), seconds: Type.Integer({ minimum: 0, maximum: longestLimit }) },
      { additionalProperties: false },
    ),
    reply: Empty,
    errors: ['monitor.reminded'],
  },
  setState: {
    method: 'PUT',
    path: '/monitor/agents/:id/state',
    summary: 'Set the state of an agent, for a reason that the agent is told and that is kept',
    permission: 'monitor.state',
    params: IdParams,
    body: Type.Object({ state: Type.Enum([...chosenStates]), reason }, { additionalProperties: false }),
    reply: Empty,
    errors: ['phone.media-server-unavailable'],
  },
});
