/** What we watch and what was last said about it; no connection of its own. */
import {
  listedTopics,
  type ListChange,
  type ListedTopic,
  type ServerFrame,
  type Topic,
  type TopicValue,
} from '@bahu/contract/realtime.ts';

type TopicFrame = Extract<ServerFrame, { topic: Topic }>;
/** What a frame means: news, a repetition, or news after others that never came. */
type Reading = 'news' | 'old' | 'gap';

export interface TopicBook {
  watch(topic: Topic, listener: () => void): () => void;
  watched(): Topic[];
  value<T extends Topic>(topic: T): TopicValue[T] | null;
  read(frame: TopicFrame): Reading;
  /** The next frame of these topics may have any number: it answers a new subscription. */
  expectAnew(topics: readonly Topic[]): void;
}

/** `onWatched` and `onLeft` are told when a topic gets its first watcher and loses its last. */
export function createTopicBook(onWatched: (topic: Topic) => void, onLeft: (topic: Topic) => void): TopicBook {
  const listeners = new Map<Topic, Set<() => void>>();
  const values = new Map<Topic, TopicValue[Topic]>();
  const seqs = new Map<Topic, number>();

  function watch(topic: Topic, listener: () => void): () => void {
    const known = listeners.get(topic);
    const watchers = known ?? new Set<() => void>();
    watchers.add(listener);
    if (!known) {
      listeners.set(topic, watchers);
      onWatched(topic);
    }
    return () => {
      watchers.delete(listener);
      if (watchers.size > 0 || listeners.get(topic) !== watchers) return;
      listeners.delete(topic);
      values.delete(topic);
      seqs.delete(topic);
      onLeft(topic);
    };
  }

  function read({ topic, seq, value }: TopicFrame): Reading {
    const watchers = listeners.get(topic);
    if (!watchers) return 'old';
    const last = seqs.get(topic);
    // What has changed says nothing to one who waits for the whole.
    if (last === undefined ? 'changed' in value : seq <= last) return 'old';
    seqs.set(topic, seq);
    values.set(topic, 'changed' in value ? withChanged(topic as ListedTopic, values.get(topic)!, value) : value);
    for (const listener of watchers) listener();
    return last === undefined || seq === last + 1 ? 'news' : 'gap';
  }

  return {
    watch,
    read,
    watched: () => [...listeners.keys()],
    value: <T extends Topic>(topic: T) => (values.get(topic) as TopicValue[T] | undefined) ?? null,
    expectAnew: (topics) => {
      for (const topic of topics) seqs.delete(topic);
    },
  };
}

type Entry = Readonly<Record<string, unknown>>;

/** The list with those of its entries that have changed. */
function withChanged(topic: ListedTopic, value: TopicValue[Topic], { changed }: ListChange): TopicValue[Topic] {
  const { list, id } = listedTopics[topic];
  const byId = new Map((changed as unknown as Entry[]).map((entry) => [entry[id], entry]));
  const entries = (value as unknown as Record<string, Entry[]>)[list]!;
  return { [list]: entries.map((entry) => byId.get(entry[id]) ?? entry) } as unknown as TopicValue[Topic];
}
