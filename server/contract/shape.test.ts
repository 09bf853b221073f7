/** What holds for the contract as a whole, and for requests that no schema can describe. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorBody } from '@bahu/contract/errors.ts';
import { createTestServer, type TestServer } from '../test-server.ts';
import { allRoutes, documentedCodes } from './routes.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

describe('the contract', () => {
  test('names each route once, and each list pages by a cursor', () => {
    expect(new Set(allRoutes.map(({ route }) => `${route.method} ${route.path}`)).size).toBe(allRoutes.length);
    for (const { name, route } of allRoutes) {
      expect(route.summary, name).toMatch(/^[A-Z].{5,}/);
      const { properties = {} } = route.reply as unknown as { properties?: Record<string, unknown> };
      const { properties: query } = (route.query ?? { properties: {} }) as unknown as {
        properties: Record<string, unknown>;
      };
      if ('next' in properties) expect(Object.keys(query), name).toEqual(expect.arrayContaining(['cursor', 'limit']));
    }
  });

  test('answers one record by its id wherever the web lists them by pages, so that its address opens it', () => {
    const paths = new Set(allRoutes.filter(({ route }) => route.method === 'GET').map(({ route }) => route.path));
    /** Rows that nothing leads to, and that are read in their list alone. */
    const unopened = [
      'signIns',
      'jobs.list',
      'imports.rows',
      'operator.',
      'customers.history',
      'customerOwners.owners',
      'customers.listFollowUps',
      'search.',
    ];
    const paged = allRoutes.filter(
      ({ name, route }) =>
        route.method === 'GET' &&
        'next' in ((route.reply as { properties?: object }).properties ?? {}) &&
        !unopened.some((part) => name.includes(part)),
    );
    const opened = ({ path }: { path: string }): boolean =>
      paths.has(`${path}/:id`) || paths.has(`${path}/entries/:id`);
    expect(paged.length).toBeGreaterThan(6);
    expect(paged.filter(({ route }) => !opened(route)).map(({ name }) => name)).toEqual([]);
  });

  test('refuses fields that a body does not have, or a misspelt one would be lost in silence', () => {
    for (const { name, route } of allRoutes) {
      const { anyOf = [route.body] } = (route.body ?? {}) as unknown as { anyOf?: unknown[] };
      if (route.body)
        for (const branch of anyOf)
          expect((branch as { additionalProperties?: boolean }).additionalProperties, name).toBe(false);
    }
  });

  test.each([
    ['queues.remove', ['queue.used', 'queue.is-goal', 'queue.in-number', 'queue.in-menu', 'queue.has-callers']],
    ['skills.remove', ['skill.in-use']],
    ['pauseReasons.remove', ['pause-reason.in-use']],
    ['scripts.remove', ['script.in-use']],
    ['wrapUpCodes.remove', ['wrap-up-code.in-use']],
    ['dialLists.remove', ['dial-list.being-dialled']],
  ])('says of %s why one cannot be deleted', (named, codes) => {
    const { route } = allRoutes.find(({ name }) => name === named)!;
    expect([...documentedCodes(route)]).toEqual(expect.arrayContaining(codes));
  });

  test('is described as OpenAPI, every route with its permission', async () => {
    const document = (await server.request(null, 'GET', '/api/openapi.json')).json<{
      openapi: string;
      paths: Record<string, Record<string, object>>;
    }>();
    expect(document.openapi).toBe('3.1.0');
    for (const { route } of allRoutes)
      expect(document.paths[`/api${route.path.replace(/:(\w+)/g, '{$1}')}`]).toHaveProperty(route.method.toLowerCase());
  });

  test('is met by fuzzing in every slice', async () => {
    const { readdir, readFile } = await import('node:fs/promises');
    const files = (await readdir(import.meta.dirname)).filter((file) => /^fuzz-.*-of-.*\.test\.ts$/.test(file));
    const text = (await Promise.all(files.map((file) => readFile(`${import.meta.dirname}/${file}`, 'utf8')))).join('');
    // Each file takes its share of all slices there are.
    expect([...text.matchAll(/fuzzShare\((\d+), (\d+)/g)].map(([, share, shares]) => `${share} of ${shares}`)).toEqual(
      files.map((_, share) => `${share} of ${files.length}`),
    );
  });
});

