import { expect, test } from 'vitest';
import { createLog } from '../../kernel/log.ts';
import { LeaseLost } from '../engine/lease.ts';
import { AriError } from './client.ts';
import { MediaFence, type MediaFenceOptions } from './fence.ts';

/** A media server that keeps one password, and processes that ask it as its strong user, each time when `turn` lets them. */
function mediaServer(refusal?: AriError, turn: (epoch: number) => Promise<void> = async () => undefined) {
  const kept = { password: null as string | null, hadNext: false };
  const requestOf = async (epoch: number, method: string, body?: { fields: { value: string }[] }): Promise<unknown> => {
    await turn(epoch);
    if (refusal) throw refusal;
    if (method === 'PUT') {
      kept.password = body!.fields[0]!.value;
      kept.hadNext ||= kept.password.startsWith('8-');
    } else if (kept.password === null) throw new AriError(404, 'GET', '');
    return [{ attribute: 'password', value: kept.password }];
  };
  /** As the database knows it. */
  const owner = { epoch: 0 };
  const processOf = (epoch: number) => {
    owner.epoch = epoch;
    const lease = {
      epoch,
      confirm: async () => lease.epoch || Promise.reject(new LeaseLost()),
      lookAnew: async () => {
        if (lease.epoch < owner.epoch) lease.epoch = 0;
      },
      lose: () => {
        lease.epoch = 0;
      },
    };
    const request = (method: string, _path: string, _query: unknown, body?: { fields: { value: string }[] }) =>
      requestOf(epoch, method, body);
    const strong = { request, authorization: 'Basic strong' } as unknown as MediaFenceOptions['strong'];
    return { lease, fence: new MediaFence({ strong, lease, log: createLog('silent') }) };
  };
  const accepts = (authorization: string): boolean =>
    authorization === `Basic ${Buffer.from(`owner:${kept.password}`).toString('base64')}`;
  return { kept, processOf, accepts };
}

test('[A2.10] whoever takes the calls over changes the credentials, so that the media server itself refuses the former owner', async () => {
  const { processOf, accepts } = mediaServer();
  const former = processOf(7);
  const old = await former.fence.authorization();
  expect(accepts(old)).toBe(true);
  const next = processOf(8);
  const young = await next.fence.authorization();
  expect([accepts(old), accepts(young)]).toEqual([false, true]);
});

test('[A2.10] a former owner that is refused does not push its way back in: it learns from the epoch that it is one', async () => {
  const { processOf, accepts } = mediaServer();
  const former = processOf(7);
  await former.fence.authorization();
  const next = processOf(8);
  const young = await next.fence.authorization();
  former.fence.forget();
  await expect(former.fence.authorization()).rejects.toBeInstanceOf(LeaseLost);
  expect([former.lease.epoch, accepts(young)]).toEqual([0, true]);
});

test('[A2.10] after a restart of the media server its owner makes itself known again', async () => {
  const { kept, processOf, accepts } = mediaServer();
  const { fence } = processOf(3);
  const before = await fence.authorization();
  kept.password = null;
  expect(accepts(before)).toBe(false);
  fence.forget();
  const again = await fence.authorization();
  expect([accepts(again), accepts(before)]).toEqual([true, false]);
});

test('[A2.10] several requests that were refused under one password make one new one, so that none of them is refused again', async () => {
  const { processOf, accepts } = mediaServer();
  const { fence } = processOf(3);
  const refused = await fence.authorization();
  fence.forget(refused);
  const first = await fence.authorization();
  fence.forget(refused);
  expect([await fence.authorization(), accepts(first)]).toEqual([first, true]);
});

test('[A2.10] a media server that is not set up for owners is used as it is, and that is said', async () => {
  const { fence } = mediaServer(new AriError(403, 'PUT', 'Cannot create sorcery objects')).processOf(3);
  expect([await fence.authorization(), fence.isFenced]).toEqual(['Basic strong', false]);
});

/** All orders of so many steps of the former owner and of the next one, by their epochs. */
const ordersOf = (former: number, next: number): number[][] =>
  former + next === 0
    ? [[]]
    : [
        ...(former > 0 ? ordersOf(former - 1, next).map((rest) => [7, ...rest]) : []),
        ...(next > 0 ? ordersOf(former, next - 1).map((rest) => [8, ...rest]) : []),
      ];

/** Each asks for the epoch, sets the password and commands; the former one has done so before and does it anew, as after a break of its event socket. */
test.each(ordersOf(3, 3).map((order) => [order.join(' '), order] as const))(
  '[A2.10] whichever of two owners takes its steps when (%s), nothing of the former is carried out once the next one has set its password, and the next one commands',
  async (_order, order) => {
    const waiting = new Map<number, () => void>();
    const turn = (epoch: number): Promise<void> =>
      new Promise((resolve) => {
        waiting.set(epoch, resolve);
      });
    /** The next step of a process, if it has one. */
    const step = async (epoch: number): Promise<void> => {
      await new Promise(setImmediate);
      const go = waiting.get(epoch);
      waiting.delete(epoch);
      go?.();
      await new Promise(setImmediate);
    };
    const { kept, processOf, accepts } = mediaServer(undefined, turn);
    const [taken, late]: [number[], string[]] = [[], []];
    /** As the client does it: what is refused is asked once more, as whoever one is then. */
    const command = async (epoch: number, fence: MediaFence, again = true): Promise<void> => {
      const authorization = await fence.authorization().catch(() => null);
      if (authorization === null) return;
      await turn(epoch);
      if (accepts(authorization)) {
        taken.push(epoch);
        if (epoch === 7 && kept.hadNext) late.push('a command');
      } else if (again) {
        fence.forget();
        await command(epoch, fence, false);
      }
    };
    const former = processOf(7);
    const sent = former.fence.authorization();
    await step(7);
    await step(7);
    const onItsWay = await sent;
    former.fence.forget();
    const next = processOf(8);
    const both = [command(7, former.fence), command(8, next.fence)];
    for (const epoch of order) {
      await step(epoch);
      if (kept.hadNext && accepts(onItsWay)) late.push('what was on its way');
    }
    while (waiting.size > 0) for (const epoch of waiting.keys()) await step(epoch);
    await Promise.all(both);
    expect([late, taken.includes(8)]).toEqual([[], true]);
  },
);
