/** From the options of an instance to the files of its configuration folder. Pure: nothing is read or written here. */
import { ariConf, hepConf, httpConf, pjsipConf, rtpConf, sorceryConf } from './configuration/network.ts';
import {
  asteriskConf,
  indicationsConf,
  loggerConf,
  modulesConf,
  musicOnHoldConf,
  stasisConf,
  switchedOff,
  type InstancePlaces,
} from './configuration/core.ts';
import { engineDialplan } from './configuration/dialplan.ts';
import { OptionError, type InstanceOptions } from './options.ts';

/**
 * Renders every file, by name. Throws OptionError when an option holds what the format would read as something else:
 * a rendered file never says more than the options meant.
 */
export function renderConfiguration(options: InstanceOptions, places: InstancePlaces): Record<string, string> {
  return {
    'asterisk.conf': asteriskConf(options, places),
    'modules.conf': modulesConf(options.kind),
    'logger.conf': loggerConf(),
    'stasis.conf': stasisConf(),
    'musiconhold.conf': musicOnHoldConf(options.mohFolder),
    'indications.conf': indicationsConf(),
    'http.conf': httpConf(options),
    'ari.conf': ariConf(options),
    'rtp.conf': rtpConf(options),
    'sorcery.conf': sorceryConf(options.kind),
    ...switchedOff(),
    ...(options.kind === 'engine' ? engineFiles(options) : carrierFiles(options)),
  };
}

const engineFiles = (options: InstanceOptions): Record<string, string> => ({
  'pjsip.conf': pjsipConf(options),
  'extensions.conf': engineDialplan(),
  'hep.conf': hepConf(options),
});

function carrierFiles(options: InstanceOptions): Record<string, string> {
  if (!options.own) throw new OptionError('a carrier needs its own peers and dialplan');
  return {
    'pjsip.conf': `${pjsipConf(options)}\n${options.own.pjsip}`,
    'extensions.conf': options.own.extensions,
  };
}
