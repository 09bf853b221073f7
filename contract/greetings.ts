/**
 * Greetings of boxes (留言提示音, SPEC A4.7): an agent's own, or that of a queue; without one the standard one is heard. The sound itself is bytes: it is
 * read and sent at addresses of its own (`greeting-paths.ts`), as a WAV file of 16 bits.
 */
import { Type, type Static } from 'typebox';
import { Empty, Id, Nullable, Time } from './page.ts';
import { routes } from './route.ts';

/** Seconds and bytes of a greeting. */
export const greetingLimits = { minSeconds: 1, maxSeconds: 60, bytes: 12 * 1024 * 1024 } as const;

export const greetingOwners = ['agents', 'queues'] as const;
export type GreetingOwner = (typeof greetingOwners)[number];

export const Greeting = Type.Object({
  /** Null: the standard one is heard. */
  seconds: Nullable(Type.Number()),
  changedAt: Nullable(Time),
  /** Whether callers hear it already; until then they hear the one before. */
  isHeard: Type.Boolean(),
  can: Type.Array(Type.Enum(['edit'])),
});
export type Greeting = Static<typeof Greeting>;

export const GreetingParams = Type.Object({ owner: Type.Enum([...greetingOwners]), id: Id });

export const greetingRoutes = routes({
  get: {
    method: 'GET',
    path: '/greetings/:owner/:id',
    summary: 'The greeting of my box, or of a queue',
    permission: 'session',
    params: GreetingParams,
    reply: Greeting,
  },
  restore: {
    method: 'POST',
    path: '/greetings/:owner/:id/restore',
    summary: 'Back to the standard greeting',
    permission: 'session',
    params: GreetingParams,
    reply: Empty,
  },
});
