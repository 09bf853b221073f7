/**
 * Topics and who watches them. A topic's value is small and whole; each change that is sent raises its sequence number by one, so a reader
 * notices a gap. The agent's own desk is sent at once, the rest at most ten times a second with the latest value.
 *
 * Who sees what: a desk goes to its agent only, as do the viewers of what somebody has open, a record to those whose data scope holds it. Presence and queues are the whole tenant's,
 * whatever the reader's scope: whoever has a desk transfers calls to any colleague and must see who is free (SPEC A2.2). They hold names,
 * extensions and states, and nothing of a customer. Parked calls are the whole tenant's too, because anybody may fetch them: who waits is
 * shown as the reader may see it. The channels are those of calls in their reader's scope, the lines in use are figures. The boards hold those agents and queues alone that their reader may watch. Readers who see the same are told in the same words.
 */
import {
  listedTopics,
  type DeskState,
  type EntryOf,
  type ListChange,
  type ListedTopic,
  type RecordChange,
  type Topic,
  type TopicValue,
  type Viewers,
} from '@bahu/contract/realtime.ts';
import type { Permission } from '@bahu/contract/permissions.ts';
import type { Principal } from '../kernel/auth/principal.ts';
import { bothOf, type Belonging } from '../kernel/ownership/range.ts';
import { mayLearn } from './audience.ts';

/** A watching connection. */
export interface Subscriber {
  readonly principal: Principal;
  /** `frame` is the JSON of a ServerFrame: what many readers get alike is written once. */
  send(frame: string): void;
}

type State = Exclude<Topic, 'records'>;
/** Topics of which everybody has their own. */
type OwnTopic = 'desk' | 'viewers';
type RecordListener = (tenantId: string, change: RecordChange) => void;
type Provider<T extends State> = (tenantId: string, agentId: string) => TopicValue[T] | undefined;
/** How a value is shown to a reader; those of the same `sight` are shown the same. Of a listed topic some entries may be left out. */
export interface View<T extends State> {
  of(reader: Principal, value: TopicValue[T]): TopicValue[T];
  sight(reader: Principal): string;
}

export interface Hub {
  /** The new value of a topic of the tenant; an equal one is not sent. */
  publish<T extends Exclude<State, OwnTopic>>(tenantId: string, topic: T, value: TopicValue[T]): void;
  /**
   * Entries of a list that may have changed; only those are sent that really have. False when the whole value must be published: one is not in it, stands
   * elsewhere in its order, or is seen by others now.
   */
  publishEntries<T extends ListedTopic>(tenantId: string, topic: T, entries: readonly EntryOf<T>[]): boolean;
  /** The new state of one agent's desk; goes to that agent only. */
  publishDesk(tenantId: string, agentId: string, value: DeskState): void;
  /** Who else has open what this user has open; goes to them only. */
  publishViewers(tenantId: string, userId: string, value: Viewers): void;
  /**
   * A record changed. Call it after the transaction, or a reader may fetch the old one. Without an `audience` a record that belongs to people
   * is told to those only who see all of the tenant, and a job or an import to nobody.
   */
  recordChanged(tenantId: string, change: RecordChange, audience?: Belonging): void;
  /** Hears of every record that changes, whoever is told of it. */
  onRecord(listener: RecordListener): void;
  /** Whether anybody watches: what nobody watches need not be published, and a topic of one agent (`desk`) need not even be made. */
  isWatched(tenantId: string, topic: Topic, agentId?: string): boolean;
  /** Where the value comes from with which the first reader of a topic begins; without one it is the value that was published last. */
  provide<T extends State>(topic: T, provider: Provider<T>): void;
  /** How a value is shown to those who may not see all of it. */
  show<T extends State>(topic: T, view: View<T>): void;
  /** Starts watching with the whole value. Topics that the reader may not see are passed over. */
  subscribe(subscriber: Subscriber, topic: Topic): void;
  unsubscribe(subscriber: Subscriber, topic: Topic): void;
  /** Sends what is waiting and stops the timers. */
  close(): void;
}

/** Of a record its change and whom it concerns; any other topic sends its latest value. */
interface Waiting {
  value?: RecordChange;
  audience?: Belonging;
}

type Entry = EntryOf<ListedTopic>;

interface Channel {
  readonly topic: Topic;
  /** With how many frames each has got where not everybody gets every one: a number left out would look like a lost frame. */
  readonly subscribers: Map<Subscriber, number>;
  seq: number;
  value: TopicValue[State] | undefined;
  /** JSON of the latest value, to recognise an equal one; null until somebody needs it. */
  text: string | null;
  /** Of a listed topic what has changed and is still to be sent, where that is all. */
  changed: Map<string, Entry>;
  /** Waiting to be sent; for records one entry per record. */
  waiting: Map<string, Waiting>;
  timer: NodeJS.Timeout | null;
}

