/** Endpoints of softphones and trunks in the media server's memory, pushed over ARI: effective at once, gone with its restart. */
import { createHash } from 'node:crypto';
import { isIP, isIPv6 } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Codec } from '@bahu/domain/agents/codecs.ts';
import type { PhoneKind } from '@bahu/domain/sign-in/methods.ts';
import { AriError, isGone, type AriClient } from '../ari/client.ts';
import { phoneEndpoint, trunkEndpoint, type AgentPhone } from '../names.ts';
import { allowedOf, standardCodecs } from './codecs.ts';

/** `codecs` as they hold for the agent, the preferred first. */
export interface PhoneSecret {
  agentId: string;
  secret: string;
  kind: PhoneKind;
  codecs: readonly Codec[];
}
export interface TrunkRoute {
  id: string;
  host: string;
  port: number;
  kind: 'peer' | 'register';
  account: string | null;
  secret: string | null;
  channels: number;
}

type Fields = Readonly<Record<string, string | number>>;

/** Seconds without audio after which an agent's leg counts as dead. */
const rtpTimeout = 20;
const rtpTimeoutOnHold = 900;
/** How long to wait until a removed endpoint is forgotten, and how often to look. */
const forgottenMs = { most: 1000, between: 10 } as const;

async function put(ari: AriClient, type: string, id: string, fields: Fields): Promise<void> {
  await ari.request(
    'PUT',
    `/asterisk/config/dynamic/res_pjsip/${type}/${id}`,
    {},
    {
      fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value: String(value) })),
    },
  );
}

async function remove(ari: AriClient, types: readonly string[], id: string): Promise<void> {
  for (const type of types) {
    const wasThere = await ari
      .request('DELETE', `/asterisk/config/dynamic/res_pjsip/${type}/${id}`)
      .then(() => true)
      .catch((error: unknown) => {
        if (!isGone(error)) throw error;
        return false;
      });
    if (wasThere && type === 'endpoint') await untilForgotten(ari, id);
  }
}

/**
 * Asterisk forgets an endpoint some moments after it has said that it is removed. One of the same name that is made meanwhile is forgotten with it: it
 * registers and is called, but no event tells of it any more. An endpoint that still has a call is seen until its call ends, hence the bound.
 */
async function untilForgotten(ari: AriClient, id: string): Promise<void> {
  const deadline = performance.now() + forgottenMs.most;
  const isSeen = (): Promise<boolean> =>
    ari
      .request('GET', `/endpoints/PJSIP/${id}`)
      .then(() => true)
      .catch((error: unknown) => {
        if (isGone(error)) return false;
        throw error;
      });
  while (performance.now() < deadline && (await isSeen())) await sleep(forgottenMs.between);
}

const markOf = (fields: unknown): string =>
  createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 16);

/** What we noted in an endpoint when it was pushed; empty when there is none. */
async function noteOf(ari: AriClient, id: string): Promise<string> {
  const path = `/asterisk/config/dynamic/res_pjsip/endpoint/${id}`;
  const known = await ari.request<{ attribute: string; value: string }[]>('GET', path).catch((error: unknown) => {
    if (isGone(error)) return [];
    throw error;
  });
  return known.find(({ attribute }) => attribute === 'callerid_tag')?.value ?? '';
}

/**
 * Makes an agent's phone known. `mediaAddress` is where a browser reaches our audio, when that is not the engine's own
 * choice. Only the password is pushed over what is there: Asterisk counts an address of record that is pushed a second
 * time twice from then on. It tells a silent phone's contact as new, and its endpoint stays online when the phone has gone.
 * Other codecs are no reason to make a phone anew, unless its credentials are.
 */
export async function pushPhone(
  ari: AriClient,
  phone: PhoneSecret,
  mediaAddress: string | null,
  { isNew = false } = {},
): Promise<void> {
  const id = phoneEndpoint(phone);
  const auth: Fields = { auth_type: 'userpass', username: id, password: phone.secret };
  const aor: Fields = {
    max_contacts: 1,
    remove_existing: 'yes',
    remove_unavailable: 'yes',
    qualify_frequency: 15,
    qualify_timeout: 3,
    maximum_expiration: 300,
  };
  const endpoint: Fields = {
    context: 'agents',
    auth: id,
    aors: id,
    direct_media: 'no',
    rtp_timeout: rtpTimeout,
    rtp_timeout_hold: rtpTimeoutOnHold,
    trust_id_inbound: 'no',
    send_pai: 'no',
    timers: 'no',
    ...(phone.kind === 'browser' ? browserFields(mediaAddress) : deskFields),
  };
  const allow = allowedOf(phone.codecs);
  const mark = markOf([aor, endpoint]);
  const note = `${mark}.${markOf(allow)}`;
  const known = await noteOf(ari, id);
  const isThere = isNew ? known === note : known.startsWith(`${mark}.`);
  if (!isThere) await remove(ari, ['endpoint', 'aor', 'auth'], id);
  await put(ari, 'auth', id, auth);
  if (isThere) return;
  await put(ari, 'aor', id, aor);
  await put(ari, 'endpoint', id, { ...endpoint, disallow: 'all', allow, callerid_tag: note });
}

const browserFields = (mediaAddress: string | null): Fields => ({
  webrtc: 'yes',
  dtls_auto_generate_cert: 'yes',
  ...(mediaAddress ? { media_address: mediaAddress, bind_rtp_to_media_address: 'yes' } : {}),
});
const deskFields: Fields = {
  transport: 'udp',
  rtp_symmetric: 'yes',
  force_rport: 'yes',
  rewrite_contact: 'yes',
  dtmf_mode: 'auto',
};

