/**
 * Topics and who watches them. A topic's value is small and whole; each change that is sent raises its sequence number by one, so a reader
 * notices a gap. The agent's own desk is sent at once, the rest at most ten times a second with the latest value.
 */
import type { DeskState, RecordChange, ServerFrame, Topic, TopicValue } from '@bahu/contract/realtime.ts';
import type { Permission } from '@bahu/contract/permissions.ts';
import type { Caller } from '../kernel/auth/caller.ts';

/** A watching connection. */
export interface Subscriber {
  readonly caller: Caller;
  send(frame: ServerFrame): void;
}

type State = Exclude<Topic, 'records'>;
export type Provider<T extends State> = (tenantId: string, agentId: string) => TopicValue[T] | undefined;
export type Mask<T extends State> = (reader: Caller, value: TopicValue[T]) => TopicValue[T];

export interface Hub {
  /** The new value of a topic of the tenant; an equal one is not sent. */
  publish<T extends 'presence' | 'queues'>(tenantId: string, topic: T, value: TopicValue[T]): void;
  /** The new state of one agent's desk; goes to that agent only. */
  publishDesk(tenantId: string, agentId: string, value: DeskState): void;
  /** A record changed. Call it after the transaction, or a reader may fetch the old one. */
  recordChanged(tenantId: string, change: RecordChange): void;
  /** Where the first value of a topic comes from when nothing was published yet. */
  provide<T extends State>(topic: T, provider: Provider<T>): void;
  /** How a value is shown to a reader who may not see numbers. */
  mask<T extends State>(topic: T, mask: Mask<T>): void;
  /** Starts watching with the whole value. Topics that the reader may not see are passed over. */
  subscribe(subscriber: Subscriber, topic: Topic): void;
  unsubscribe(subscriber: Subscriber, topic: Topic): void;
  /** Sends what is waiting and stops the timers. */
  close(): void;
}

interface Channel {
  readonly topic: Topic;
  readonly subscribers: Set<Subscriber>;
  seq: number;
  value: TopicValue[State] | undefined;
  /** JSON of the latest value, to recognise an equal one. */
  text: string;
  /** Waiting to be sent; for records one entry per record. */
  waiting: Map<string, TopicValue[Topic]>;
  timer: NodeJS.Timeout | null;
}

/** Ten values a second are as many as an eye can follow on a wall board. */
const pauseMs = 100;
const needed: Readonly<Record<Topic, Permission | null>> = { desk: 'desk.use', presence: 'desk.use', queues: 'desk.use', records: null };

/** An empty hub. */
export function createHub(): Hub {
  const channels = new Map<string, Channel>();
  const providers: { [T in State]?: Provider<T> } = {};
  const masks: { [T in State]?: Mask<T> } = {};

  function channel(tenantId: string, topic: Topic, agentId: string): Channel {
    const key = topic === 'desk' ? `${tenantId} ${topic} ${agentId}` : `${tenantId} ${topic}`;
    const known = channels.get(key);
    if (known) return known;
    const made: Channel = { topic, subscribers: new Set(), seq: 0, value: undefined, text: '', waiting: new Map(), timer: null };
    channels.set(key, made);
    return made;
  }

  function frameFor(subscriber: Subscriber, to: Channel, value: TopicValue[Topic]): ServerFrame {
    const mask = to.topic === 'records' ? undefined : (masks[to.topic] as Mask<State> | undefined);
    const shown = mask ? mask(subscriber.caller, value as TopicValue[State]) : value;
    return { topic: to.topic, seq: to.seq, value: shown } as ServerFrame;
  }

  function flush(to: Channel): void {
    for (const value of to.waiting.values()) {
      to.seq++;
      for (const subscriber of to.subscribers) subscriber.send(frameFor(subscriber, to, value));
    }
    to.waiting.clear();
  }

  /** Sends at once when nothing was sent lately, else with the next beat. */
  function offer(to: Channel, key: string, value: TopicValue[Topic]): void {
    to.waiting.set(key, value);
    if (to.timer) return;
    flush(to);
    if (to.topic !== 'desk') pause(to);
  }

  function pause(to: Channel): void {
    to.timer = setTimeout(() => {
      to.timer = null;
      if (to.waiting.size === 0) return;
      flush(to);
      pause(to);
    }, pauseMs);
  }

  function change(to: Channel, value: TopicValue[State]): void {
    const text = JSON.stringify(value);
    if (text === to.text) return;
    to.text = text;
    to.value = value;
    offer(to, 'value', value);
  }

  return {
    publish: (tenantId, topic, value) => change(channel(tenantId, topic, ''), value),
    publishDesk: (tenantId, agentId, value) => change(channel(tenantId, 'desk', agentId), value),
    recordChanged: (tenantId, record) => offer(channel(tenantId, 'records', ''), `${record.type} ${record.id}`, record),
    provide: (topic, provider) => void Object.assign(providers, { [topic]: provider }),
    mask: (topic, mask) => void Object.assign(masks, { [topic]: mask }),
    subscribe: (subscriber, topic) => {
      const { tenantId, agentId, permissions } = subscriber.caller;
      const permission = needed[topic];
      if (permission && !permissions.has(permission)) return;
      const to = channel(tenantId, topic, agentId);
      to.subscribers.add(subscriber);
      if (topic === 'records') return;
      to.value ??= providers[topic]?.(tenantId, agentId);
      if (to.value !== undefined) subscriber.send(frameFor(subscriber, to, to.value));
    },
    unsubscribe: (subscriber, topic) => {
      const { tenantId, agentId } = subscriber.caller;
      channel(tenantId, topic, agentId).subscribers.delete(subscriber);
    },
    close: () => {
      for (const to of channels.values()) {
        if (to.timer) clearTimeout(to.timer);
        to.timer = null;
        flush(to);
      }
    },
  };
}
