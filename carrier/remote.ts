/** Talks to a running carrier: from the program that started it, or from another one that finds its run file. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { checkedNumber, variablesOf, DemoCallError, type DemoCall } from './demo-call-plan.ts';
import { callerContext, engineEndpoint } from './dialplan.ts';

/** How to reach a running carrier; kept in its folder, for its owner only. */
export interface CarrierAddress {
  port: number;
  user: string;
  password: string;
  /** Called when a demo call names no number. */
  demoNumber?: string;
}

/** Where the carrier lives within the data folder of the server. */
export const carrierFolder = (dataFolder: string): string => path.join(dataFolder, 'carrier');

export const runFileOf = (folder: string): string => path.join(folder, 'carrier.json');

/** The carrier of this folder, or undefined when none was started there. It may have ended since. */
export function readAddress(folder: string): CarrierAddress | undefined {
  try {
    return JSON.parse(readFileSync(runFileOf(folder), 'utf8')) as CarrierAddress;
  } catch {
    return undefined;
  }
}

const ringSeconds = 60;
const patienceMs = 5000;

async function ask(carrier: CarrierAddress, method: string, resource: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${carrier.port}/ari${resource}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${carrier.user}:${carrier.password}`).toString('base64')}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patienceMs),
  });
  const text = await response.text();
  if (!response.ok)
    throw new DemoCallError(
      `the simulated carrier refused ${method} ${resource.split('?')[0]}: ${response.status} ${text}`,
    );
  return text === '' ? undefined : JSON.parse(text);
}

/**
 * Places a call to one of our numbers. Resolves with the call's id once it is on its way, not when it is answered.
 * Throws DemoCallError for a call that cannot be asked for, and what `fetch` throws when the carrier does not run.
 */
export async function placeDemoCall(carrier: CarrierAddress, call: DemoCall): Promise<{ id: string }> {
  const id = `demo-${randomUUID()}`;
  const query = new URLSearchParams({
    endpoint: `PJSIP/${checkedNumber('did', call.did)}@${engineEndpoint}`,
    context: callerContext,
    extension: 's',
    priority: '1',
    callerId: checkedNumber('caller', call.caller),
    timeout: String(ringSeconds),
    channelId: id,
  });
  await ask(carrier, 'POST', `/channels?${query}`, { variables: variablesOf(call) });
  return { id };
}

/** Hangs up from the network's side. A call that has ended already is no error. */
export async function hangUp(carrier: CarrierAddress, id: string): Promise<void> {
  await ask(carrier, 'DELETE', `/channels/${encodeURIComponent(id)}`).catch((error: unknown) => {
    if (!(error instanceof DemoCallError && error.message.includes(': 404 '))) throw error;
  });
}

/** The ids of the carrier's calls, in both directions. */
export async function liveCalls(carrier: CarrierAddress): Promise<string[]> {
  const channels = (await ask(carrier, 'GET', '/channels')) as { id: string }[];
  return channels.map(({ id }) => id);
}
