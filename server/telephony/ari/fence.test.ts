import { expect, test } from 'vitest';
import { createLog } from '../../kernel/log.ts';
import { LeaseLost } from '../engine/lease.ts';
import { AriError } from './client.ts';
import { MediaFence, type MediaFenceOptions } from './fence.ts';

/** A media server that keeps one password, and processes that ask it as its strong user. */
function mediaServer(refusal?: AriError) {
  const kept = { password: null as string | null };
  const request = async (
    method: string,
    _path: string,
    _query: unknown,
    body?: { fields: { value: string }[] },
  ): Promise<unknown> => {
    if (refusal) throw refusal;
    if (method === 'PUT') kept.password = body!.fields[0]!.value;
    else if (kept.password === null) throw new AriError(404, 'GET', '');
    return [{ attribute: 'password', value: kept.password }];
  };
  const processOf = (epoch: number) => {
    const lease = {
      epoch,
      confirm: async () => lease.epoch || Promise.reject(new LeaseLost()),
      lose: () => {
        lease.epoch = 0;
      },
    };
    const strong = { request, authorization: 'Basic strong' } as unknown as MediaFenceOptions['strong'];
    return { lease, fence: new MediaFence({ strong, lease, log: createLog('silent') }) };
  };
  const accepts = (authorization: string): boolean =>
    authorization === `Basic ${Buffer.from(`owner:${kept.password}`).toString('base64')}`;
  return { kept, processOf, accepts };
}

test('[A2.10] whoever takes the calls over changes the credentials, so that the media server itself refuses the former owner', async () => {
  const { processOf, accepts } = mediaServer();
  const [former, next] = [processOf(7), processOf(8)];
  const old = await former.fence.authorization();
  expect(accepts(old)).toBe(true);
  const young = await next.fence.authorization();
  expect([accepts(old), accepts(young)]).toEqual([false, true]);
});

test('[A2.10] a former owner that is refused does not push its way back in: it learns from the epoch that it is one', async () => {
  const { processOf, accepts } = mediaServer();
  const [former, next] = [processOf(7), processOf(8)];
  await former.fence.authorization();
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
  expect([await fence.authorization(), accepts(before)]).toEqual([before, true]);
});

test('[A2.10] a media server that is not set up for owners is used as it is, and that is said', async () => {
  const { fence } = mediaServer(new AriError(403, 'PUT', 'Cannot create sorcery objects')).processOf(3);
  expect([await fence.authorization(), fence.isFenced]).toEqual(['Basic strong', false]);
});
