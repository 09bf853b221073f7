import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createIceCut, iceWaitMs, readCandidate } from './ice-cut.ts';

const udp = 'candidate:1 1 udp 2122260223 192.0.2.10 54321 typ host generation 0';
const tcp = 'candidate:2 1 tcp 1518280447 192.0.2.10 9 typ host tcptype active';
const reflexive = 'candidate:3 1 udp 1686052607 198.51.100.7 54321 typ srflx raddr 192.0.2.10 rport 54321';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function cutWithCount() {
  const count = { ready: 0 };
  return { count, cut: createIceCut(() => void count.ready++) };
}

describe('cutting the gathering of candidates', () => {
  it('does not cut at the first UDP host candidate but shortly after', () => {
    const { count, cut } = cutWithCount();
    cut.candidate(udp);
    vi.advanceTimersByTime(iceWaitMs - 1);
    expect(count.ready).toBe(0);
    vi.advanceTimersByTime(1);
    expect(count.ready).toBe(1);
  });

  it('cuts at the first TCP candidate, and only once', () => {
    const { count, cut } = cutWithCount();
    cut.candidate(udp);
    cut.candidate(tcp);
    cut.candidate(tcp);
    vi.runAllTimers();
    expect(count.ready).toBe(1);
  });

  it('does not start its wait for candidates of others', () => {
    const { count, cut } = cutWithCount();
    cut.candidate(reflexive);
    vi.runAllTimers();
    expect(count.ready).toBe(0);
  });

  it('keeps still once stopped', () => {
    const { count, cut } = cutWithCount();
    cut.candidate(udp);
    cut.stop();
    cut.candidate(tcp);
    vi.runAllTimers();
    expect(count.ready).toBe(0);
  });

  it('reads protocol and type of a candidate', () => {
    expect([udp, tcp, reflexive].map(readCandidate)).toEqual([
      { protocol: 'udp', type: 'host' },
      { protocol: 'tcp', type: 'host' },
      { protocol: 'udp', type: 'srflx' },
    ]);
  });
});
