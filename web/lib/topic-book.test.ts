import { describe, expect, it } from 'vitest';
import type { LiveQueues, Topic } from '@bahu/contract/realtime.ts';
import { createTopicBook } from './topic-book.ts';

const queues = (waiting: number): LiveQueues => ({
  queues: [{ queueId: 'q', name: '售后支持', waiting, callbacks: 0, longestSince: null, ready: 1, signedOutIds: [] }],
});
const frame = (seq: number, waiting = seq) => ({ topic: 'queues' as const, seq, value: queues(waiting) });

function bookWithLog() {
  const log: string[] = [];
  const book = createTopicBook(
    (topic: Topic) => void log.push(`+${topic}`),
    (topic: Topic) => void log.push(`-${topic}`),
  );
  return { book, log };
}

describe('topics of the realtime link', () => {
  it('asks for a topic with its first watcher and gives it up with the last', () => {
    const { book, log } = bookWithLog();
    const leave = [book.watch('queues', () => {}), book.watch('queues', () => {})];
    leave[0]?.();
    expect(log).toEqual(['+queues']);
    leave[1]?.();
    expect(log).toEqual(['+queues', '-queues']);
    expect(book.watched()).toEqual([]);
  });

  it('tells watchers of each value and keeps the last', () => {
    const { book } = bookWithLog();
    let told = 0;
    book.watch('queues', () => void told++);
    expect(book.read(frame(7))).toBe('news');
    expect(book.read(frame(8))).toBe('news');
    expect(told).toBe(2);
    expect(book.value('queues')).toEqual(queues(8));
  });

  it('sees a gap and still shows the whole value that came', () => {
    const { book } = bookWithLog();
    book.watch('queues', () => {});
    book.read(frame(1));
    expect(book.read(frame(3))).toBe('gap');
    expect(book.value('queues')).toEqual(queues(3));
  });

  it('ignores what is older than what it knows, until it subscribes anew', () => {
    const { book } = bookWithLog();
    book.watch('queues', () => {});
    book.read(frame(9));
    expect(book.read(frame(4))).toBe('old');
    expect(book.value('queues')).toEqual(queues(9));
    book.expectAnew(['queues']);
    expect(book.read(frame(1))).toBe('news');
    expect(book.value('queues')).toEqual(queues(1));
  });

  it('[A2.2] changes those of whom it is told and leaves the others, but waits for the whole when it has asked anew', () => {
    const { book } = bookWithLog();
    const agent = (agentId: string, state: 'ready' | 'busy') => ({
      agentId,
      extension: agentId,
      name: agentId,
      state,
      pause: null,
      since: '2026-11-22T08:00:00.000Z',
      callId: null,
    });
    const whole = (seq: number) => ({
      topic: 'presence' as const,
      seq,
      value: { agents: [agent('1', 'ready'), agent('2', 'ready')] },
    });
    const changed = (seq: number) => ({ topic: 'presence' as const, seq, value: { changed: [agent('2', 'busy')] } });
    book.watch('presence', () => {});
    expect([book.read(changed(4)), book.value('presence')]).toEqual(['old', null]);
    expect([book.read(whole(4)), book.read(changed(5))]).toEqual(['news', 'news']);
    expect(book.value('presence')).toEqual({ agents: [agent('1', 'ready'), agent('2', 'busy')] });
    book.expectAnew(['presence']);
    expect([book.read(changed(6)), book.read(whole(6))]).toEqual(['old', 'news']);
    expect(book.value('presence')).toEqual(whole(6).value);
  });

  it('forgets a topic that nobody watches', () => {
    const { book } = bookWithLog();
    book.watch('queues', () => {})();
    expect(book.read(frame(1))).toBe('old');
    expect(book.value('queues')).toBeNull();
  });
});
