import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startInstance, type Instance, type InstanceOptions } from '@bahu/asterisk/instance.ts';
import { collectingLog, testOptions } from '@bahu/asterisk/test-runtime.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { TestPhone, type TestCall } from './test-phone.ts';
import { levelOf } from './test-rtp.ts';

interface StasisEvent {
  type: string;
  channel?: { id: string; state: string; dialplan: { exten: string } };
}

const phone = new TestPhone();
const answering = new TestPhone();
const recordings = mkdtempSync(path.join(tmpdir(), 'bahu-recordings-'));
let options: InstanceOptions;
let engine: Instance;

const authorization = (): string => `Basic ${btoa(`${options.ari.user}:${options.ari.password}`)}`;

async function ari(method: string, resource: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${options.http.port}/ari${resource}`, {
    method,
    headers: { authorization: authorization(), 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${resource}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

const push = (type: string, id: string, fields: Record<string, string>): Promise<unknown> =>
  ari('PUT', `/asterisk/config/dynamic/res_pjsip/${type}/${id}`, {
    fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })),
  });

/** A control plane that is there as long as it is open. */
class ControlPlane {
  readonly #events: StasisEvent[] = [];
  readonly #socket: WebSocket;

  constructor() {
    this.#socket = new WebSocket(`ws://127.0.0.1:${options.http.port}/ari/events?app=bahu`, {
      headers: { authorization: authorization() },
    });
    this.#socket.on('message', (data: Buffer) => this.#events.push(JSON.parse(data.toString()) as StasisEvent));
  }

  async open(): Promise<this> {
    await new Promise((resolve) => {
      this.#socket.once('open', resolve);
    });
    return this;
  }

  /** Waits for an event and takes it and all before it. */
  async next(type: string, isWanted: (event: StasisEvent) => boolean = () => true): Promise<StasisEvent> {
    const find = (): number => this.#events.findIndex((event) => event.type === type && isWanted(event));
    await expect.poll(find, { interval: 20, message: `the event ${type}` }).toBeGreaterThanOrEqual(0);
    return this.#events.splice(0, find() + 1).at(-1)!;
  }

  /** Ends when the engine has let go of the application: its cleanup would take it from a plane that opens meanwhile. */
  async close(): Promise<void> {
    this.#socket.close();
    await expect.poll(async () => ((await ari('GET', '/channels')) as unknown[]).length).toBe(0);
    await expect.poll(() => ari('GET', '/applications')).toEqual([]);
  }
}

beforeAll(async () => {
  options = await testOptions();
  engine = await startInstance(options, collectingLog());
  await phone.open();
  await answering.open({ answerTone: 1000 });
});

afterAll(async () => {
  await engine?.stop();
  phone.close();
  answering.close();
  rmSync(options.folder, { recursive: true, force: true });
  rmSync(recordings, { recursive: true, force: true });
});

const dial = (number: string, tone?: number): Promise<TestCall> => phone.call(number, options.sip, tone);

describe('the engine, before a trunk is known', () => {
  it('refuses calls from an unknown source and writes them into its security log', async () => {
    const call = await dial('075500001234');
    expect(await call.answered).toBe(401);
    await expect
      .poll(() => readFileSync(path.join(options.folder, 'log/security.log'), 'utf8'))
      .toContain('SecurityEvent');
  });
});

