import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { collectingLog, freePorts, testRuntime } from '@bahu/asterisk/test-runtime.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCarrier, type Carrier } from './carrier.ts';
import { mobileNumber, specialNumbers } from './numbers.ts';
import { TestPhone, type TestCall } from './test-phone.ts';
import { levelOf, loudnessOf } from './test-rtp.ts';

const phone = new TestPhone();
const arrived: ((call: TestCall) => void)[] = [];
let carrier: Carrier;
let folder = '';

beforeAll(async () => {
  const runtime = testRuntime();
  const ports = await freePorts('127.0.0.2');
  folder = mkdtempSync(path.join(tmpdir(), 'bahu-carrier-'));
  await phone.open({ answerTone: 700, onCall: (call) => arrived.shift()?.(call) });
  carrier = await startCarrier(
    {
      runtime,
      folder,
      soundsFolder: path.join(runtime, 'prompts'),
      mohFolder: path.join(runtime, 'prompts/music'),
      sip: { address: '127.0.0.2', port: ports.sip },
      http: { port: ports.http },
      rtp: ports.rtp,
      engine: { address: '127.0.0.1', port: phone.port },
      password: 'only-for-tests',
    },
    collectingLog(),
  );
});

afterAll(async () => {
  await carrier?.stop();
  phone.close();
  rmSync(folder, { recursive: true, force: true });
});

const dial = (ending: string, tone?: number): Promise<TestCall> => phone.call(mobileNumber(ending), carrier.sip, tone);

/** The next call that the carrier places to the phone. */
const nextCall = (): Promise<TestCall> =>
  new Promise((resolve) => {
    arrived.push(resolve);
  });

describe('a number of the simulated network', () => {
  it.each([
    ['0003', 486],
    ['0005', 603],
    ['0006', 404],
    ['0009', 480],
    ['0013', 503],
  ])('ending in %s ends with SIP %i, exactly', async (ending, status) => {
    const call = await dial(ending);
    expect(await call.answered).toBe(status);
    expect(call.statuses.some((seen) => seen >= 200 && seen < 300)).toBe(false);
  });

  it('that speaks rings first, then speaks loud enough to be understood', async () => {
    const call = await dial('0001');
    expect(await call.answered).toBe(200);
    expect(call.statuses).toEqual([100, 180, 200]);
    await delay(2000);
    call.hangUp();
    expect(loudnessOf(call.audio.heard())).toBeGreaterThan(-35);
  });

  it('that echoes returns what it hears', async () => {
    const call = await dial('0002', 1300);
    await call.answered;
    await delay(1500);
    call.hangUp();
    expect(levelOf(call.audio.heard().subarray(-4000), 1300)).toBeGreaterThan(-25);
  });

  it('that never answers rings until the caller gives up', async () => {
    const call = await dial('0004');
    await delay(1500);
    expect(call.statuses).toEqual([100, 180]);
    call.hangUp();
    expect(await call.answered).toBe(487);
  });

  it('that answers late speaks before the answer', async () => {
    const call = await dial('0007');
    await delay(2500);
    expect(call.statuses).toEqual([100, 183]);
    expect(loudnessOf(call.audio.heard())).toBeGreaterThan(-35);
    expect(await call.answered).toBe(200);
    call.hangUp();
  });

  it.each([
    ['0011', 480],
    ['0012', 404],
  ])('ending in %s is announced before it ends with %i', async (ending, status) => {
    const call = await dial(ending);
    expect(await call.answered).toBe(status);
    expect(call.statuses).toContain(183);
    expect(loudnessOf(call.audio.heard())).toBeGreaterThan(-35);
  });

  it('ending in 9002 hangs up by itself', async () => {
    const call = await dial('9002');
    expect(await call.answered).toBe(200);
    await call.ended;
    expect(loudnessOf(call.audio.heard())).toBeGreaterThan(-35);
  });

  it.each([400, 1000, 3400])('answers with a tone of %i Hz when its last digits say so', async (hertz) => {
    const call = await dial(String(hertz).padStart(4, '0'));
    await call.answered;
    await delay(1000);
    call.hangUp();
    const heard = call.audio.heard().subarray(-4000);
    expect(levelOf(heard, hertz)).toBeGreaterThan(-25);
    expect(levelOf(heard, 700)).toBeLessThan(-50);
  });

  it.each(['+8613900000003', '8613900000003', '075500000003'])(
    'means the same when it is dialled as %s',
    async (number) => {
      const call = await phone.call(number, carrier.sip);
      expect(await call.answered).toBe(486);
    },
  );

  it('is answered when it is any other number, and not found when it is none', async () => {
    const answered = await phone.call('13800138000', carrier.sip);
    expect(await answered.answered).toBe(200);
    answered.hangUp();
    const refused = await phone.call('nobody', carrier.sip);
    expect(await refused.answered).toBe(404);
  });

  it('is described in the table, one line for each', () => {
    const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
    for (const { ending, what } of specialNumbers) expect(readme).toContain(`| ${ending} | ${what} |`);
  });
});

