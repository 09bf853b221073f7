import { expect, test } from 'vitest';
import { AriError, type AriClient } from './client.ts';
import { listChannels } from './channels.ts';

/** Answers as Asterisk does when one channel's Call-ID is no UTF-8: the list with 500, the channel alone with nothing. */
function asteriskWith(one: (id: string) => unknown): Pick<AriClient, 'request'> {
  const request = async (_method: string, path: string): Promise<unknown> => {
    if (path === '/channels') throw new AriError(500, 'GET /channels', 'Allocation failed');
    if (path === '/endpoints/PJSIP')
      return [
        { resource: 'a', channel_ids: ['1', '2'] },
        { resource: 'b', channel_ids: ['3', '1'] },
        { resource: 'c' },
      ];
    return one(path.slice('/channels/'.length));
  };
  return { request: request as AriClient['request'] };
}

test('[R1] [A2.10] one channel that cannot be described hides no other one, and is named', async () => {
  const found = await listChannels(asteriskWith((id) => (id === '2' ? undefined : { id })));
  expect(found).toEqual({ channels: [{ id: '1' }, { id: '3' }], unreadable: ['2'] });
});

test('[A2.10] a channel that is refused is unreadable, one that has just ended is none', async () => {
  const found = await listChannels(
    asteriskWith((id) => {
      if (id === '1') return { id };
      throw new AriError(id === '2' ? 500 : 404, 'GET', '');
    }),
  );
  expect(found).toEqual({ channels: [{ id: '1' }], unreadable: ['2'] });
});

test('[A2.10] a media server that does not answer is no server without channels', async () => {
  await expect(listChannels({ request: () => Promise.reject(new Error('ECONNREFUSED')) })).rejects.toThrow(
    'ECONNREFUSED',
  );
});
