/** Whether an instance can start, and whether it has. */
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import modules from '../modules.json' with { type: 'json' };
import type { InstanceOptions } from '../options.ts';
import type { PreparedInstance } from './files.ts';
import { isRunning, outputFile } from './processes.ts';

/** Asterisk cannot start, in a sentence for the person who starts it, with `advice`. */
export class InstanceError extends Error {
  readonly advice: string;

  constructor(message: string, advice: string) {
    super(message);
    this.name = 'InstanceError';
    this.advice = advice;
  }
}

/** How long the ports of a process that has just ended may still be held. */
const portPatienceMs = 1000;

/** Throws InstanceError when another program holds one of the instance's ports, or the SIP address is not this machine's. */
export async function requireFreePorts(options: InstanceOptions): Promise<void> {
  for (let waited = 0; ; waited += 100) {
    const problem = await portProblem(options);
    if (!problem) return;
    if (waited >= portPatienceMs) throw problem;
    await delay(100);
  }
}

async function portProblem({ name, sip, http }: InstanceOptions): Promise<InstanceError | undefined> {
  const attempts = [
    [await tcpProblem('127.0.0.1', http.port), `TCP port ${http.port} on 127.0.0.1`],
    [await udpProblem(sip.address, sip.port), `UDP port ${sip.port} on ${sip.address}`],
  ] as const;
  const [problem, port] = attempts.find(([code]) => code !== undefined) ?? [];
  if (problem === undefined) return undefined;
  if (problem === 'EADDRNOTAVAIL') {
    return new InstanceError(
      `Asterisk (${name}) cannot use ${sip.address}: it is no address of this machine.`,
      'Choose an address of this machine for SIP.',
    );
  }
  return new InstanceError(
    `Asterisk (${name}) needs ${port}, which another program uses (${problem}).`,
    'End that program, or choose another port for Asterisk.',
  );
}

const tcpProblem = (address: string, port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, address, () => server.close(() => resolve(undefined)));
  });

const udpProblem = (address: string, port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.bind(port, address, () => socket.close(() => resolve(undefined)));
  });

const patienceMs = 60_000;

/** Waits until ARI answers and all modules run. Throws InstanceError when the process ends instead, or does not get there. */
export async function untilReady(options: InstanceOptions, prepared: PreparedInstance, pid: number): Promise<void> {
  const wanted = [...modules.base, ...modules[options.kind]].map((name) => `${name}.so`);
  let missing: readonly string[] = wanted;
  for (let waited = 0; waited < patienceMs; waited += 50) {
    if (!isRunning(pid))
      throw new InstanceError(
        `Asterisk (${options.name}) ended while it started: ${lastWords(prepared)}`,
        `Look into ${prepared.places.logs}.`,
      );
    const running = await runningModules(options);
    if (running) {
      missing = wanted.filter((name) => !running.has(name));
      if (missing.length === 0) return;
    }
    await delay(50);
  }
  throw new InstanceError(
    `Asterisk (${options.name}) did not get ready; not running: ${missing.slice(0, 5).join(', ')}.`,
    `Look into ${prepared.places.logs}.`,
  );
}

/** The modules that run; undefined while ARI does not answer. */
async function runningModules(options: InstanceOptions): Promise<Set<string> | undefined> {
  const text = await ask(options, '/ari/asterisk/modules');
  return text === undefined ? undefined : namesOfRunning(text);
}

/** Whether it has calls; also when it does not say. */
export async function hasCalls(options: InstanceOptions): Promise<boolean> {
  return (await ask(options, '/ari/channels'))?.trim() !== '[]';
}

/** What ARI answers; undefined when it does not. */
function ask({ http, ari }: InstanceOptions, place: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const call = request({
      host: '127.0.0.1',
      port: http.port,
      path: place,
      auth: `${ari.user}:${ari.password}`,
      agent: false,
      timeout: 2000,
    });
    call.once('error', () => resolve(undefined));
    call.once('timeout', () => call.destroy());
    call.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.once('close', () => resolve(response.statusCode === 200 ? text : undefined));
    });
    call.end();
  });
}

function namesOfRunning(text: string): Set<string> | undefined {
  try {
    const list = JSON.parse(text) as { name: string; status: string }[];
    return new Set(list.filter(({ status }) => status === 'Running').map(({ name }) => name));
  } catch {
    return undefined;
  }
}

/** The last line that Asterisk wrote about a failure. */
function lastWords(prepared: PreparedInstance): string {
  for (const file of [path.join(prepared.places.logs, 'messages.log'), outputFile(prepared)]) {
    try {
      const lines = readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .filter((line) => /ERROR|error|cannot|failed/i.test(line));
      if (lines.length > 0) return lines.at(-1)!;
    } catch {
      // this file does not exist yet
    }
  }
  return 'it gave no reason';
}
