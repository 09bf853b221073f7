import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRealtime, type Realtime } from './realtime.ts';
import { retryDelay } from './socket-link.ts';

/** The other end of the browser's WebSocket, played by the test. */
class FarEnd extends EventTarget {
  static readonly OPEN = 1;
  readyState = 0;
  readonly heard: unknown[] = [];

  send(text: string): void {
    this.heard.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = 3;
  }

  accept(): void {
    this.readyState = FarEnd.OPEN;
    this.dispatchEvent(new Event('open'));
  }

  say(frame: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }));
  }

  drop(): void {
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }
}

let ends: FarEnd[] = [];
let told: string[] = [];
let realtime: Realtime;

const change = { type: 'customer', id: '01890000-0000-7000-8000-000000000001', version: 2 };
const queues = (waiting: number) => ({
  queues: [{ queueId: 'q', name: '售后支持', waiting, callbacks: 0, longestSince: null, ready: 0, signedOutIds: [] }],
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FarEnd);
  ends = [];
  told = [];
  realtime = createRealtime({
    connect: () => {
      const end = new FarEnd();
      ends.push(end);
      return end as unknown as WebSocket;
    },
    onRecord: ({ id }) => void told.push(`record ${id.slice(-2)}`),
    onMissed: () => void told.push('missed'),
    onBye: (why) => void told.push(`bye ${why}`),
    random: () => 0.5,
  });
});
afterEach(() => {
  realtime.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the realtime link', () => {
  it('subscribes to what is watched when it opens and to what is watched later', () => {
    realtime.watch('desk', () => {});
    realtime.start();
    ends[0]!.accept();
    realtime.watch('queues', () => {});
    expect(ends[0]!.heard).toEqual([{ subscribe: ['desk'] }, { subscribe: ['queues'] }]);
  });

  it('comes back after a loss, subscribes again and says that records may have been missed', () => {
    realtime.watch('queues', () => {});
    realtime.start();
    ends[0]!.accept();
    ends[0]!.say({ topic: 'queues', seq: 40, value: queues(3) });
    ends[0]!.drop();
    expect(realtime.link()).toBe('lost');
    expect(realtime.value('queues')).toEqual(queues(3));
    vi.advanceTimersByTime(8000);
    ends[1]!.accept();
    ends[1]!.say({ topic: 'queues', seq: 1, value: queues(0) });
    expect(ends[1]!.heard).toEqual([{ subscribe: ['queues'] }]);
    expect(realtime.value('queues')).toEqual(queues(0));
    expect(told).toEqual(['missed']);
    expect(realtime.link()).toBe('open');
  });

  it('subscribes anew when a number is missing', () => {
    realtime.watch('queues', () => {});
    realtime.start();
    ends[0]!.accept();
    ends[0]!.say({ topic: 'queues', seq: 1, value: queues(1) });
    ends[0]!.say({ topic: 'queues', seq: 3, value: queues(3) });
    expect(ends[0]!.heard.slice(1)).toEqual([{ unsubscribe: ['queues'] }, { subscribe: ['queues'] }]);
    expect(realtime.value('queues')).toEqual(queues(3));
  });

  it('passes record changes on, once each', () => {
    realtime.watch('records', () => {});
    realtime.start();
    ends[0]!.accept();
    ends[0]!.say({ topic: 'records', seq: 5, value: change });
    ends[0]!.say({ topic: 'records', seq: 5, value: change });
    expect(told).toEqual(['record 01']);
  });

  it('takes silence after a ping for a dead network', () => {
    realtime.start();
    ends[0]!.accept();
    vi.advanceTimersByTime(15_000);
    expect(ends[0]!.heard).toEqual([{ ping: expect.any(Number) as number }]);
    vi.advanceTimersByTime(8000);
    expect(realtime.link()).toBe('lost');
  });

  it('tells why the server says goodbye', () => {
    realtime.start();
    ends[0]!.accept();
    ends[0]!.say({ bye: 'signed-out' });
    expect(told).toEqual(['bye signed-out']);
  });

  it('stays away once stopped', () => {
    realtime.start();
    ends[0]!.accept();
    realtime.stop();
    ends[0]!.drop();
    vi.advanceTimersByTime(60_000);
    expect(ends).toHaveLength(1);
  });

  it('waits longer with each try, and not all browsers the same time', () => {
    expect([0, 1, 2, 3, 9].map((attempt) => retryDelay(attempt, 1))).toEqual([400, 800, 1600, 3200, 8000]);
    expect(retryDelay(2, 0)).toBe(800);
  });
});
