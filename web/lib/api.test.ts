import { describe, expect, it } from 'vitest';
import { customerRoutes } from '@bahu/contract/customers.ts';
import { sessionRoutes } from '@bahu/contract/session.ts';
import { addressOf, ApiError, client } from './api.ts';

const id = '01890000-0000-7000-8000-000000000001';

function wireThat(status: number, body: string) {
  const requests: { url: string; init: RequestInit }[] = [];
  const fetch = async (url: string | URL | Request, init: RequestInit = {}) => {
    requests.push({ url: String(url), init });
    return new Response(body, { status, headers: { date: 'Sun, 22 Nov 2026 10:00:00 GMT' } });
  };
  return { requests, wire: { fetch } };
}

describe('the client of the contract', () => {
  it('fills ids into the path and leaves undefined and empty query values out', () => {
    expect(
      addressOf(customerRoutes.history, { params: { id }, query: { limit: 50, cursor: undefined, search: '' } }),
    ).toBe(`/api/customers/${id}/history?limit=50`);
  });

  it('escapes what is put into an address', () => {
    expect(addressOf({ path: '/things/:id' }, { params: { id: 'a/b?c' }, query: { search: '陈&x' } })).toBe(
      '/api/things/a%2Fb%3Fc?search=%E9%99%88%26x',
    );
  });

  it('sends a body as JSON and answers the reply', async () => {
    const { requests, wire } = wireThat(200, '{}');
    await client(sessionRoutes, wire).changePassword({ body: { current: 'a', next: 'secret' } });
    expect(requests[0]).toMatchObject({
      url: '/api/session/password',
      init: { method: 'POST', body: '{"current":"a","next":"secret"}', credentials: 'same-origin' },
    });
  });

  it('sends the key of what is to be done once', async () => {
    const { requests, wire } = wireThat(200, '{}');
    const { addFollowUp } = client(customerRoutes, wire);
    const body = { content: '' } as Parameters<typeof addFollowUp>[0]['body'];
    for (const options of [{ idempotencyKey: 'k' }, {}]) await addFollowUp({ params: { id }, body }, options);
    expect(requests.map(({ init }) => new Headers(init.headers).get('idempotency-key'))).toEqual(['k', null]);
  });

  it('turns a refusal into its code, id, parameters and fields', async () => {
    const { wire } = wireThat(
      423,
      '{"code":"session.locked","id":"r-1","params":{"minutes":5},"fields":[{"path":"/account","rule":"minLength"}]}',
    );
    const error = await client(sessionRoutes, wire)
      .me()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      code: 'session.locked',
      id: 'r-1',
      params: { minutes: 5 },
      fields: [{ path: '/account', rule: 'minLength' }],
    });
  });

  it('says unknown when a proxy answers with a page, and network when nothing answers', async () => {
    const page = wireThat(502, '<html>');
    await expect(client(sessionRoutes, page.wire).me()).rejects.toMatchObject({ code: 'unknown' });
    const away = { fetch: () => Promise.reject(new TypeError('fetch failed')) };
    await expect(client(sessionRoutes, away).me()).rejects.toMatchObject({ code: 'network' });
  });
});
