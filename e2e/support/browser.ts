/** A real Chromium with a microphone that sends a tone, and an ear for what it plays. */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { patienceMs } from './patience.ts';

/** What the browser's microphone sends, in hertz. */
export const browserTone = 1600;
const program = process.env['BAHU_CHROMIUM'] ?? '/usr/bin/chromium';

/**
 * A minute of a tone as 48 kHz WAV, which Chromium plays over and over as its microphone. In bursts, because the browser's noise suppression
 * takes a steady tone away within two seconds.
 */
function toneFile(hertz: number): string {
  const [rate, seconds] = [48_000, 60];
  const bytes = Buffer.alloc(44 + rate * seconds * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(rate * seconds * 2, 40);
  const burst = { on: 0.25, every: 0.5 };
  for (let i = 0; i < rate * seconds; i++) {
    const isOn = (i / rate) % burst.every < burst.on;
    bytes.writeInt16LE(isOn ? Math.round(12_000 * Math.sin((2 * Math.PI * hertz * i) / rate)) : 0, 44 + i * 2);
  }
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'bahu-tone-')), 'tone.wav');
  writeFileSync(file, bytes);
  return file;
}

export async function launchBrowser(): Promise<Browser> {
  if (!existsSync(program)) throw new Error('Chromium is missing: apt-get install chromium');
  return chromium.launch({
    executablePath: program,
    headless: true,
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${toneFile(browserTone)}`,
      '--allow-loopback-in-peer-connection',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A telephone in the hand, held upright. */
export const handheld = { width: 390, height: 844 };

/** Zones of this kind count westwards. */
function zoneOfNoon(): string {
  const west = new Date().getUTCHours() - 12;
  return `Etc/GMT${west < 0 ? '' : '+'}${west}`;
}

export async function newAgentPage(
  browser: Browser,
  options: {
    language?: 'zh-CN' | 'en-US';
    width?: number;
    height?: number;
    isHandheld?: boolean;
    /** In a zone where it is about noon, for what is of one day. */
    isNoon?: boolean;
  } = {},
): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1366, height: options.height ?? 768 },
    ...(options.isHandheld && { viewport: handheld, hasTouch: true, isMobile: true }),
    locale: options.language ?? 'zh-CN',
    ...(options.isNoon && { timezoneId: zoneOfNoon() }),
    permissions: ['microphone', 'notifications'],
    ignoreHTTPSErrors: true,
  });
  context.setDefaultTimeout(patienceMs);
  await context.addInitScript(rememberStreams);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return { context, page, errors };
}

/** Fills the form in and sends it. */
export async function enter(page: Page, url: string, account: string, password: string): Promise<void> {
  await page.goto(url);
  await page.locator('input').first().fill(account);
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
}

/** Signs somebody in who is in no call, and waits until they are there. */
export async function signIn(page: Page, url: string, account: string, password: string): Promise<void> {
  await enter(page, url, account, password);
  await page
    .getByText('在线', { exact: true })
    .or(page.getByText('Ready', { exact: true }))
    .first()
    .waitFor();
}

/** Runs in the page before anything else: remembers what each peer connection receives. */
const rememberStreams = `
  window.__heard = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...given) {
      super(...given);
      this.addEventListener('track', (event) => window.__heard.push({ connection: this, stream: new MediaStream([event.track]) }));
    }
  };
`;

/** Runs in the page: the loudest bin of what the latest live connection plays. */
const loudestBin = `(async () => {
  const live = window.__heard.filter(({ connection }) => connection.connectionState === 'connected').at(-1);
  if (!live) return null;
  const context = new AudioContext();
  await context.resume();
  const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
  context.createMediaStreamSource(live.stream).connect(analyser);
  await new Promise((resolve) => setTimeout(resolve, 350));
  const bins = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(bins);
  let best = 1;
  for (let i = 1; i < bins.length; i++) if (bins[i] > bins[best]) best = i;
  const answer = { hertz: Math.round((best * context.sampleRate) / analyser.fftSize), decibels: bins[best] };
  await context.close();
  return answer;
})()`;

/** The loudest frequency that the page plays now, in hertz, and its level in decibels; null when it plays nothing. */
const playing = (page: Page): Promise<{ hertz: number; decibels: number } | null> => page.evaluate(loudestBin);

/** Waits until the page plays a tone. @throws saying what it played instead. */
export async function untilPlaying(page: Page, hertz: number): Promise<void> {
  const deadline = performance.now() + patienceMs;
  let last = await playing(page);
  while (!(last && Math.abs(last.hertz - hertz) < 25 && last.decibels > -60)) {
    if (performance.now() > deadline)
      throw new Error(`waited ${patienceMs} ms for ${hertz} Hz; the page plays ${JSON.stringify(last)}`);
    last = await playing(page);
  }
}

/** Runs in the page: for most of a second, how loud each of these frequencies was at its loudest; a microphone's tone comes in bursts. */
const levelsOf = (hertz: readonly number[]): string => `(async () => {
  const live = window.__heard.filter(({ connection }) => connection.connectionState === 'connected').at(-1);
  if (!live) return ${JSON.stringify(hertz.map(() => -200))};
  const context = new AudioContext();
  await context.resume();
  const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
  context.createMediaStreamSource(live.stream).connect(analyser);
  const bins = new Float32Array(analyser.frequencyBinCount);
  const loudest = ${JSON.stringify(hertz.map(() => -200))};
  for (let at = 0; at < 16; at++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    analyser.getFloatFrequencyData(bins);
    ${JSON.stringify(hertz)}.forEach((hertz, i) => {
      const bin = Math.round((hertz * analyser.fftSize) / context.sampleRate);
      loudest[i] = Math.max(loudest[i], bins[bin - 1], bins[bin], bins[bin + 1]);
    });
  }
  await context.close();
  return loudest;
})()`;

/** Which of these frequencies the page plays now, in hertz; the noise of a codec has some -63 decibels at each. */
export async function playingOf(page: Page, hertz: readonly number[]): Promise<number[]> {
  const levels = await page.evaluate<number[]>(levelsOf(hertz));
  return hertz.filter((_, i) => levels[i]! > -45);
}

/** Runs in the page: the codecs that the latest live connection receives and sends. */
const codecsInUse = `(async () => {
  const live = window.__heard.filter(({ connection }) => connection.connectionState === 'connected').at(-1);
  const stats = await live.connection.getStats();
  const streams = [...stats.values()].filter(({ kind }) => kind === 'audio');
  return ['inbound-rtp', 'outbound-rtp'].map((type) => stats.get(streams.find((stream) => stream.type === type)?.codecId)?.mimeType ?? null);
})()`;

/** Like `audio/PCMA`: what the page receives, and what it sends. */
export const codecsOf = (page: Page): Promise<(string | null)[]> => page.evaluate(codecsInUse);

/** How many packets of sound the latest live connection has received. */
export const packetsOf = (page: Page): Promise<number> =>
  page.evaluate<number>(`(async () => {
  const live = window.__heard.filter(({ connection }) => connection.connectionState === 'connected').at(-1);
  return [...(await live.connection.getStats()).values()].find(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio')?.packetsReceived ?? 0;
})()`);
