/** The parts of the configuration that have nothing to do with the network: folders, modules, logs, tones, music. */
import path from 'node:path';
import modules from '../modules.json' with { type: 'json' };
import { safeNumber, safePath, safeWord, type InstanceOptions } from '../options.ts';
import { file, section } from './syntax.ts';

/** Where the parts of one instance are. */
export interface InstancePlaces {
  configuration: string;
  /** Holds the control socket, whose path must stay short. */
  run: string;
  logs: string;
  /** Modules and documentation of the installed Asterisk. */
  modules: string;
  /** Documentation and sounds as Asterisk expects them beside each other. */
  data: string;
  /** Internal database, keys. */
  state: string;
  spool: string;
}

/** `asterisk.conf`: folders, limits, nothing that could start a program. */
export function asteriskConf(options: InstanceOptions, places: InstancePlaces): string {
  const inState = (name: string) => safePath(name, path.join(places.state, name));
  return file(
    section(
      'directories',
      [
        ['astetcdir', safePath('configuration folder', places.configuration)],
        ['astmoddir', safePath('modules folder', places.modules)],
        ['astvarlibdir', safePath('state folder', places.state)],
        ['astdbdir', inState('db')],
        ['astkeydir', safePath('state folder', places.state)],
        ['astdatadir', safePath('data folder', places.data)],
        ['astagidir', inState('agi')],
        ['astspooldir', safePath('spool folder', places.spool)],
        ['astrundir', safePath('run folder', places.run)],
        ['astlogdir', safePath('log folder', places.logs)],
        ['astcachedir', inState('cache')],
      ],
      '=>',
    ),
    section('options', [
      ['verbose', 0],
      ['debug', 0],
      ['systemname', safeWord('name', options.name)],
      ['documentation_language', 'en_US'],
      ['defaultlanguage', 'zh'],
      ['maxfiles', 20_000],
      ['maxcalls', safeNumber('maxCalls', options.maxCalls, 1, 20_000)],
      ['hideconnect', true],
      ['live_dangerously', false],
      ['disable_remote_console_shell', true],
      ['cache_record_files', false],
    ]),
  );
}

/** `modules.conf`: nothing is loaded that is not named here. */
export function modulesConf(kind: InstanceOptions['kind']): string {
  const names = [...modules.base, ...modules[kind]];
  return section('modules', [['autoload', false], ...names.map((name) => ['load', `${name}.so`] as const)]);
}

/** `logger.conf`: what went wrong, and security events in a file of their own. Sizes are capped by the supervisor. */
export const loggerConf = (): string =>
  file(
    section('general', [
      ['dateformat', '%F %T.%3q'],
      ['use_callids', true],
      ['queue_log', false],
    ]),
    section(
      'logfiles',
      [
        ['messages.log', 'notice,warning,error'],
        ['security.log', 'security'],
      ],
      '=>',
    ),
  );

/**
 * Messages inside Asterisk that nobody here listens to; each costs work for every channel.
 * Channel variables are the most frequent of all events.
 */
const declinedMessages = `
  ast_channel_varset_type ast_rtp_rtcp_sent_type ast_rtp_rtcp_received_type ast_channel_moh_start_type
  ast_channel_moh_stop_type ast_test_suite_message_type ast_mwi_state_type ast_mwi_vm_app_type ast_parked_call_type
  ast_presence_state_message_type ast_channel_agent_login_type ast_channel_agent_logoff_type ast_channel_fax_type
  ast_channel_hangup_handler_type aoc_s_type aoc_d_type aoc_e_type ast_cc_available_type ast_cc_offertimerstart_type
  ast_cc_requested_type ast_cc_requestacknowledged_type ast_cc_callerstopmonitoring_type
  ast_cc_callerstartmonitoring_type ast_cc_callerrecalling_type ast_cc_recallcomplete_type ast_cc_failure_type
  ast_cc_monitorfailed_type cel_generic_type ast_local_optimization_begin_type ast_local_optimization_end_type
`
  .trim()
  .split(/\s+/);

/** `stasis.conf`. */
export const stasisConf = (): string =>
  section(
    'declined_message_types',
    declinedMessages.map((type) => ['decline', type] as const),
  );

/** `musiconhold.conf`: one class, ours. */
export const musicOnHoldConf = (folder: string): string =>
  section('default', [
    ['mode', 'files'],
    ['directory', safePath('mohFolder', folder)],
    ['sort', 'alpha'],
  ]);

/** `indications.conf`: the tones of the Chinese network, all of 450 Hz. Commas and slashes are part of the format. */
export const indicationsConf = (): string =>
  file(
    section('general', [['country', 'cn']]),
    section('cn', [
      ['description', 'China'],
      ['ringcadence', '1000,4000'],
      ['dial', '450'],
      ['busy', '450/350,0/350'],
      ['ring', '450/1000,0/4000'],
      ['congestion', '450/700,0/700'],
      ['callwaiting', '450/400,0/4000'],
      ['dialrecall', '450'],
      ['record', '950/400,0/10000'],
      ['info', '450/100,0/100,450/100,0/100,450/100,0/100,450/400,0/400'],
      ['stutter', '450+425'],
    ]),
  );

/** Files whose parts must be there, and that switch off what we do not use. */
export const switchedOff = (): Record<string, string> => ({
  'cdr.conf': section('general', [['enable', false]]),
  'cel.conf': section('general', [['enable', false]]),
  'manager.conf': section('general', [
    ['enabled', false],
    ['webenabled', false],
  ]),
  'features.conf': section('general', []),
  'udptl.conf': section('general', []),
  'acl.conf': '',
  'pjproject.conf': section('startup', [['type', 'startup']]),
  'websocket_client.conf': '',
  'ccss.conf': section('general', []),
});