describe('a demo call', () => {
  it('[P5] comes from the given number to the given number, presses keys, waits for a pause and then speaks', async () => {
    phone.answering = () => ({});
    const arriving = nextCall();
    await carrier.placeDemoCall({
      did: '075500001234',
      caller: '13900005678',
      keys: '10#',
      keysAfterSeconds: 0,
      seconds: 30,
    });
    const call = await arriving;
    phone.answering = () => ({ answerTone: 700 });
    expect([call.called, call.caller]).toEqual(['075500001234', '13900005678']);
    await expect.poll(() => call.audio.keys).toBe('10#');
    await expect.poll(() => loudnessOf(call.audio.heard().subarray(-8000))).toBeGreaterThan(-30);
    call.hangUp();
  });

  it('[P5] [A1.3] sends silence while it waits for a pause of who speaks on', async () => {
    const arriving = nextCall();
    phone.answering = () => ({ answerTone: 700 });
    await carrier.placeDemoCall({ did: '075500001234', caller: '13900005678', keys: '', seconds: 10 });
    const call = await arriving;
    await expect.poll(() => call.audio.heard().length).toBeGreaterThan(24_000);
    call.hangUp();
    expect(loudnessOf(call.audio.heard())).toBeLessThan(-60);
  });

  it('sends a tone for measurements and hangs up after its seconds', async () => {
    const arriving = nextCall();
    await carrier.placeDemoCall({ did: '075500001234', caller: '13900005678', keys: '', tone: 1800, seconds: 2 });
    const call = await arriving;
    await call.ended;
    expect(levelOf(call.audio.heard().subarray(-8000), 1800)).toBeGreaterThan(-25);
  });

  it('writes down what its caller hears', async () => {
    const heard = path.join(folder, 'heard.sln');
    const arriving = nextCall();
    await carrier.placeDemoCall({
      did: '075500001234',
      caller: '13900005678',
      keys: '',
      manner: 'silent',
      seconds: 2,
      heard,
    });
    await (
      await arriving
    ).ended;
    await delay(300);
    const bytes = readFileSync(heard);
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
    expect(samples.length).toBeGreaterThan(8000);
    expect(levelOf(samples.subarray(-8000), 700)).toBeGreaterThan(-25);
  });

  it('can be ended from outside, once or twice', async () => {
    const arriving = nextCall();
    const { id } = await carrier.placeDemoCall({
      did: '075500001234',
      caller: '13900005678',
      keys: '',
      manner: 'silent',
      seconds: 60,
    });
    const call = await arriving;
    await expect.poll(() => carrier.liveCalls()).toContain(id);
    await carrier.hangUp(id);
    await call.ended;
    await carrier.hangUp(id);
    expect(await carrier.liveCalls()).not.toContain(id);
  });
});