/** Forgets a phone and what is registered for it. */
export const removePhone = (ari: AriClient, phone: AgentPhone): Promise<void> =>
  remove(ari, ['endpoint', 'aor', 'auth'], phoneEndpoint(phone));

/**
 * Makes a trunk known: its calls are recognised by where they come from, ours go to it. `sources` is what `match` of an identify understands; empty
 * where only the line of our registration tells the trunk from another one. What is there already is left alone, so that pushing again disturbs no
 * registration and forgets nothing that was found out about the carrier.
 *
 * Asterisk writes the missing caller id of an endpoint as "<unknown>" and, when the endpoint is changed, reads that back as a number that overrules
 * every caller's. So an endpoint is made anew instead of changed, with its addresses of record, and only when something differs: calls that arrive
 * meanwhile would be refused. It comes last, because its note says what is there.
 */
export async function pushTrunk(ari: AriClient, trunk: TrunkRoute, sources: readonly string[]): Promise<void> {
  const id = trunkEndpoint(trunk.id);
  const { sides, aors, endpoint } = trunkParts(trunk, id, sources);
  const marks = [...sides.map(([, fields]) => fields), [aors, endpoint]].map(markOf);
  const known = (await noteOf(ari, id)).split('.');
  for (const [index, [type, fields]] of sides.entries()) {
    // A name is looked up when it is told, never again: telling it once more finds the addresses of today.
    const isName = type === 'identify' && isIP(trunk.host) === 0;
    if (known[index] === marks[index] && !isName) continue;
    if (fields) await put(ari, type, id, fields);
    else await remove(ari, [type], id);
  }
  if (marks.join('.') === known.join('.')) return;
  await remove(ari, ['endpoint'], id);
  for (const [aor, fields] of aors) {
    await remove(ari, ['aor'], aor);
    await put(ari, 'aor', aor, fields);
  }
  await put(ari, 'endpoint', id, { ...endpoint, callerid_tag: marks.join('.') });
}

interface TrunkParts {
  /** Objects beside the endpoint, by type; null: there shall be none. */
  sides: readonly [type: string, fields: Fields | null][];
  aors: readonly [id: string, fields: Fields][];
  endpoint: Fields;
}

function trunkParts(trunk: TrunkRoute, id: string, sources: readonly string[]): TrunkParts {
  const isWithAccount = trunk.account !== null && trunk.secret !== null;
  const contact = `sip:${isIPv6(trunk.host) ? `[${trunk.host}]` : trunk.host}:${trunk.port}`;
  return {
    sides: [
      ['auth', isWithAccount ? { auth_type: 'userpass', username: trunk.account!, password: trunk.secret! } : null],
      ['identify', sources.length > 0 ? { endpoint: id, match: sources.join(',') } : null],
      ['registration', trunk.kind === 'register' ? registration(trunk, id) : null],
    ],
    aors: [
      [id, { contact, qualify_frequency: 0 }],
      [probeOf(id), { contact, qualify_frequency: 30, qualify_timeout: 3 }],
    ],
    endpoint: {
      // By its name nobody is a trunk: names are no secret.
      identify_by: 'ip',
      context: 'trunk',
      aors: `${id},${probeOf(id)}`,
      transport: 'udp',
      disallow: 'all',
      allow: standardCodecs,
      direct_media: 'no',
      rtp_symmetric: 'yes',
      force_rport: 'yes',
      rewrite_contact: 'yes',
      trust_id_inbound: 'yes',
      dtmf_mode: 'auto',
      inband_progress: 'no',
      timers: 'yes',
      // A caller who sends no sound (a muted phone, a firewall) is told to the agent and never cut; our ringing tone plays until there is sound.
      rtp_timeout: 0,
      rtp_timeout_hold: 0,
      ignore_183_without_sdp: 'yes',
      ...(isWithAccount ? { outbound_auth: id } : {}),
    },
  };
}

/**
 * A carrier that does not answer OPTIONS still takes calls, so calls go to an address that is never asked. A second one is asked every 30 seconds, to
 * keep the way through a NAT open and to see the carrier; it comes second and is therefore never dialled.
 */
const probeOf = (id: string): string => `${id}-probe`;

const registration = (trunk: TrunkRoute, id: string): Fields => ({
  server_uri: `sip:${trunk.host}:${trunk.port}`,
  client_uri: `sip:${trunk.account ?? ''}@${trunk.host}`,
  outbound_auth: id,
  transport: 'udp',
  retry_interval: 30,
  max_random_initial_delay: 0,
  expiration: 300,
  line: 'yes',
  endpoint: id,
});

/** Takes a trunk out of the media server; calls that are up stay. */
export async function removeTrunk(ari: AriClient, trunkId: string): Promise<void> {
  const id = trunkEndpoint(trunkId);
  await remove(ari, ['registration', 'identify', 'endpoint', 'aor', 'auth'], id);
  await remove(ari, ['aor'], probeOf(id));
}

const banOf = (address: string): string => `ban-${address.replace(/[^0-9a-zA-Z]/g, '-')}`;

/**
 * Shuts an address out: everything that it sends gets 403 from now on, before anything else is looked at. Asterisk 22
 * does so and then answers 500, because it cannot write such a list down.
 */
export async function banAddress(ari: AriClient, address: string): Promise<void> {
  const deny = `${address}/${isIPv6(address) ? 128 : 32}`;
  await put(ari, 'acl', banOf(address), { deny }).catch((error: unknown) => {
    if (!(error instanceof AriError) || error.status !== 500) throw error;
  });
}
/** Lets it in again. */
export const unbanAddress = (ari: AriClient, address: string): Promise<void> => remove(ari, ['acl'], banOf(address));
