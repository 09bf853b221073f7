import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from '@bahu/domain/callcontrol/command.ts';
import { afterEach, expect, test } from 'vitest';
import { createLog } from '../../kernel/log.ts';
import { AriClient } from './client.ts';
import { Executor } from './execute.ts';

const endings: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const folders = { prompts: '/v', recordings: '/r' };

/** An executor, and a media server that notes what it is asked and answers with the status that `statusOf` says; while it is busy it answers later. */
async function executing(statusOf: (path: string) => number = () => 200) {
  const state = { epoch: 1, hasRoom: true, busyMs: 0, phone: 'browser' as 'browser' | 'desk' };
  const [heard, failed, unrecorded]: [string[], [string, number][], string[]] = [[], [], []];
  const asked: string[] = [];
  const http = createServer((request, reply) => {
    const path = request.url!.replace('/ari', '').replace(/\?.*/, '');
    heard.push(`${request.method} ${path}`);
    asked.push(decodeURIComponent(request.url!.replace(/^.*\?/, '')));
    request.resume();
    setTimeout(() => {
      reply.statusCode = statusOf(path);
      reply.end('{}');
    }, state.busyMs);
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const ari = new AriClient(
    { host: '127.0.0.1', port: (http.address() as AddressInfo).port, user: 'u', password: 'p' },
    createLog('silent'),
  );
  endings.push(
    () =>
      new Promise((resolve) => {
        http.close(resolve);
      }),
    () => ari.close(),
  );
  const executor = new Executor({
    ari,
    folders,
    log: createLog('silent'),
    epoch: () => state.epoch,
    mayRecord: () => state.hasRoom,
    phoneOf: () => state.phone,
    codecsOf: () => 'alaw,ulaw',
    onFailedLeg: (legId, cause) => void failed.push([legId, cause]),
    onNotRecorded: (legId) => void unrecorded.push(legId),
  });
  const idle = (callId: string) => expect.poll(() => executor.isIdle(callId), { interval: 2 }).toBe(true);
  return { executor, state, heard, asked, failed, unrecorded, idle };
}

const [answer, bridge, join]: Command[] = [
  { do: 'answer', legId: 'l' },
  { do: 'create-bridge', bridgeId: 'b' },
  { do: 'join', bridgeId: 'b', channelIds: ['l', 'm'] },
];
const ring = (legId: string): Command => ({
  do: 'ring-agent',
  legId,
  agentId: 'a',
  callerNumber: '',
  callerName: '',
  seconds: 15,
  isAutomatic: false,
});

test('[A2.10] commands of a call reach the media server in their order, also those that come while others are on their way', async () => {
  const { executor, state, heard, idle } = await executing();
  state.busyMs = 20;
  executor.run('c', [answer!, bridge!]);
  executor.run('c', [join!]);
  expect(executor.isIdle('c')).toBe(false);
  await sleep(5);
  executor.run('c', [
    { do: 'hang-up', legId: 'l', cause: 16 },
    { do: 'destroy-bridge', bridgeId: 'b' },
  ]);
  await idle('c');
  expect(heard).toEqual([
    'POST /channels/l/answer',
    'POST /bridges/b',
    'POST /bridges/b/addChannel',
    'DELETE /channels/l',
    'DELETE /bridges/b',
  ]);
});

test('[A2.9] the bridge of a permanent leg keeps its own time, any other does not', async () => {
  const { executor, asked, idle } = await executing();
  executor.run('c', [
    bridge!,
    { do: 'create-bridge', bridgeId: 'permanent-00000000-0000-7000-8000-000000000001-1764300000000' },
  ]);
  await idle('c');
  expect(asked).toEqual(['type=mixing', 'type=mixing,video_sfu']);
});

test('[A2.10] a call whose command is slow does not keep another call’s', async () => {
  const { executor, state, heard, idle } = await executing();
  state.busyMs = 60_000;
  executor.run('slow', [answer!]);
  await expect.poll(() => heard).toHaveLength(1);
  state.busyMs = 0;
  executor.run('quick', [bridge!]);
  await idle('quick');
  expect(executor.isIdle('slow')).toBe(false);
});

test('[A2.10] a command that is refused keeps none of those behind it, and a leg that cannot be made is told', async () => {
  const { executor, heard, failed, idle } = await executing((path) =>
    path === '/channels' ? 500 : path === '/channels/gone/dial' ? 404 : path === '/channels/l/moh' ? 409 : 200,
  );
  executor.run('c', [
    { do: 'stop-music', channelId: 'l' },
    ring('r'),
    { do: 'dial-leg', legId: 'gone', seconds: 30 },
    bridge!,
  ]);
  await idle('c');
  expect(heard).toEqual(['DELETE /channels/l/moh', 'POST /channels', 'POST /channels/gone/dial', 'POST /bridges/b']);
  expect(failed).toEqual([
    ['r', 20],
    ['gone', 38],
  ]);
});

test('[U6] whoever listens in is joined as soon as their channel takes commands, before what was commanded behind it', async () => {
  let tries = 0;
  const { executor, heard, failed, idle } = await executing((path) =>
    path === '/bridges/s/addChannel' && ++tries < 3 ? 409 : 200,
  );
  executor.run('c', [
    { do: 'create-bridge', bridgeId: 's' },
    { do: 'join', bridgeId: 's', channelIds: ['00000000-0000-7000-8000-000000000001.2.snoop.l.listen', 'm'] },
    { do: 'mute', channelId: 'm' },
  ]);
  await idle('c');
  expect(heard).toEqual([
    'POST /bridges/s',
    ...Array.from({ length: 3 }, () => 'POST /bridges/s/addChannel'),
    'POST /channels/m/mute',
  ]);
  expect(failed).toEqual([]);
});

test('[A2.10] what was commanded under another owner is not carried out', async () => {
  const { executor, state, heard, idle } = await executing();
  state.busyMs = 20;
  executor.run('c', [answer!]);
  executor.run('c', [bridge!]);
  state.epoch = 2;
  executor.run('c', [join!]);
  await idle('c');
  expect(heard).toEqual(['POST /channels/l/answer', 'POST /bridges/b/addChannel']);
});

test('[R1] with a full disk a leg goes on without its recorder, and what else it was told is carried out', async () => {
  const { executor, state, heard, unrecorded, idle } = await executing();
  state.hasRoom = false;
  executor.run('c', [bridge!, { do: 'arm-recorder', legId: 'l' }]);
  await idle('c');
  expect([heard, unrecorded]).toEqual([['POST /bridges/b'], ['l']]);
  state.hasRoom = true;
  executor.run('c', [{ do: 'arm-recorder', legId: 'l' }]);
  await idle('c');
  expect(heard.at(-1)).toBe('POST /channels/l/continue');
});

test('[R1] a leg that a phone has dialled by itself is recorded in files of its own, which it is told before its recorder starts', async () => {
  const { executor, heard, asked, failed, idle } = await executing();
  const rung = '00000000-0000-7000-8000-000000000001.2';
  executor.run('c', [
    bridge!,
    { do: 'arm-recorder', legId: '1764300000.5' },
    join!,
    { do: 'arm-recorder', legId: rung },
  ]);
  await idle('c');
  expect(heard).toEqual([
    'POST /bridges/b',
    'POST /channels/1764300000.5/variable',
    'POST /channels/1764300000.5/continue',
    'POST /bridges/b/addChannel',
    `POST /channels/${rung}/continue`,
  ]);
  expect(asked[1]).toBe('variable=BAHU_RECORDING&value=/r/1764300000.5');
  expect(failed).toEqual([]);
});

test('[R1] a leg that cannot be told where its files are starts no recorder', async () => {
  const { executor, heard, idle } = await executing((path) => (path.endsWith('/variable') ? 500 : 200));
  executor.run('c', [{ do: 'arm-recorder', legId: '1764300000.5' }, bridge!]);
  await idle('c');
  expect(heard).toEqual(['POST /channels/1764300000.5/variable', 'POST /bridges/b']);
});

test('[N1] [N2] a playback that cannot be stopped yet, because it begins in this moment, is stopped as soon as it can be, before what was commanded behind it', async () => {
  let tries = 0;
  const { executor, heard, idle } = await executing((path) => (path === '/playbacks/p' && ++tries < 3 ? 500 : 200));
  executor.run('call', [{ do: 'stop-playing', playbackId: 'p' }, bridge!, join!]);
  await idle('call');
  expect(heard).toEqual([
    ...Array.from({ length: 3 }, () => 'DELETE /playbacks/p'),
    'POST /bridges/b',
    'POST /bridges/b/addChannel',
  ]);
});

test('[N1] a playback that has stopped, or is over, is not asked for', async () => {
  const { executor, heard, idle } = await executing((path) => (path === '/playbacks/over' ? 404 : 204));
  executor.run('call', [
    { do: 'stop-playing', playbackId: 'p' },
    { do: 'stop-playing', playbackId: 'over' },
  ]);
  await idle('call');
  await sleep(30);
  expect(heard).toEqual(['DELETE /playbacks/p', 'DELETE /playbacks/over']);
});
