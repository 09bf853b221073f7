import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../../../test-server.ts';
import { createTestOperator, type TestOperator } from './test-operator.ts';

let server: TestServer;
let operator: TestOperator;
let news = 0;
beforeAll(async () => {
  server = await createTestServer({ onTenantChanged: () => void news++ });
  operator = await createTestOperator(server, 'ops');
});
afterAll(() => server.stop());
const codeOf = (reply: LightMyRequestResponse) => reply.json<{ code?: string }>().code;

describe('[P3] the branding of the installation', () => {
  const branding = {
    productName: '云呼',
    logo: 'data:image/png;base64,AAAA',
    colour: '#1b4fa8',
    supportContact: '400-000-0000',
  };

  test('is stored, shown to the operators, and logged without its picture', async () => {
    expect((await operator.request('PUT', '/branding', branding)).json()).toEqual(branding);
    expect((await operator.request('GET', '/branding')).json()).toEqual(branding);
    expect((await operator.request('GET', '/session')).json()).toMatchObject({ branding });
    const [entry] = await server.database.asOwner<{ after: object }>(
      "select after from operator_log where action = 'branding.change' order by at desc limit 1",
    );
    expect(entry!.after).toEqual({
      productName: '云呼',
      colour: '#1b4fa8',
      supportContact: '400-000-0000',
      hasLogo: true,
    });
  });

  test.each([
    [{ colour: '#ffee00' }, 'tenant.unreadable-colour'],
    [{ colour: 'red' }, 'input.invalid'],
    [{ logo: 'data:image/svg+xml;base64,AAAA' }, 'input.invalid'],
  ])('refuses %j', async (part, code) => {
    expect(codeOf(await operator.request('PUT', '/branding', { ...branding, ...part }))).toBe(code);
  });
});