/** Ten values a second are as many as an eye can follow on a wall board. */
const pauseMs = 100;
const needed: Readonly<Record<Topic, Permission | null>> = {
  desk: 'desk.use',
  presence: 'desk.use',
  queues: 'desk.use',
  parked: 'desk.use',
  board: 'monitor.read',
  'queue-board': 'monitor.read',
  channels: 'channel.read',
  'trunk-lines': 'channel.read',
  viewers: 'customer.read',
  records: null,
};

/** An empty hub. */
export const createHub = (): Hub => new TopicHub();

class TopicHub implements Hub {
  private readonly channels = new Map<string, Channel>();
  private readonly providers: { [T in State]?: Provider<T> } = {};
  private readonly views: { [T in State]?: View<T> } = {};
  private readonly recordListeners: RecordListener[] = [];

  publish<T extends Exclude<State, OwnTopic>>(tenantId: string, topic: T, value: TopicValue[T]): void {
    this.change(this.channel(tenantId, topic, ''), value);
  }

  publishEntries<T extends ListedTopic>(tenantId: string, topic: T, entries: readonly EntryOf<T>[]): boolean {
    const to = this.channel(tenantId, topic, '');
    const { list, fixed } = listedTopics[topic];
    const known = new Map(
      (to.value === undefined ? [] : entriesOf(topic, to.value)).map((one) => [idOf(topic, one), one]),
    );
    const isNew = (one: Entry): boolean => {
      const before = known.get(idOf(topic, one));
      return before === undefined || fixed.some((name) => partOf(before, name) !== partOf(one, name));
    };
    if (entries.some(isNew)) return false;
    const changed = entries.filter((one) => JSON.stringify(one) !== JSON.stringify(known.get(idOf(topic, one))));
    if (changed.length === 0) return true;
    for (const one of changed) {
      const id = idOf(topic, one);
      known.set(id, one);
      // Behind a whole value that is still to be sent, they are in it.
      if (!to.waiting.has('value') || to.changed.size > 0) to.changed.set(id, one);
    }
    to.value = { [list]: [...known.values()] } as unknown as TopicValue[T];
    to.text = null;
    this.offer(to, 'value', {});
    return true;
  }

  publishDesk(tenantId: string, agentId: string, value: DeskState): void {
    this.change(this.channel(tenantId, 'desk', agentId), value);
  }

  publishViewers(tenantId: string, userId: string, value: Viewers): void {
    this.change(this.channel(tenantId, 'viewers', userId), value);
  }

  recordChanged(tenantId: string, change: RecordChange, audience: Belonging = {}): void {
    for (const listener of this.recordListeners) listener(tenantId, change);
    const to = this.channel(tenantId, 'records', '');
    const key = `${change.type} ${change.id}`;
    // Two changes may become one frame; whoever was to hear of the first hears of both.
    this.offer(to, key, { value: change, audience: bothOf(to.waiting.get(key)?.audience, audience) });
  }

  onRecord(listener: RecordListener): void {
    this.recordListeners.push(listener);
  }

  isWatched(tenantId: string, topic: Topic, agentId = ''): boolean {
    return (this.channels.get(keyOf(tenantId, topic, agentId))?.subscribers.size ?? 0) > 0;
  }

  provide<T extends State>(topic: T, provider: Provider<T>): void {
    Object.assign(this.providers, { [topic]: provider });
  }

  show<T extends State>(topic: T, view: View<T>): void {
    Object.assign(this.views, { [topic]: view });
  }

  subscribe(subscriber: Subscriber, topic: Topic): void {
    const { tenantId, userId: agentId, permissions } = subscriber.principal;
    const permission = needed[topic];
    if (permission && !permissions.has(permission)) return;
    const to = this.channel(tenantId, topic, agentId);
    const isFirst = to.subscribers.size === 0;
    if (!to.subscribers.has(subscriber)) to.subscribers.set(subscriber, 0);
    if (topic === 'records') return;
    if (isFirst) this.refresh(to, this.providers[topic]?.(tenantId, agentId));
    if (to.value !== undefined) this.send(subscriber, to);
  }

  unsubscribe(subscriber: Subscriber, topic: Topic): void {
    const { tenantId, userId: agentId } = subscriber.principal;
    this.channel(tenantId, topic, agentId).subscribers.delete(subscriber);
  }

  close(): void {
    for (const to of this.channels.values()) {
      if (to.timer) clearTimeout(to.timer);
      to.timer = null;
      this.flush(to);
    }
  }

  private channel(tenantId: string, topic: Topic, agentId: string): Channel {
    const key = keyOf(tenantId, topic, agentId);
    const known = this.channels.get(key);
    if (known) return known;
    const made: Channel = {
      topic,
      subscribers: new Map(),
      seq: 0,
      value: undefined,
      text: null,
      changed: new Map(),
      waiting: new Map(),
      timer: null,
    };
    this.channels.set(key, made);
    return made;
  }

