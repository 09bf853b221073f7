/** The parts of the configuration that open ports: SIP, RTP, and the HTTP server with ARI. */
import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import {
  safeAddress,
  safeNumber,
  safePort,
  safeSecret,
  safeWord,
  OptionError,
  type InstanceOptions,
} from '../options.ts';
import { file, section, type Entry } from './syntax.ts';

/** `http.conf`: ARI and the softphones' WebSocket, for programs of this machine only. Browsers come through our own server. */
export const httpConf = ({ http }: InstanceOptions): string =>
  section('general', [
    ['enabled', true],
    ['bindaddr', '127.0.0.1'],
    ['bindport', safePort('http.port', http.port)],
    ['sessionlimit', 2000],
    ['session_inactivity', 60_000],
    ['session_keep_alive', 60_000],
    ['enable_static', false],
    ['enable_status', false],
    ['servername', 'Bahu'],
  ]);

/** `ari.conf`: one user. */
export const ariConf = ({ ari }: InstanceOptions): string =>
  file(
    section('general', [
      ['enabled', true],
      ['websocket_write_timeout', 2000],
      ['pretty', false],
    ]),
    section(safeWord('ari.user', ari.user), [
      ['type', 'user'],
      ['read_only', false],
      ['password', safeSecret('ari.password', ari.password)],
      ['password_format', 'plain'],
    ]),
  );

/** `rtp.conf`. */
export function rtpConf({ rtp, iceHostCandidates = {} }: InstanceOptions): string {
  const from = safePort('rtp.from', rtp.from);
  const to = safePort('rtp.to', rtp.to);
  if (to - from < 3) throw new OptionError(`rtp.to must be at least 3 above rtp.from: ${from} to ${to}`);
  const candidates = Object.entries(iceHostCandidates).map(([local, offered]): Entry => [
    safeAddress('iceHostCandidates', local),
    safeAddress('iceHostCandidates', offered),
  ]);
  return file(
    section('general', [
      ['rtpstart', from],
      ['rtpend', to],
      ['strictrtp', true],
      ['icesupport', true],
    ]),
    ...(candidates.length > 0 ? [section('ice_host_candidates', candidates, '=>')] : []),
  );
}

/** The address of a SIP transport as Asterisk writes it. */
const bindOf = ({ address, port }: InstanceOptions['sip']): string => {
  const host = safeAddress('sip.address', address);
  return `${isIPv6(host) ? `{${host}}` : host}:${safePort('sip.port', port)}`;
};

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

/** Behind NAT the SDP and the Contact must name the outside address, except towards this machine itself. */
function natEntries({ sip, mediaAddress }: InstanceOptions): Entry[] {
  if (mediaAddress === undefined || isLoopback(sip.address)) return [];
  const outside = safeAddress('mediaAddress', mediaAddress);
  return [
    ['external_media_address', outside],
    ['external_signaling_address', outside],
    ['local_net', '127.0.0.0/8'],
  ];
}

/** `pjsip.conf`: transports and global settings; trunks and softphones are pushed over ARI. No anonymous endpoint. */
export const pjsipConf = (options: InstanceOptions): string =>
  file(
    section('global', [
      ['type', 'global'],
      ['user_agent', 'Bahu'],
      ['default_realm', 'bahu'],
      ['default_from_user', 'bahu'],
      ['endpoint_identifier_order', 'username,ip'],
      ['taskprocessor_overload_trigger', 'pjsip_only'],
      ['keep_alive_interval', 20],
      ['debug', false],
    ]),
    section('system', [
      ['type', 'system'],
      ['disable_tcp_switch', true],
      ['taskpool_initial_size', safeNumber('taskpool', 8, 1, 64)],
    ]),
    section('udp', [['type', 'transport'], ['protocol', 'udp'], ['bind', bindOf(options.sip)], ...natEntries(options)]),
    ...(options.kind === 'engine'
      ? [
          section('ws', [
            ['type', 'transport'],
            ['protocol', 'ws'],
            ['bind', '127.0.0.1'],
            ['websocket_write_timeout', 2000],
          ]),
        ]
      : []),
  );

/**
 * `hep.conf`: copies of all SIP messages go to the control plane on this machine, for what Asterisk does not tell (the reason of a refusal, calls that
 * it refuses by itself). The port is that of the HTTP server, in UDP.
 */
export const hepConf = ({ http, ari }: InstanceOptions): string =>
  section('general', [
    ['enabled', true],
    ['capture_address', `127.0.0.1:${safePort('http.port', http.port)}`],
    ['capture_password', sipWatchKey(ari.password)],
    ['capture_id', 1],
    ['uuid_type', 'call-id'],
  ]);

/** What proves that a copied SIP message comes from our Asterisk. Not the password itself, which whoever holds the port would learn. */
export const sipWatchKey = (password: string): string =>
  createHash('sha256').update(`sip-watch ${password}`).digest('hex').slice(0, 32);

/** `sorcery.conf`: an engine's peers are pushed over ARI into its memory; a carrier has its own in a file and may be given more. */
export const sorceryConf = (kind: InstanceOptions['kind']): string =>
  file(
    section('res_pjsip', [
      ...wizards(kind, 'endpoint'),
      ...wizards(kind, 'auth'),
      ...wizards(kind, 'aor'),
      ['contact', 'memory'],
    ]),
    section('res_pjsip_endpoint_identifier_ip', wizards(kind, 'identify')),
    section('res_pjsip_outbound_registration', wizards(kind, 'registration')),
    // Beside the user of ari.conf there is one whose password changes with the owner of the calls.
    section('res_ari', [
      ['user', 'config,ari.conf,criteria=type=user'],
      ['user', 'memory'],
    ]),
    // Addresses that are shut out for a while.
    section('acl', [['acl', 'memory']]),
  );

const wizards = (kind: InstanceOptions['kind'], type: string): Entry[] => [
  ...(kind === 'carrier' ? [[type, `config,pjsip.conf,criteria=type=${type}`] as Entry] : []),
  [type, 'memory'],
];
