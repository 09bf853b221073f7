/** What it means which core the media server runs (docs/decisions/0006), for machines and for the operator. */
import { lockFile, readCore, readFailure } from '@bahu/asterisk/core/layout.mjs';
import { builderOf } from '@bahu/asterisk/core/lock.ts';
import type { MediaServer, Trouble } from '@bahu/contract/status.ts';

const lost = 'sound is lost when a stream starts anew: the customer can be missing in the recording';

/** What somebody should know about the core that runs now, and what becomes of the one that is built for `runtime`. */
export function coreTroubles(running: MediaServer, runtime: string): Trouble[] {
  if (running === 'built' || running === 'none') return [];
  if (running !== 'packaged')
    return [
      {
        code: 'media.unknown-core',
        what: `whether this Asterisk keeps sound when a stream starts anew is not known`,
        params: {},
      },
    ];
  if (readCore(runtime).kind === 'built')
    return [
      {
        code: 'media.waiting-core',
        what: `${lost}; a whole core is built and used from the next start of Asterisk`,
        params: {},
      },
    ];
  if (builderOf(lockFile(runtime)) !== undefined)
    return [{ code: 'media.building-core', what: `${lost}; a whole core is being built`, params: {} }];
  const { message = '', advice = '' } = readFailure(runtime) ?? {};
  const reason = [message, advice].join(' ').trim();
  return [
    {
      code: 'media.packaged-core',
      what: `${lost}; npm run media-server builds a whole core. ${reason}`.trim(),
      params: { reason },
    },
  ];
}
