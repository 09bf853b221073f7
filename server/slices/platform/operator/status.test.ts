import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InstallationStatus } from '@bahu/contract/status.ts';
import { createHealth } from '../../../kernel/health.ts';
import { createTestServer, type TestServer } from '../../../test-server.ts';
import { createTestOperator, type TestOperator } from './test-operator.ts';

const health = createHealth({ now: () => 0 });
let server: TestServer;
let operator: TestOperator;
beforeAll(async () => {
  health.add('calls', () => Promise.reject(new Error('another process carries the calls')));
  health.watch(() => [{ code: 'disk.low', what: 'little room', params: { megabytes: 900 } }]);
  health.tellMediaServer(() => 'built');
  server = await createTestServer({ health });
  operator = await createTestOperator(server, 'ops');
});
afterAll(() => server.stop());

test('[P1] the operator reads what does not work and what the installation is in trouble with; users of tenants do not', async () => {
  expect((await operator.request('GET', '/status')).json<InstallationStatus>()).toEqual({
    isReady: false,
    dependencies: [{ name: 'calls', isUp: false, ageMs: null, error: 'another process carries the calls' }],
    troubles: [{ code: 'disk.low', what: 'little room', params: { megabytes: 900 } }],
    mediaServer: 'built',
  });
  expect((await server.request(server.tenant.administrator, 'GET', '/api/operator/status')).statusCode).toBe(401);
});
