/**
 * The other side of the wire: one more Asterisk that is the public network and the agents' desk phones, over real SIP and RTP. Each number
 * says by its dialplan what it does; each call that it makes or takes can be recorded and listened to.
 */
import { mkdirSync, chmodSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { startInstance, type Instance } from '@bahu/asterisk/instance.ts';
import { testFolder } from '@bahu/asterisk/test-leftovers.ts';
import { createLog } from '@bahu/server/kernel/log.ts';
import { findServiceAccount, makePrivateFolder } from '@bahu/server/kernel/service-account.ts';
import { AriClient, type Query } from '@bahu/server/telephony/ari/client.ts';
import type { SipAccess } from './agent-client.ts';
import { runtimeFolder, type SitePorts } from './site.ts';

export const phonesAddress = '127.0.0.2';

/** What the far end of a call does: the first digits choose, see `dialplan`. Tones in hertz. */
export const agentTone = 1000;
export const customerTone = 440;

export interface Phones {
  ari: AriClient;
  /** Registers a desk phone that answers by itself and sends the agents' tone, or one of its own in hertz (100 to 990, in tens). */
  register(access: SipAccess, behaviour?: keyof typeof behaviourExtension | number): Promise<void>;
  unregister(access: SipAccess): Promise<void>;
  /** The desk phone dials a number itself and sends a tone of so many hertz; resolves with the id of its channel. */
  dial(access: SipAccess, number: string, hertz: number): Promise<string>;
  /** A caller who presses keys and then sends the customer's tone, or another one in hertz; resolves with the id of their channel. */
  call(
    did: string,
    options?: { from?: string; keys?: string; seconds?: number; name?: string; id?: string; tone?: number },
  ): Promise<string>;
  /** A caller presses a key when the test says so, and sends their tone again. */
  press(channelId: string, key: string): Promise<void>;
  hangUp(channelId: string): Promise<void>;
  /** What the far end of `channelId` heard so far, 16-bit samples at 8 kHz. */
  heard(channelId: string): Int16Array;
  /** Ids of the agents' phones that have heard something, for `heard`. */
  files(): string[];
  /** `accountcode`: the digits that the line was given, of a number outside. */
  channels(): Promise<
    {
      id: string;
      name: string;
      state: string;
      accountcode: string;
      caller?: { number?: string };
      dialplan?: { exten?: string };
    }[]
  >;
  stop(): Promise<void>;
}

export interface PhonesOptions {
  /**
   * Samples a second at which is written what is heard. The recorder writes by 32 kB: two seconds at 8000, a third of a second at 48000, for
   * more work with each call.
   */
  writesAt?: 8000 | 48_000;
}

export async function startPhones(ports: SitePorts, { writesAt = 8000 }: PhonesOptions = {}): Promise<Phones> {
  const format = writesAt === 8000 ? 'raw' : 'sln48';
  const folder = testFolder('phones');
  chmodSync(folder, 0o711);
  const account = findServiceAccount();
  const heardFolder = path.join(folder, 'heard');
  mkdirSync(heardFolder);
  makePrivateFolder(heardFolder, account);
  makePrivateFolder(path.join(folder, 'asterisk'), account);
  const instance = await startPhonesInstance(ports, folder, dialplan(heardFolder, format));
  const ari = new AriClient(
    { host: '127.0.0.1', port: ports.phonesAri, user: 'phones', password: 'phones-secret' },
    createLog('error'),
  );
  let calls = 0;
  const registrations = new Registrations(ari, ports.sip);
  const pressed = new Map<string, number>();
  return {
    ari,
    register: (access, behaviour = 'answers') => registrations.register(access, behaviour),
    unregister: ({ username }) => registrations.forget(username),
    dial: async (access, number, hertz) => {
      await becomeCaller(ari, ports.sip, access.username, registrations.nameOf(access.username));
      const channelId = `dialled-${process.pid}-${++calls}`;
      const query: Query = {
        endpoint: `PJSIP/${number}@${access.username}`,
        context: 'dials',
        extension: `60${hertz / 10}`,
        priority: 1,
        channelId,
        timeout: 30,
      };
      await ari.request('POST', '/channels', query, { variables: { HEARD: `${heardFolder}/${channelId}` } });
      return channelId;
    },
    call: async (did, options = {}) => {
      const channelId = options.id ?? `caller-${process.pid}-${++calls}`;
      const query: Query = {
        endpoint: `PJSIP/${did}@bahu`,
        context: 'caller',
        extension: 's',
        priority: 1,
        channelId,
        timeout: 60,
        callerId: `"${options.name ?? ''}" <${options.from ?? '13900000042'}>`,
      };
      await ari.request('POST', '/channels', query, {
        variables: {
          KEYS: options.keys ?? '1',
          SECONDS: String(options.seconds ?? 600),
          TONE: String(options.tone ?? customerTone),
          HEARD: `${heardFolder}/${channelId}`,
          PRESSED: pressedBy(channelId),
          NEXT: '1',
        },
      });
      return channelId;
    },
    press: async (channelId, key) => {
      const next = (pressed.get(channelId) ?? 0) + 1;
      pressed.set(channelId, next);
      await ari.request('POST', '/asterisk/variable', { variable: `${pressedBy(channelId)}_${next}`, value: key });
    },
    hangUp: (channelId) => ari.request('DELETE', `/channels/${channelId}`),
    heard: (channelId) => samplesOf(path.join(heardFolder, `${channelId}.${format}`), writesAt / 8000),
    files: () =>
      readdirSync(heardFolder)
        .filter((name) => name.endsWith(`.mix.${format}`) && !name.startsWith('caller-'))
        .map((name) => name.replace(`.mix.${format}`, '')),
    channels: () => ari.request('GET', '/channels'),
    stop: async () => {
      await ari.close();
      await instance.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The global variables, counted, in which a caller's dialplan finds keys to press: ARI sends none to channels that it does not control. */
const pressedBy = (channelId: string): string => `PRESSED_${channelId.replaceAll('-', '_')}`;

/** A media server of their own, apart from Bahu's. */
function startPhonesInstance(ports: SitePorts, folder: string, extensions: string): Promise<Instance> {
  const account = findServiceAccount();
  return startInstance(
    {
      runtime: runtimeFolder,
      folder: path.join(folder, 'asterisk'),
      name: 'phones',
      kind: 'carrier',
      sip: { address: phonesAddress, port: ports.phonesSip },
      http: { port: ports.phonesAri },
      rtp: { from: ports.phonesRtp, to: ports.phonesRtp + 899 },
      ari: { user: 'phones', password: 'phones-secret' },
      maxCalls: 2000,
      soundsFolder: path.join(runtimeFolder, 'prompts'),
      mohFolder: path.join(runtimeFolder, 'prompts/music'),
      own: { pjsip: peer(ports.sip), extensions },
      ...(account && { user: account }),
    },
    createLog('error'),
  );
}

/** One of `step` samples: nothing in a call is above 4 kHz. */
function samplesOf(file: string, step: number): Int16Array {
  const bytes = readFileSync(file);
  const all = new Int16Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length - (bytes.length % 2)),
  );
  return step === 1 ? all : Int16Array.from({ length: Math.floor(all.length / step) }, (_, at) => all[at * step]!);
}

/** `pauses`: answers with the tone, sends no packet from the eighth second to the sixteenth, and then the tone again. */
const behaviourExtension = { answers: '701', rings: '703', refuses: '704', busy: '702', pauses: '700' } as const;

type Fields = Readonly<Record<string, string | number>>;

const put = (ari: AriClient, type: string, name: string, fields: Fields): Promise<unknown> =>
  ari.request(
    'PUT',
    `/asterisk/config/dynamic/res_pjsip/${type}/${name}`,
    {},
    { fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value: String(value) })) },
  );