describe('the engine with a trunk', () => {
  beforeAll(async () => {
    await push('aor', 'trunk-1', { contact: `sip:127.0.0.1:${answering.port}` });
    await push('endpoint', 'trunk-1', {
      context: 'trunk',
      aors: 'trunk-1',
      transport: 'udp',
      disallow: 'all',
      allow: 'alaw,ulaw',
      direct_media: 'no',
    });
    await push('identify', 'trunk-1', { endpoint: 'trunk-1', match: '127.0.0.1' });
  });

  it.each(['nobody', '%24%7BSHELL(id)%7D', 'x1234', '%26PJSIP'])(
    'refuses %s before there is a channel',
    async (number) => {
      const call = await dial(number);
      expect(await call.answered).toBe(404);
      expect(await ari('GET', '/channels')).toEqual([]);
    },
  );

  it('hands a call to the control plane with the dialled number', async () => {
    const plane = await new ControlPlane().open();
    const call = await dial('+8675500001234');
    const { channel } = await plane.next('StasisStart');
    expect(channel!.dialplan.exten).toBe('+8675500001234');
    await ari('DELETE', `/channels/${channel!.id}?reason_code=17`);
    expect(await call.answered).toBe(486);
    await plane.close();
  });

  it('keeps a call that arrives while the control plane is away, and hands it over when it is back', async () => {
    const call = await dial('075500001234');
    await delay(1500);
    expect(call.statuses).toEqual([100, 180]);
    const plane = await new ControlPlane().open();
    const { channel } = await plane.next('StasisStart');
    await ari('POST', `/channels/${channel!.id}/answer`);
    expect(await call.answered).toBe(200);
    call.hangUp();
    await plane.close();
  });

  it('[A2.10] says that there is no line when nobody came for a minute and a half, and not before', async () => {
    const call = await dial('075500001234');
    expect(await call.answered).toBe(503);
    expect(call.statusSeconds.at(-1)).toBeGreaterThan(85);
  });

  it('plays our prompts, our music and the ringing tone of China', async () => {
    const plane = await new ControlPlane().open();
    const call = await dial('075500001234');
    const { channel } = await plane.next('StasisStart');
    await ari('POST', `/channels/${channel!.id}/answer`);
    await call.answered;
    for (const media of ['sound:welcome', `sound:${options.soundsFolder}/en/goodbye`, 'tone:ring;tonezone=cn']) {
      const before = call.audio.heard().length;
      const playback = (await ari(
        'POST',
        `/channels/${channel!.id}/play?${new URLSearchParams({ media, lang: 'zh' })}`,
      )) as {
        id: string;
      };
      await plane.next('PlaybackStarted');
      await delay(900);
      await ari('DELETE', `/playbacks/${playback.id}`).catch(() => undefined);
      const heard = call.audio.heard().subarray(before);
      expect(Math.max(...heard), media).toBeGreaterThan(1000);
      if (media.startsWith('tone')) expect(levelOf(heard.subarray(1600, 5600), 450)).toBeGreaterThan(-30);
    }
    const before = call.audio.heard().length;
    await ari('POST', `/channels/${channel!.id}/moh`);
    await delay(1000);
    expect(Math.max(...call.audio.heard().subarray(before))).toBeGreaterThan(500);
    await ari('DELETE', `/channels/${channel!.id}`);
    await plane.close();
  });

  it('[A2.6] records each leg that joins a customer: both sides, only while they are together, through hold', async () => {
    const plane = await new ControlPlane().open();
    const customer = await dial('075500001234', 440);
    const inbound = (await plane.next('StasisStart')).channel!.id;
    await ari('POST', `/channels/${inbound}/answer`);
    await ari('POST', `/channels/${inbound}/moh`);
    await ari('POST', '/bridges/bridge-1?type=mixing');
    for (const leg of ['leg-1', 'leg-2', 'leg-3', 'leg-4']) {
      const file = path.join(recordings, leg);
      await ari(
        'POST',
        `/channels/create?${new URLSearchParams({ endpoint: 'PJSIP/13900000001@trunk-1', app: 'bahu', channelId: leg, formats: 'alaw' })}`,
        {
          variables: { BAHU_RECORDING: file },
        },
      );
      await plane.next('StasisStart', (event) => event.channel?.id === leg);
      await ari('POST', `/channels/${leg}/dial?timeout=20`);
      await plane.next('ChannelStateChange', (event) => event.channel?.id === leg && event.channel.state === 'Up');
      await ari('POST', `/channels/${leg}/continue?context=record&extension=s&priority=1`);
      await plane.next('StasisStart', (event) => event.channel?.id === leg);
      await ari('DELETE', `/channels/${inbound}/moh`).catch(() => undefined);
      await ari('POST', `/bridges/bridge-1/addChannel?channel=${inbound},${leg}`);
      await delay(1000);
      await ari('POST', `/bridges/bridge-1/removeChannel?channel=${leg}`);
      await ari('POST', '/bridges/bridge-1/moh');
      await delay(500);
      await ari('DELETE', '/bridges/bridge-1/moh');
      await ari('POST', `/bridges/bridge-1/addChannel?channel=${leg}`);
      await delay(1000);
      await ari('DELETE', `/channels/${leg}`);
      await plane.next('ChannelDestroyed', (event) => event.channel?.id === leg);
      await delay(300);
      const [sent, heard] = [samplesOf(`${file}-sent.raw`), samplesOf(`${file}-heard.raw`)];
      expect(sent.length, leg).toBe(heard.length);
      expect(Math.abs(sent.length / 8000 - 2), leg).toBeLessThan(0.3);
      expect(levelOf(sent.subarray(2400, 6400), 1000), leg).toBeGreaterThan(-25);
      expect(levelOf(heard.subarray(2400, 6400), 440), leg).toBeGreaterThan(-25);
      expect(levelOf(heard.subarray(-4000), 440), leg).toBeGreaterThan(-25);
      expect(levelOf(heard.subarray(2400, 6400), 1000), leg).toBeLessThan(-45);
    }
    await ari('DELETE', `/channels/${inbound}`);
    await customer.ended;
    await ari('DELETE', '/bridges/bridge-1');
    await plane.close();
  });
});

function samplesOf(file: string): Int16Array {
  const bytes = readFileSync(file);
  return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
}
