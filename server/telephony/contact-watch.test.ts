import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLog } from '../kernel/log.ts';
import { AriError } from './ari/client.ts';
import type { AriEvent } from './ari/wire.ts';
import { ContactWatch } from './contact-watch.ts';
import { phoneEndpoint } from './names.ts';

const phone = phoneEndpoint({ agentId: '00000000-0000-7000-8000-000000000001', kind: 'desk' });
const [home, elsewhere] = ['sip:701@192.0.2.1:5062', 'sip:701@192.0.2.1:5064'];

/** A watch before a media server that keeps these contacts and notes what is done to them. */
function watched(...contacts: string[]) {
  const done: string[] = [];
  const idOf = (uri: string): string => encodeURIComponent(`${phone};@${createHash('md5').update(uri).digest('hex')}`);
  const request = async (
    method: string,
    path: string,
    _query?: unknown,
    body?: { fields: unknown },
  ): Promise<unknown> => {
    const uri = contacts.find((contact) => path.endsWith(`/contact/${idOf(contact)}`));
    if (uri === undefined) throw new AriError(404, method, '');
    if (method !== 'GET') done.push(`${method} ${uri}${body ? ` ${JSON.stringify(body.fields)}` : ''}`);
    return [{ attribute: 'uri', value: uri }];
  };
  const watch = new ContactWatch({
    ari: { request } as ConstructorParameters<typeof ContactWatch>[0]['ari'],
    log: createLog('silent'),
  });
  const hear = (status: string, uri: string, resource = phone): boolean =>
    watch.hear({
      type: 'ContactStatusChange',
      endpoint: { technology: 'PJSIP', resource },
      contact_info: { contact_status: status, uri },
    });
  return {
    watch,
    done,
    hear,
    registered: () => watch.registered(phone),
    later: () => vi.advanceTimersByTimeAsync(1000),
  };
}

const renewed = (uri: string): string[] => [`DELETE ${uri}`, `PUT ${uri} [{"attribute":"uri","value":"${uri}"}]`];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('[A2.4] a phone that registers', () => {
  test('and answers at once is left alone', async () => {
    const { done, hear, registered, later } = watched(home);
    hear('NonQualified', home);
    registered();
    hear('Reachable', home);
    await later();
    registered();
    await later();
    expect(done).toEqual([]);
  });

  test('again where it had fallen silent is asked at once, and its contact that goes and comes meanwhile is no news', async () => {
    const { done, hear, registered, later } = watched(home);
    expect([hear('NonQualified', home), hear('Reachable', home)]).toEqual([true, true]);
    await later();
    expect(hear('Unreachable', home)).toBe(true);
    await later();
    expect(done).toEqual([]);
    registered();
    await later();
    expect(done).toEqual(renewed(home));
    expect([hear('Removed', home), hear('NonQualified', home), hear('Reachable', home)]).toEqual([false, true, true]);
    await later();
    expect([done.length, hear('Removed', home)]).toEqual([2, true]);
  });

  test('at another place while the old one is still there is asked there', async () => {
    const { done, hear, later } = watched(home, elsewhere);
    hear('Reachable', home);
    expect([hear('NonQualified', elsewhere), hear('Removed', home)]).toEqual([true, true]);
    await later();
    expect(done).toEqual(renewed(elsewhere));
  });

  test('and does not answer is asked once for each time that it registers', async () => {
    const { done, hear, registered, later } = watched(home);
    for (let round = 1; round <= 3; round++) {
      registered();
      if (round === 1) hear('NonQualified', home);
      await later();
      for (const status of ['Removed', 'NonQualified', 'Unreachable']) hear(status, home);
      await later();
      expect(done).toHaveLength(2 * round);
    }
  });

  test('and is gone by then is left alone, as are trunks and all other news', async () => {
    const { done, hear, later } = watched();
    hear('NonQualified', home);
    await later();
    expect(hear('Removed', home)).toBe(true);
    expect([hear('NonQualified', home, 'trunk-00000000-0000-7000-8000-000000000001'), hear('Removed', home)]).toEqual([
      true,
      true,
    ]);
    await later();
    expect(done).toEqual([]);
  });
});

test('[A1.2] [A2.4] a phone whose credentials are new is taken out of the register where it was heard last, and nowhere else', async () => {
  const { watch, done, hear } = watched(home, elsewhere);
  expect(watch.knows(phone)).toBe(false);
  await watch.drop(phone);
  hear('Reachable', home);
  hear('Reachable', elsewhere);
  hear('Removed', home);
  expect(watch.knows(phone)).toBe(true);
  await watch.drop(phone);
  hear('Removed', elsewhere);
  await watch.drop(phone);
  expect([watch.knows(phone), done]).toEqual([true, [`DELETE ${elsewhere}`]]);
  watch.reset();
  expect(watch.knows(phone)).toBe(false);
});

test('[A2.4] what is no news of a contact is news for the others', () => {
  const watch = new ContactWatch({
    ari: { request: () => Promise.reject(new Error('unused')) },
    log: createLog('silent'),
  });
  expect(watch.hear({ type: 'ApplicationReplaced' } satisfies AriEvent)).toBe(true);
});