/**
 * What the desk phones are registered with. Each registration has a name of its own: Asterisk forgets one some moments after it has said that it is
 * removed, and one that was made under its name meanwhile is forgotten with it.
 */
class Registrations {
  private readonly ari: AriClient;
  private readonly sipPort: number;
  private readonly names = new Map<string, string>();
  private count = 0;

  constructor(ari: AriClient, sipPort: number) {
    this.ari = ari;
    this.sipPort = sipPort;
  }

  /** The registration of an account, and the password that goes with it. */
  nameOf(username: string): string {
    const name = this.names.get(username);
    if (name === undefined) throw new Error(`${username} was never registered`);
    return name;
  }

  async register(
    { username, password }: SipAccess,
    behaviour: keyof typeof behaviourExtension | number,
  ): Promise<void> {
    await this.forget(username);
    const name = `${username}-${++this.count}`;
    this.names.set(username, name);
    await put(this.ari, 'auth', name, { auth_type: 'userpass', username, password });
    await put(this.ari, 'registration', name, {
      server_uri: `sip:127.0.0.1:${this.sipPort}`,
      client_uri: `sip:${username}@127.0.0.1:${this.sipPort}`,
      contact_user: typeof behaviour === 'number' ? `60${behaviour / 10}` : behaviourExtension[behaviour],
      outbound_auth: name,
      transport: 'udp',
      retry_interval: 2,
      fatal_retry_interval: 2,
      forbidden_retry_interval: 2,
      max_random_initial_delay: 0,
      expiration: 60,
    });
  }

  async forget(username: string): Promise<void> {
    const name = this.names.get(username);
    if (name === undefined) return;
    await this.ari.request('DELETE', `/asterisk/config/dynamic/res_pjsip/registration/${name}`).catch(() => undefined);
  }
}

