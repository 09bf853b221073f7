/** For tests that need Asterisk: where the installed runtime is, and options for instances that do not get into each other's way. */
import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InstanceLog, InstanceOptions } from './instance.ts';

/** The runtime folder: BAHU_RUNTIME, or `.runtime` of the project. Throws with the command that makes it. */
export function testRuntime(): string {
  const project = fileURLToPath(new URL('..', import.meta.url));
  const folder = path.resolve(process.env['BAHU_RUNTIME'] ?? path.join(project, '.runtime'));
  if (!existsSync(path.join(folder, 'runtime.json')))
    throw new Error(`no Asterisk in ${folder}: run "node asterisk/install.mjs ${folder}" first`);
  if (!existsSync(path.join(folder, 'prompts/prompts.json')))
    throw new Error(`no prompts in ${folder}: run "node asterisk/prompts.mjs ${folder}/prompts" first`);
  return folder;
}

/** Ports that nobody uses at this moment: one for SIP, one for HTTP, and a range for RTP. */
export async function freePorts(
  address = '127.0.0.1',
): Promise<{ sip: number; http: number; rtp: { from: number; to: number } }> {
  const rtp = (await freeUdpPort(address)) & ~1;
  const from = Math.min(rtp, 64_000);
  return { sip: await freeUdpPort(address), http: await freeTcpPort(), rtp: { from, to: from + 999 } };
}

const freeTcpPort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const freeUdpPort = (address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(0, address, () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });

/** Options of an engine in a folder of its own below the system's temporary folder. */
export async function testOptions(changes: Partial<InstanceOptions> = {}): Promise<InstanceOptions> {
  const runtime = testRuntime();
  const ports = await freePorts();
  return {
    asterisk: path.join(runtime, 'asterisk'),
    runtime,
    folder: mkdtempSync(path.join(tmpdir(), 'bahu-asterisk-')),
    name: 'test',
    kind: 'engine',
    sip: { address: '127.0.0.1', port: ports.sip },
    http: { port: ports.http },
    rtp: ports.rtp,
    ari: { user: 'bahu', password: 'only-for-tests' },
    maxCalls: 200,
    soundsFolder: path.join(runtime, 'prompts'),
    mohFolder: path.join(runtime, 'prompts/music'),
    ...changes,
  };
}

/** Collects what an instance says. */
export function collectingLog(): InstanceLog & { lines: string[] } {
  const lines: string[] = [];
  const write = (text: string): void => {
    lines.push(text);
  };
  return { lines, info: write, warn: write, error: write };
}
