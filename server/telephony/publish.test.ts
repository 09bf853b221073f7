/** What goes to the screens without anything that happened in calls. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dayNumber, dayStart } from '@bahu/domain/time/day.ts';
import { TestCallControl } from '@bahu/domain/callcontrol/test-callcontrol.ts';
import { Registry } from './engine/registry.ts';
import type { TenantEngine } from './engine/tenant-engine.ts';
import { Publisher, type Screens } from './publish.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('[U6] the figures of a day end at the midnight of the company, though nothing happens', () => {
  const s = new TestCallControl().talking();
  s.gone('caller', 30);
  const offset = s.state.configuration.utcOffsetMinutes;
  const midnight = dayStart(dayNumber(s.now, offset) + 1, offset);
  let now = midnight - 2;
  const published: [string, object][] = [];
  const screens = {
    isWatched: () => true,
    publish: (_tenantId, topic, value) => void published.push([topic, value]),
    publishEntries: () => true,
  } as Pick<Screens, 'isWatched' | 'publish' | 'publishEntries'> as Screens;
  const registry = new Registry();
  registry.add({ tenantId: 'tenant', current: s.state } as TenantEngine);
  const publisher = new Publisher(
    screens,
    registry,
    { now: () => now },
    {
      scoreOf: () => null,
      soundOf: () => ({ mos: null, codec: null }),
    },
  );
  const news = (at: number) => {
    now = at;
    published.length = 0;
    publisher.followDays();
    vi.runAllTimers();
    return Object.fromEntries(published);
  };
  expect(news(midnight - 2)).toEqual({});
  expect(news(midnight - 1)).toEqual({});
  expect(publisher.board('tenant')!.agents[0]).toMatchObject({ today: { answered: 1 } });
  const { board, 'queue-board': queues } = news(midnight);
  expect(board).toMatchObject({ agents: [{ today: { answered: 0, talkInSeconds: 0 } }, {}] });
  expect(queues).toMatchObject({ queues: [{ today: { answered: 0 } }] });
  expect(news(midnight + 1)).toEqual({});
});
