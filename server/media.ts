/** The media engine as configured: our own Asterisk as a supervised child, or one that stands elsewhere; and the simulated carrier. */
import path from 'node:path';
import type { Config } from './kernel/config.ts';
import type { Db } from './kernel/db.ts';
import type { Log } from './kernel/log.ts';
import type { Secrets } from './kernel/secrets.ts';
import type { AriAddress } from './telephony/ari/client.ts';

export interface Media {
  ari: AriAddress;
  voiceFolder: string;
  rawFolder: string;
  voicemailFolder: string;
  carrier: { placeDemoCall(call: { did: string; caller: string }): Promise<void> } | null;
  stop(): Promise<void>;
}

export interface MediaEvents { onEngineDied: () => void }

export async function startMedia(config: Config, _secrets: Secrets, _db: Db, _log: Log, _events: MediaEvents): Promise<Media> {
  const { external } = config.media;
  if (!external) throw new Error('embedded media comes with asterisk/instance.ts');
  return {
    ari: external.ari, voiceFolder: external.voiceFolder, rawFolder: external.rawFolder, voicemailFolder: path.join(external.spoolFolder, 'recording'), carrier: null,
    stop: async () => undefined,
  };
}
