import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { project } from './home.mjs';
import { makeLan, openBrowser, serverAddress, type Lan } from './test-lan.ts';
import { follow, type Launcher } from './test-launcher.ts';

/** A number of the simulated carrier that answers with a tone, and an agent of the demo tenant. */
const toneNumber = '13900001000';
const agent = { account: '100001802', password: 'right-horse-7' };

let folder: string;
let lan: Lan | undefined;
let launcher: Launcher | undefined;
let browser: Browser | undefined;
let page: Page;

beforeAll(async () => {
  expect(process.getuid?.(), 'only root may make network namespaces').toBe(0);
  folder = mkdtempSync(join(tmpdir(), 'bahu-lan-'));
  chmodSync(folder, 0o711);
  lan = makeLan();
  launcher = startOnLan(lan);
  await launcher.ready();
  browser = await openBrowser(lan, folder);
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-US' });
  await context.addInitScript(keepConnections);
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  launcher?.pressCtrlC();
  await launcher?.exit;
  lan?.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** What is installed already serves; only the data is new. The namespace has all ports for itself. */
function startOnLan({ onServer: [command, ...args] }: Lan): Launcher {
  const env = {
    ...process.env,
    BAHU_HOST: '0.0.0.0',
    BAHU_DATA: folder,
    BAHU_DEMO_PASSWORD: agent.password,
    BAHU_MEDIA_BUILD: 'off',
  };
  return follow(
    spawn(command, [...args, process.execPath, 'tools/start.mjs'], {
      cwd: project,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

describe('a browser on another machine of the network', () => {
  it('[P5] is given its address by the start message, and how to handle the certificate', () => {
    expect(launcher?.output()).toContain(`https://${serverAddress}:8800`);
    expect(launcher?.output()).toContain('BAHU_TLS_CERT');
  });

  it('[P5, A1.1] opens the page over HTTPS and signs in', async () => {
    await page.goto(`https://${serverAddress}:8800`);
    await page.getByLabel('Account', { exact: true }).fill(agent.account);
    await page.getByLabel('Password', { exact: true }).fill(agent.password);
    const sip = page.waitForEvent('websocket', (socket) => new URL(socket.url()).pathname === '/sip');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    expect((await sip).url()).toBe(`wss://${serverAddress}:8800/sip`);
  });

  it('[P5, A2.1] registers its softphone over the secure WebSocket', async () => {
    await page.getByRole('button', { name: /^My state Ready/ }).waitFor();
  });

  it('[P5, A2.1] calls out, and hears the other side from the address of the server', async () => {
    await page.getByLabel('Number', { exact: true }).fill(toneNumber);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(heard)).toMatchObject({ from: [serverAddress], isLoud: true });
  });
});

/** Runs in the page before its own scripts: keeps its connections at hand. */
function keepConnections(): void {
  const scope = globalThis as unknown as {
    RTCPeerConnection: new (...parameters: unknown[]) => object;
    connections: object[];
  };
  const Original = scope.RTCPeerConnection;
  scope.connections = [];
  scope.RTCPeerConnection = class extends Original {
    constructor(...parameters: unknown[]) {
      super(...parameters);
      scope.connections.push(this);
    }
  };
}

/** Runs in the page: from which addresses sound comes, and whether there is any in it. */
async function heard(): Promise<{ from: string[]; isLoud: boolean }> {
  type Report = {
    type: string;
    id: string;
    nominated?: boolean;
    state?: string;
    remoteCandidateId?: string;
    address?: string;
    totalAudioEnergy?: number;
  };
  const { connections } = globalThis as unknown as { connections: { getStats(): Promise<Map<string, Report>> }[] };
  const reports = (
    await Promise.all(connections.map(async (connection) => [...(await connection.getStats()).values()]))
  ).flat();
  const pairs = reports.filter(
    ({ type, nominated, state }) => type === 'candidate-pair' && nominated && state === 'succeeded',
  );
  const from = pairs.map(({ remoteCandidateId }) => reports.find(({ id }) => id === remoteCandidateId)?.address ?? '');
  const isLoud = reports.some(({ type, totalAudioEnergy = 0 }) => type === 'inbound-rtp' && totalAudioEnergy > 0.01);
  return { from: [...new Set(from)], isLoud };
}
