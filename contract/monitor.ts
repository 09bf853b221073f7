/** Supervision of live calls (SPEC U6): each act under its own permission, within its data scope, and in the audit log. */
import { Type } from 'typebox';
import { chosenStates } from './desk.ts';
import { Empty, IdParams } from './page.ts';
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

/** The id in a path is the agent's. */
export const monitorRoutes = routes({
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
