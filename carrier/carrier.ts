/** The simulated carrier: a second small Asterisk that plays the public telephone network over real SIP. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { startInstance, type InstanceLog, type InstanceOptions } from '@bahu/asterisk/instance.ts';
import type { DemoCall } from './demo-call-plan.ts';
import { carrierDialplan, carrierPeers } from './dialplan.ts';
import { hangUp, liveCalls, placeDemoCall, runFileOf, type CarrierAddress } from './remote.ts';

export { DemoCallError, type DemoCall } from './demo-call-plan.ts';
export { carrierFolder } from './remote.ts';

/** What the carrier is made from; the names are those of an instance. */
export interface CarrierOptions extends Pick<
  InstanceOptions,
  'runtime' | 'folder' | 'http' | 'rtp' | 'soundsFolder' | 'mohFolder' | 'user'
> {
  /** Its own address must not be the engine's: the engine knows trunks by their address. 127.0.0.2 suits. */
  sip: { address: string; port: number };
  /** Where the engine listens for SIP. */
  engine: { address: string; port: number };
  /** The secret of the carrier's own control interface. */
  password: string;
  /** Called by `npm run demo-call` when no number is given. */
  demoNumber?: string;
}

/** A running carrier. */
export interface Carrier {
  readonly sip: { address: string; port: number };
  /** Resolves with the call's id once it is on its way. Throws DemoCallError when it cannot be asked for. */
  placeDemoCall(call: DemoCall): Promise<{ id: string }>;
  hangUp(id: string): Promise<void>;
  /** Ids of its calls, in both directions. */
  liveCalls(): Promise<string[]>;
  /** Ends it with all its calls. */
  stop(): Promise<void>;
  /** Ends the supervision only. */
  release(): void;
}

const user = 'carrier';
const maxCalls = 2000;

/** Starts the carrier, or adopts the one that a killed program left behind. Throws like `startInstance`. */
export async function startCarrier(options: CarrierOptions, log: InstanceLog): Promise<Carrier> {
  const { sip, engine, password, demoNumber, ...rest } = options;
  const instance = await startInstance(
    {
      ...rest,
      name: 'carrier',
      kind: 'carrier',
      sip,
      ari: { user, password },
      maxCalls: maxCalls,
      own: { pjsip: carrierPeers(engine), extensions: carrierDialplan() },
    },
    log,
  );
  const address: CarrierAddress = {
    port: options.http.port,
    user,
    password,
    ...(demoNumber === undefined ? {} : { demoNumber }),
  };
  mkdirSync(options.folder, { recursive: true });
  writeFileSync(runFileOf(options.folder), JSON.stringify(address), { mode: 0o600 });
  return {
    sip,
    placeDemoCall: (call) => placeDemoCall(address, call),
    hangUp: (id) => hangUp(address, id),
    liveCalls: () => liveCalls(address),
    stop: () => instance.stop(),
    release: () => instance.release(),
  };
}