/** An endpoint with which a desk phone that is registered calls by itself. */
async function becomeCaller(ari: AriClient, sipPort: number, username: string, auth: string): Promise<void> {
  await put(ari, 'aor', username, { contact: `sip:127.0.0.1:${sipPort}` });
  await put(ari, 'endpoint', username, {
    aors: username,
    outbound_auth: auth,
    from_user: username,
    transport: 'udp',
    disallow: 'all',
    allow: 'alaw',
    direct_media: 'no',
    context: 'public',
  });
}

/** Bahu as the peer of the public network, recognised by its address. */
const peer = (sipPort: number): string => `
[bahu]
type=endpoint
context=public
transport=udp
disallow=all
allow=alaw
direct_media=no
aors=bahu
dtmf_mode=rfc4733
[bahu]
type=aor
contact=sip:127.0.0.1:${sipPort}
[bahu]
type=identify
endpoint=bahu
match=127.0.0.1
`;

/**
 * A caller sends without a pause, silence before their tone, as telephones do: where a channel begins again to send, its recorder throws away what it has of
 * both sides, some milliseconds in the midst of what is heard.
 * Desk phones are 7xx, or 60tt with a tone of tt tens of hertz; of numbers called the last digit says: 1 answers with a tone, 2 busy, 3 never answers, 4 refuses, 5 speaks before it answers,
 * 6 is invalid, 7 is unreachable, 8 hangs up after two seconds, 9 is a switchboard that hangs up when extension 8001 is dialled.
 */
const dialplan = (heardFolder: string, format: string): string => `
[general]
static=yes
writeprotect=yes
[public]
exten => _7XX,1,Goto(act,\${EXTEN:-1},1)
exten => _60XX,1,Answer(,i)
 same => n,MixMonitor(${heardFolder}/\${UNIQUEID}.mix.${format},r(${heardFolder}/\${UNIQUEID}.${format}))
 same => n,Playtones(\${EXTEN:2}0)
 same => n,Wait(3600)
exten => _1XXXXXXXX88,1,Goto(act,88,1)
exten => _X.,1,Set(CHANNEL(accountcode)=\${EXTEN})
 same => n,Goto(act,\${EXTEN:-1},1)
[act]
exten => 1,1,Answer(,i)
 same => n,MixMonitor(${heardFolder}/\${UNIQUEID}.mix.${format},r(${heardFolder}/\${UNIQUEID}.${format}))
 same => n,Playtones(${agentTone})
 same => n,Wait(3600)
exten => 0,1,Answer(,i)
 same => n,Playtones(${agentTone})
 same => n,Wait(8)
 same => n,StopPlaytones()
 same => n,Wait(8)
 same => n,Playtones(${agentTone})
 same => n,Wait(3600)
exten => 88,1,Answer(,i)
 same => n,MixMonitor(${heardFolder}/\${UNIQUEID}.mix.${format},r(${heardFolder}/\${UNIQUEID}.${format}))
 same => n,Wait(3)
 same => n,SendDTMF(1)
 same => n,Playtones(${agentTone})
 same => n,Wait(3600)
exten => 2,1,Hangup(17)
exten => 3,1,Ringing()
 same => n,Wait(120)
exten => 4,1,Hangup(21)
exten => 5,1,Progress()
 same => n,Playtones(500)
 same => n,Wait(6)
 same => n,Answer(,i)
 same => n,Playtones(${agentTone})
 same => n,Wait(3600)
exten => 6,1,Hangup(1)
exten => 7,1,Hangup(20)
exten => 8,1,Answer(,i)
 same => n,Playtones(${agentTone})
 same => n,Wait(2)
 same => n,Hangup(16)
exten => 9,1,Answer(,i)
 same => n,Goto(switchboard,s,1)
[switchboard]
exten => s,1,WaitExten(60)
exten => i,1,Wait(3600)
exten => 8001,1,Hangup(16)
[dials]
exten => _60XX,1,MixMonitor(\${HEARD}.mix.${format},r(\${HEARD}.${format}))
 same => n,Playtones(\${EXTEN:2}0)
 same => n,Wait(3600)
[caller]
exten => s,1,MixMonitor(\${HEARD}.mix.${format},r(\${HEARD}.${format}))
 same => n,Playtones(0)
 same => n,Wait(0.5)
 same => n,GotoIf($["\${KEYS}"=""]?speak)
 same => n,SendDTMF(\${KEYS},250,120)
 same => n(speak),Playtones(\${TONE})
 same => n,Set(UNTIL=$[\${EPOCH}+\${SECONDS}])
 same => n(wait),Wait(0.2)
 same => n,Set(KEY=\${\${PRESSED}_\${NEXT}})
 same => n,GotoIf($["\${KEY}"!=""]?press)
 same => n,GotoIf($[\${EPOCH}<\${UNTIL}]?wait)
 same => n,Hangup()
 same => n(press),SendDTMF(\${KEY},250,120)
 same => n,Set(NEXT=$[\${NEXT}+1])
 same => n,Goto(wait)
`;