describe('hostile input', () => {
  const codeOf = (body: string): string => (JSON.parse(body) as ErrorBody).code;

  test.each(allRoutes.filter(({ route }) => route.params))('$name survives any id in its path', async ({ route }) => {
    for (const id of [
      '%',
      '%zz',
      '%c0%af',
      '..',
      '%2e%2e%2f',
      '%00',
      '%ff%fe',
      '%F0%9F%98%80',
      'a'.repeat(500),
      '%22%3B--',
      '1',
    ]) {
      const reply = await server.app.inject({
        method: route.method,
        url: `/api${route.path.replace(/:\w+/g, id)}`,
        headers: { cookie: server.tenant.administrator.cookie },
        ...(route.body && { payload: {} }),
      });
      expect(reply.statusCode, id).toBeGreaterThanOrEqual(400);
      expect(reply.statusCode, id).toBeLessThan(500);
    }
  });

  test.each([
    [
      'a body that is too large',
      { payload: JSON.stringify({ name: 'x'.repeat(300_000) }), headers: { 'content-type': 'application/json' } },
      413,
      'input.too-large',
    ],
    [
      'a body that is no JSON by its type',
      { payload: '<a/>', headers: { 'content-type': 'application/xml' } },
      415,
      'input.type',
    ],
    ['plain text', { payload: 'a', headers: { 'content-type': 'text/plain' } }, 415, 'input.type'],
    [
      'a body that ends too early',
      { payload: '{"name":', headers: { 'content-type': 'application/json' } },
      400,
      'input.invalid',
    ],
    ['an empty body', { payload: '', headers: { 'content-type': 'application/json' } }, 400, 'input.invalid'],
    [
      'a poisoned prototype',
      { payload: '{"__proto__":{"admin":true}}', headers: { 'content-type': 'application/json' } },
      400,
      'input.invalid',
    ],
    [
      'brackets without end',
      { payload: `${'['.repeat(50_000)}${']'.repeat(50_000)}`, headers: { 'content-type': 'application/json' } },
      400,
      'input.invalid',
    ],
    [
      'bytes that are no UTF-8',
      { payload: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), headers: { 'content-type': 'application/json' } },
      400,
      'input.invalid',
    ],
  ])('%s is refused in a code that has a text', async (_what, request, status, code) => {
    const { cookie } = server.tenant.administrator;
    const reply = await server.app.inject({
      method: 'POST',
      url: '/api/customers',
      payload: request.payload,
      headers: { ...request.headers, cookie },
    });
    expect([reply.statusCode, codeOf(reply.body)]).toEqual([status, code]);
    expect(reply.json<ErrorBody>().id).toMatch(/^[0-9a-f]{16}$/);
  });

  test('a method that a path does not know answers 405 with those that it does', async () => {
    const reply = await server.request(server.tenant.administrator, 'DELETE', '/api/customers');
    expect([reply.statusCode, codeOf(reply.body), reply.headers.allow]).toEqual([
      405,
      'method-not-allowed',
      'GET, HEAD, POST',
    ]);
  });

  test('what does not exist answers 404, for pages and for the interface', async () => {
    for (const url of ['/api/nothing', '/api', '/api/customers/', '/nothing.js', '/%'])
      expect((await server.request(server.tenant.administrator, 'GET', url)).statusCode, url).toBeGreaterThanOrEqual(
        400,
      );
  });

  test('none of this was a defect of ours', () => {
    expect(server.logged.filter((line) => line.includes('"a defect"'))).toEqual([]);
  });
});
