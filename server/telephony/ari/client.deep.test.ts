import { rmSync } from 'node:fs';
import { startInstance, type Instance, type InstanceOptions } from '@bahu/asterisk/instance.ts';
import { collectingLog, testOptions } from '@bahu/asterisk/test-runtime.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { createLog } from '../../kernel/log.ts';
import { AriClient, application, basic } from './client.ts';

let options: InstanceOptions;
let engine: Instance;
beforeAll(async () => {
  options = await testOptions();
  engine = await startInstance(options, collectingLog());
});
afterAll(async () => {
  await engine?.stop();
  rmSync(options.folder, { recursive: true, force: true });
});

/** Asterisk was seen to do it with one try in thirty. */
const maxTries = 1000;

test('[A2.10] a socket that opens while an older one of the same application ends hears events again, although Asterisk forgets it now and then', async () => {
  const { ari, http } = options;
  const client = new AriClient({ host: '127.0.0.1', port: http.port, ...ari }, createLog('silent'));
  const isKnown = (): Promise<boolean> =>
    client.request('GET', `/applications/${application}`).then(
      () => true,
      () => false,
    );
  let ups = 0;
  let wasForgotten = false;
  for (let tries = 0; !wasForgotten && tries < maxTries; tries++) {
    const older = new WebSocket(`ws://127.0.0.1:${http.port}/ari/events?app=${application}`, {
      headers: { authorization: basic(ari.user, ari.password) },
    });
    await new Promise((resolve) => {
      older.once('open', resolve);
    });
    ups = 0;
    client.listen({
      event: () => undefined,
      up: () => {
        ups++;
      },
      down: () => undefined,
    });
    older.close();
    await expect.poll(() => ups, { interval: 5 }).toBe(1);
    if (older.readyState !== WebSocket.CLOSED)
      await new Promise((resolve) => {
        older.once('close', resolve);
      });
    wasForgotten = client.isUp && !(await isKnown());
    if (!wasForgotten) client.hush();
  }
  expect(wasForgotten).toBe(true);
  expect([await client.isHearing(), client.isUp]).toEqual([false, false]);
  await expect.poll(() => ups).toBe(2);
  expect([await client.isHearing(), await isKnown()]).toEqual([true, true]);
  await client.close();
});