  /** While nobody watched nothing need have been published. */
  private refresh(to: Channel, value: TopicValue[State] | undefined): void {
    if (value === undefined) return;
    to.value = value;
    to.text = JSON.stringify(value);
    to.waiting.clear();
    to.changed.clear();
  }

  private change(to: Channel, value: TopicValue[State]): void {
    const text = JSON.stringify(value);
    if (text === textOf(to)) return;
    to.text = text;
    to.value = value;
    to.changed.clear();
    this.offer(to, 'value', {});
  }

  /** Sends at once when nothing was sent lately, else with the next beat. */
  private offer(to: Channel, key: string, waiting: Waiting): void {
    to.waiting.set(key, waiting);
    if (to.timer) return;
    this.flush(to);
    if (to.topic !== 'desk') this.pause(to);
  }

  private pause(to: Channel): void {
    to.timer = setTimeout(() => {
      to.timer = null;
      if (to.waiting.size === 0) return;
      this.flush(to);
      this.pause(to);
    }, pauseMs);
  }

  private flush(to: Channel): void {
    for (const { value, audience } of to.waiting.values()) {
      to.seq++;
      if (value) tell(to, value, audience ?? {});
      else this.sendNews(to);
    }
    to.waiting.clear();
    to.changed.clear();
  }

  /** The latest value, or what of it has changed where that is known: made once for all who see the same. */
  private sendNews(to: Channel): void {
    const view = this.viewOf(to);
    const texts = new Map<string, string | null>();
    for (const subscriber of to.subscribers.keys()) {
      const sight = view?.sight(subscriber.principal) ?? '';
      let text = texts.get(sight);
      if (text === undefined) {
        text =
          to.changed.size > 0 ? changedFor(to, view, subscriber.principal) : valueFor(to, view, subscriber.principal);
        texts.set(sight, text);
      }
      if (text !== null) subscriber.send(frameOf(to.topic, this.nextNumber(to, subscriber), text));
    }
  }

  /** The latest value. */
  private send(subscriber: Subscriber, to: Channel): void {
    const text = valueFor(to, this.viewOf(to), subscriber.principal);
    subscriber.send(frameOf(to.topic, this.nextNumber(to, subscriber), text));
  }

  private viewOf({ topic }: Channel): View<State> | undefined {
    return this.views[topic as State] as View<State> | undefined;
  }

  /** Counted for each where some are told of entries that others may not see. */
  private nextNumber(to: Channel, subscriber: Subscriber): number {
    if (!isListed(to.topic) || !this.views[to.topic]) return to.seq;
    const received = to.subscribers.get(subscriber)! + 1;
    to.subscribers.set(subscriber, received);
    return received;
  }
}

const isListed = (topic: Topic): topic is ListedTopic => topic in listedTopics;
const partOf = (entry: Entry, name: string): unknown => (entry as unknown as Record<string, unknown>)[name];
const idOf = (topic: ListedTopic, entry: Entry): string => partOf(entry, listedTopics[topic].id) as string;
const entriesOf = (topic: ListedTopic, value: TopicValue[State]): Entry[] =>
  (value as unknown as Record<string, Entry[]>)[listedTopics[topic].list]!;

const valueFor = (to: Channel, view: View<State> | undefined, reader: Principal): string =>
  view ? JSON.stringify(view.of(reader, to.value!)) : textOf(to);

/** What has changed for a reader; null when they may see nothing of it. */
function changedFor({ topic, changed }: Channel, view: View<State> | undefined, reader: Principal): string | null {
  if (!isListed(topic)) return null;
  const all = { [listedTopics[topic].list]: [...changed.values()] } as unknown as TopicValue[ListedTopic];
  const shown = entriesOf(topic, view ? view.of(reader, all) : all);
  return shown.length === 0 ? null : JSON.stringify({ changed: shown } satisfies ListChange);
}

function textOf(to: Channel): string {
  to.text ??= JSON.stringify(to.value) ?? '';
  return to.text;
}

function tell({ subscribers }: Channel, change: RecordChange, audience: Belonging): void {
  const text = JSON.stringify(change);
  for (const [subscriber, received] of subscribers) {
    if (!mayLearn(subscriber.principal, change, audience)) continue;
    subscribers.set(subscriber, received + 1);
    subscriber.send(frameOf('records', received + 1, text));
  }
}

const keyOf = (tenantId: string, topic: Topic, agentId: string): string =>
  topic === 'desk' || topic === 'viewers' ? `${tenantId} ${topic} ${agentId}` : `${tenantId} ${topic}`;
/** A ServerFrame; the value is JSON already. */
const frameOf = (topic: Topic, seq: number, value: string): string =>
  `{"topic":"${topic}","seq":${seq},"value":${value}}`;
