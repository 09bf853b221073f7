/**
 * Plain Asterisk without Bahu: a second instance of the same runtime with a dialplan of its own and the applications that Bahu does
 * without (app_queue, app_dial, app_read), taken from the package that the runtime was made from.
 */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCore } from '@bahu/asterisk/core/layout.mjs';
import { prepareInstance, type InstanceOptions } from '@bahu/asterisk/instance.ts';
import { endProcess, launch } from '@bahu/asterisk/instance/processes.ts';
import { requireFreePorts, untilReady } from '@bahu/asterisk/instance/readiness.ts';
import { runtimeFolder } from '@bahu/e2e/support/site.ts';
import { createLog } from '@bahu/server/kernel/log.ts';
import { findServiceAccount, makePrivateFolder } from '@bahu/server/kernel/service-account.ts';
import { AriClient } from '@bahu/server/telephony/ari/client.ts';
import type { End } from '../measuring/end.ts';
import type { DeskPhone } from './agents.ts';
import type { AudioAddress } from './sip-message.ts';

export interface BareOptions {
  readonly sip: AudioAddress;
  readonly httpPort: number;
  readonly rtp: { readonly from: number; readonly to: number };
  /** Callers are known by their address. */
  readonly callersHost: string;
  readonly agents: readonly DeskPhone[];
  /** The dialplan; callers come in at context `callers`. `folder` is where it may write. */
  readonly dialplan: (folder: string) => string;
  /** Applications beyond those of the runtime, and the files that they read. */
  readonly modules: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

export interface BareAsterisk {
  readonly pid: number;
  /** Where the dialplan may write. */
  readonly folder: string;
  readonly ari: AriClient;
  /** Ids of the channels that are up. */
  channels(): Promise<string[]>;
}

const ariUser = 'bench';
const ariPassword = 'only-for-the-bench';

export async function startBareAsterisk(options: BareOptions, end: End): Promise<BareAsterisk> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bahu-bare-'));
  end.with(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o711);
  const account = findServiceAccount();
  const written = path.join(folder, 'written');
  makePrivateFolder(written, account);
  const runtime = fullRuntime(path.join(folder, 'runtime'), options.modules);
  const instance: InstanceOptions = {
    runtime,
    folder: path.join(folder, 'asterisk'),
    name: 'bare',
    kind: 'carrier',
    sip: { address: options.sip.host, port: options.sip.port },
    http: { port: options.httpPort },
    rtp: options.rtp,
    ari: { user: ariUser, password: ariPassword },
    maxCalls: 10_000,
    soundsFolder: path.join(runtimeFolder, 'prompts'),
    mohFolder: path.join(runtimeFolder, 'prompts/music'),
    own: { pjsip: peers(options), extensions: options.dialplan(written) },
    ...(account && { user: account }),
  };
  const prepared = prepareInstance(instance);
  addModules(prepared.places.configuration, options);
  await requireFreePorts(instance);
  const pid = await launch(readCore(runtimeFolder), instance, prepared);
  end.with(() => endProcess(pid));
  await untilReady(instance, prepared, pid);
  const ari = new AriClient(
    { host: '127.0.0.1', port: options.httpPort, user: ariUser, password: ariPassword },
    createLog('error'),
  );
  end.with(() => ari.close());
  return {
    pid,
    folder: written,
    ari,
    channels: async () => (await ari.request<{ id: string }[]>('GET', '/channels')).map(({ id }) => id),
  };
}

/** app_queue insists on messages that Bahu's configuration switches off. */
function addModules(configuration: string, { modules, files }: BareOptions): void {
  appendFileSync(path.join(configuration, 'modules.conf'), modules.map((name) => `load = ${name}.so\n`).join(''));
  const stasis = path.join(configuration, 'stasis.conf');
  writeFileSync(stasis, readFileSync(stasis, 'utf8').replace(/^decline = ast_channel_agent_log(in|off)_type$/gm, ''));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(configuration, name), text);
}

/** The installed runtime keeps only what Bahu loads; here are links to that, and beside them the modules that are wanted. */
function fullRuntime(folder: string, modules: readonly string[]): string {
  const stamp = JSON.parse(readFileSync(path.join(runtimeFolder, 'runtime.json'), 'utf8')) as {
    modulesFolder: string;
    dataFolder: string;
  };
  const installed = path.resolve(runtimeFolder, stamp.modulesFolder);
  const all = path.join(folder, 'modules');
  mkdirSync(all, { recursive: true });
  for (const name of readdirSync(installed)) symlinkSync(path.join(installed, name), path.join(all, name));
  const missing = modules.filter((name) => !readdirSync(all).includes(`${name}.so`));
  if (missing.length > 0) unpackModules(all, stamp.modulesFolder, missing);
  const whole = { ...stamp, modulesFolder: all, dataFolder: path.resolve(runtimeFolder, stamp.dataFolder) };
  writeFileSync(path.join(folder, 'runtime.json'), JSON.stringify(whole));
  return folder;
}

function unpackModules(to: string, inPackage: string, names: readonly string[]): void {
  const packages = path.join(runtimeFolder, 'packages');
  const file = readdirSync(packages).find((name) => name.startsWith('asterisk-modules_'));
  if (!file)
    throw new Error(
      `${packages} does not hold the package asterisk-modules: "node asterisk/install.mjs ${runtimeFolder}" keeps it`,
    );
  const members = names.map((name) => `./${inPackage}/${name}.so`);
  const command = `dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --strip-components=${inPackage.split('/').length + 1} "\${@:3}"`;
  const { status, stderr } = spawnSync('bash', ['-c', command, 'bash', path.join(packages, file), to, ...members], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the modules ${names.join(', ')} could not be unpacked: ${stderr}`);
}

/** The same settings that Bahu gives its trunks and desk phones. */
const peers = ({ callersHost, agents }: BareOptions): string => `
[phone](!)
type=endpoint
transport=udp
disallow=all
allow=alaw
direct_media=no
rtp_symmetric=yes
force_rport=yes
rewrite_contact=yes
rtp_timeout=20
rtp_timeout_hold=900
dtmf_mode=auto
[callers](phone)
context=callers
trust_id_inbound=yes
timers=yes
[callers]
type=identify
endpoint=callers
match=${callersHost}
[agent](!,phone)
context=nothing
timers=no
${agents
  .map(
    ({ user, password }) => `
[${user}](agent)
auth=${user}
aors=${user}
[${user}]
type=auth
auth_type=userpass
username=${user}
password=${password}
[${user}]
type=aor
max_contacts=1
remove_existing=yes
remove_unavailable=yes
qualify_frequency=15
qualify_timeout=3
maximum_expiration=300`,
  )
  .join('\n')}
`;
