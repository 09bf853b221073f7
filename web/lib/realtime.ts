/** Topics over one WebSocket: values by topic, kept right across gaps and reconnections. */
import {
  mostOpened,
  type ClientFrame,
  type RecordChange,
  type ServerFrame,
  type Topic,
  type TopicValue,
} from '@bahu/contract/realtime.ts';
import { createSocketLink, type Link } from './socket-link.ts';
import { createTopicBook } from './topic-book.ts';

export interface Realtime {
  start(): void;
  stop(): void;
  watch(topic: Topic, listener: () => void): () => void;
  value<T extends Topic>(topic: T): TopicValue[T] | null;
  /** A customer's page is open until what comes back is called. */
  open(customerId: string): () => void;
  link(): Link;
  watchLink(listener: () => void): () => void;
}

export interface RealtimeOptions {
  connect: () => WebSocket;
  onRecord: (change: RecordChange) => void;
  /** Records may have changed without our hearing of it. */
  onMissed: () => void;
  onBye: (why: 'signed-out' | 'role-changed') => void;
  random?: () => number;
}

export function createRealtime({
  connect,
  onRecord,
  onMissed,
  onBye,
  random = Math.random,
}: RealtimeOptions): Realtime {
  const book = createTopicBook(
    (topic) => send({ subscribe: [topic] }),
    (topic) => send({ unsubscribe: [topic] }),
  );
  const link = createSocketLink({
    connect,
    random,
    ping: () => JSON.stringify({ ping: Date.now() } satisfies ClientFrame),
    onMessage: (text) => take(JSON.parse(text) as ServerFrame),
    onOpen(isFirst) {
      const topics = book.watched();
      book.expectAnew(topics);
      if (opened.length > 0) sendOpened();
      if (topics.length > 0) send({ subscribe: topics });
      if (!isFirst) onMissed();
    },
  });
  const send = (frame: ClientFrame): void => link.send(JSON.stringify(frame));
  const opened: string[] = [];
  const sendOpened = (): void => send({ open: [...new Set(opened)].slice(0, mostOpened) });

  function take(frame: ServerFrame): void {
    if ('pong' in frame) return;
    if ('bye' in frame) {
      onBye(frame.bye);
      return;
    }
    const reading = book.read(frame);
    if (frame.topic === 'records' && reading !== 'old') onRecord(frame.value);
    if (reading !== 'gap') return;
    if (frame.topic === 'records') onMissed();
    book.expectAnew([frame.topic]);
    send({ unsubscribe: [frame.topic] });
    send({ subscribe: [frame.topic] });
  }

  return {
    start: link.start,
    stop: link.stop,
    watch: book.watch,
    value: book.value,
    open(customerId) {
      opened.push(customerId);
      sendOpened();
      return () => {
        opened.splice(opened.indexOf(customerId), 1);
        sendOpened();
      };
    },
    link: link.state,
    watchLink: link.watch,
  };
}
