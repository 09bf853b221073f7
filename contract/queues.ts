/** Queues (队列, SPEC U5): how callers wait, and whom they are offered to. */
import { Type, type Static } from 'typebox';
import { queueNumber } from '@bahu/domain/numbers/inside.ts';
import { strategies } from '@bahu/domain/queues/queue.ts';
import { Empty, Id, Nullable } from './page.ts';
import { PlainRecord, recordRoutes } from './record-routes.ts';
import { routes } from './route.ts';
import { skillLimits } from './skills.ts';

export const queueLimits = { members: 500, needs: 40 } as const;

const member = {
  agentId: Id,
  /** Who is of a further one is asked only while nobody of an earlier one is free. */
  tier: Type.Integer({ minimum: 1, maximum: 10 }),
  /** Which of the agent's queues this is to them. */
  order: Type.Integer({ minimum: 1, maximum: 10 }),
};

/** `voicemail`, `goodbye`, `number` for the queue's number outside, or another queue or a menu by its id. */
const goal = Type.String({ pattern: '^(voicemail|goodbye|number|(queue|menu)/[0-9a-f-]{36})$' });

const settings = {
  name: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }),
  /** What colleagues dial for it. */
  number: Type.String({ pattern: queueNumber }),
  strategy: Type.Enum([...strategies]),
  /** For each agent, until the next is asked. */
  ringSeconds: Type.Integer({ minimum: 5, maximum: 120 }),
  /** Without offers for an agent who has let a call of the queue ring. */
  missPauseSeconds: Type.Integer({ minimum: 1, maximum: 600 }),
  maxWaitSeconds: Type.Integer({ minimum: 5, maximum: 3600 }),
  maxWaiting: Type.Integer({ minimum: 0, maximum: 500 }),
  /** Where who has waited too long goes, and who comes when it is full. */
  overflow: goal,
  overflowFull: goal,
  /** Where they go while nobody is there; null: they wait. */
  overflowEmpty: Nullable(goal),
  overflowEmptyRule: Type.Enum(['signed-out', 'unavailable']),
  /** The number outside that is a goal of this queue. */
  overflowNumber: Nullable(Type.String({ pattern: '^[0-9+ -]{3,24}$' })),
  /** What those hear who wait: a message, their place, the expected wait, after so many seconds again; and what is in between. */
  announcedFile: Nullable(Type.Enum(['all-busy'])),
  saysPosition: Type.Boolean(),
  saysWait: Type.Boolean(),
  announceSeconds: Type.Integer({ minimum: 10, maximum: 600 }),
  music: Nullable(Type.Enum(['music-slow', 'ringing'])),
  /** Callers hear the number of the agent before both are connected. */
  saysAgent: Type.Boolean(),
  /** Voice files before that number, and behind it. */
  agentBeforeFile: Nullable(Type.Enum(['agent-before'])),
  agentAfterFile: Nullable(Type.Enum(['agent-after'])),
  /** The key of those who do not want to wait; null: nobody is called back. */
  callbackKey: Nullable(Type.String({ pattern: '^[0-9]$' })),
  callbackAttempts: Type.Integer({ minimum: 1, maximum: 8 }),
  callbackPauseSeconds: Type.Integer({ minimum: 10, maximum: 3600 }),
  callbackHours: Type.Integer({ minimum: 1, maximum: 24 }),
  /** Minutes by which its callers come before those of queues that weigh nothing. */
  weight: Type.Integer({ minimum: 0, maximum: 9 }),
  departmentId: Nullable(Id),
  /** Of its members at once; null for any number. */
  maxSignedOut: Nullable(Type.Integer({ minimum: 0, maximum: 500 })),
  /** So many offers in a row that ring out make an agent busy; null for the company's number. */
  missedOffers: Nullable(Type.Integer({ minimum: 1, maximum: 20 })),
  /** So many of a hundred callers are to be answered within so many seconds. */
  targetPercent: Type.Integer({ minimum: 1, maximum: 100 }),
  targetSeconds: Type.Integer({ minimum: 1, maximum: 600 }),
  /** So many seconds at the beginning of a conversation are not in its recording (录音截取秒数). */
  recordingCutSeconds: Type.Integer({ minimum: 0, maximum: 120 }),
  isEnabled: Type.Boolean(),
};

const need = {
  skillId: Id,
  /** Of waiting: 0 for the first that is needed of the skill. */
  afterSeconds: Type.Integer({ minimum: 0, maximum: 3600 }),
  /** At least; 0 for nothing any more. */
  level: Type.Integer({ minimum: 0, maximum: skillLimits.level }),
};

const QueueMember = Type.Object({
  ...member,
  name: Type.String(),
  extension: Type.String(),
  isEnabled: Type.Boolean(),
});
/** A queue; its members in their order. */
export const Queue = PlainRecord({
  ...settings,
  department: Nullable(Type.String()),
  members: Type.Array(QueueMember),
  /** What callers need of an agent, less and less while they wait; by skill and time. */
  needs: Type.Array(Type.Object({ ...need, skill: Type.String(), skillEn: Type.String() })),
});
export type Queue = Static<typeof Queue>;

/** A member of a queue; the second id is the agent's. */
const ofMember = {
  path: '/queues/:id/signed-in/:agentId',
  permission: 'monitor.state',
  params: Type.Object({ id: Id, agentId: Id }),
  reply: Empty,
} as const;

export const queueRoutes = routes({
  ...recordRoutes({
    path: '/queues',
    what: 'queue',
    read: 'queue.read',
    manage: 'queue.manage',
    fields: {
      ...settings,
      /** All of them, in their order. */
      members: Type.Array(Type.Object(member, { additionalProperties: false }), { maxItems: queueLimits.members }),
      /** All of them: each skill from 0 seconds on, then in ever lower levels. */
      needs: Type.Array(Type.Object(need, { additionalProperties: false }), { maxItems: queueLimits.needs }),
    },
    needed: ['name', 'number', 'strategy'],
    query: { search: Type.String({ maxLength: 64 }), enabled: Type.Boolean() },
    record: Queue,
    errors: [
      'queue.number-taken',
      'queue.member-twice',
      'queue.needs-rise',
      'queue.overflow-loop',
      'queue.overflow-number',
    ],
    removalErrors: ['queue.used', 'queue.is-goal', 'queue.in-number', 'queue.in-menu', 'queue.has-callers'],
  }),
  signIn: {
    ...ofMember,
    method: 'PUT',
    summary: 'Sign a member in to a queue: its callers are offered to them',
    errors: ['phone.media-server-unavailable'],
  },
  signOut: {
    ...ofMember,
    method: 'DELETE',
    summary: 'Sign a member out of a queue, unless as many are signed out as it allows',
    errors: ['phone.sign-outs-full', 'phone.media-server-unavailable'],
  },
});
