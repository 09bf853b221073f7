/** The media server as configured: our own Asterisk, supervised, or one that stands elsewhere; and the simulated carrier of the demo. */
import path from 'node:path';
import { sipWatchKey } from '@bahu/asterisk/configuration/network.ts';
import type { MediaServer } from '@bahu/contract/status.ts';
import { startInstance } from '@bahu/asterisk/instance.ts';
import { carrierFolder, startCarrier, type Carrier } from '@bahu/carrier/carrier.ts';
import type { Config } from '../kernel/config.ts';
import type { Log } from '../kernel/log.ts';
import type { Secrets } from '../kernel/secrets.ts';
import { findServiceAccount, makePrivateFolder } from '../kernel/service-account.ts';
import type { AriAddress } from '../telephony/ari/client.ts';

export interface Media {
  ari: AriAddress;
  /** The core that runs now (docs/decisions/0006); `elsewhere` for an Asterisk that we only talk to. */
  core(): MediaServer;
  /** Where it sends copies of SIP messages, or null when it sends none. */
  sipCopies: { port: number; key: string } | null;
  /** Voice files of the language that callers hear. */
  voiceFolder: string;
  /** Where the engine writes legs and messages. */
  rawFolder: string;
  voicemailFolder: string;
  /** Where the engine notes what unknown addresses try, or null when we cannot read it. */
  securityLog: string | null;
  stop(): Promise<void>;
}

export interface MediaEvents {
  /** Its process died; it is being started again with nothing of before. */
  onDied: () => void;
}

const loopback = '127.0.0.1';
const ariUser = 'bahu';
const callerLanguage = 'zh';

/** Starts the engine, or adopts the one that a killed process left with its calls. @throws InstanceError in one sentence. */
export async function startMedia(config: Config, secrets: Secrets, log: Log, events: MediaEvents): Promise<Media> {
  const { external } = config.media;
  if (external)
    return {
      ...external,
      sipCopies: null,
      core: () => 'elsewhere',
      voicemailFolder: path.join(external.spoolFolder, 'recording'),
      securityLog: null,
      stop: async () => undefined,
    };
  const folder = path.join(config.dataFolder, 'asterisk');
  const rawFolder = path.join(folder, 'legs');
  const account = findServiceAccount();
  makePrivateFolder(folder, account);
  makePrivateFolder(rawFolder, account);
  const instance = await startInstance(
    { ...engineOptions(config, secrets), folder, ...(account && { user: account }) },
    log,
  );
  instance.onDown(events.onDied);
  const ari = { host: loopback, port: config.media.httpPort, user: ariUser, password: secrets('ari') };
  return {
    ari,
    sipCopies: { port: ari.port, key: sipWatchKey(ari.password) },
    core: () => instance.core,
    voiceFolder: path.join(promptsFolder(config), callerLanguage),
    rawFolder,
    voicemailFolder: path.join(folder, 'spool/recording'),
    securityLog: path.join(folder, 'log/security.log'),
    stop: () => instance.stop(),
  };
}

/** Address of the simulated carrier: another one than the engine's, which knows trunks by their address. */
export const carrierHost = '127.0.0.2';

/** Starts the simulated carrier of the demo. `demoNumber` is called when nobody says which. */
export async function startDemoCarrier(
  config: Config,
  secrets: Secrets,
  log: Log,
  demoNumber: string | undefined,
): Promise<Carrier> {
  const { media, dataFolder } = config;
  const folder = carrierFolder(dataFolder);
  const account = findServiceAccount();
  makePrivateFolder(folder, account);
  return startCarrier(
    {
      runtime: media.runtimeFolder,
      folder,
      sip: { address: carrierHost, port: media.carrier.sipPort },
      http: { port: media.carrier.httpPort },
      rtp: media.carrier.rtp,
      engine: media.sip,
      password: secrets('carrier'),
      soundsFolder: promptsFolder(config),
      mohFolder: path.join(promptsFolder(config), 'music'),
      ...(demoNumber && { demoNumber }),
      ...(account && { user: account }),
    },
    log,
  );
}

/** What the callers of the demo company speak. */
export const demoPrompts = (config: Config): string => path.join(promptsFolder(config), callerLanguage);

/** Made by the launcher beside the runtime. */
const promptsFolder = (config: Config): string => path.join(config.media.runtimeFolder, 'prompts');

function engineOptions(config: Config, secrets: Secrets): Omit<Parameters<typeof startInstance>[0], 'folder'> {
  const { media } = config;
  return {
    runtime: media.runtimeFolder,
    name: 'bahu',
    kind: 'engine',
    sip: media.sip,
    http: { port: media.httpPort },
    rtp: media.rtp,
    ari: { user: ariUser, password: secrets('ari') },
    maxCalls: media.maxCalls,
    iceHostCandidates: media.iceHostCandidates,
    soundsFolder: promptsFolder(config),
    mohFolder: path.join(promptsFolder(config), 'music'),
    ...(media.address ? { mediaAddress: media.address } : {}),
  };
}
