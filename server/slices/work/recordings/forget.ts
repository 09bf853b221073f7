/** What recorders wrote and no recording is made of: of a call that none of those who were recorded had. */
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { callIdOfLeg } from '@bahu/domain/callcontrol/leg-id.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Db } from '../../../kernel/db.ts';

export interface ForgetOptions {
  db: Db;
  clock: Clock;
  rawFolder: string;
  /** Messages that nobody keeps: of callers who have said nothing. */
  voicemailFolder: string;
}

/** Milliseconds after a call's end in which its phones have surely been hung up, and their recorders closed their files. */
const closedWithinMs = 60_000;

/**
 * Removes the raw files of the tenants' ended calls for which no recording waits to be made. Files of calls that go on, or of
 * which nothing is known (yet), stay, and so does what is not a recorder's.
 */
export async function forgetRaw(options: ForgetOptions, tenantIds: readonly string[]): Promise<void> {
  for (const folder of [options.rawFolder, options.voicemailFolder]) await forgetIn(options, folder, tenantIds);
}

async function forgetIn({ db, clock }: ForgetOptions, folder: string, tenantIds: readonly string[]): Promise<void> {
  const names = await readdir(folder).catch(orNone);
  const ids = [...new Set(names.map(callIdOfFile).filter((id) => id !== null))];
  for (const tenantId of ids.length === 0 ? [] : tenantIds) {
    const ended = await db.tenant(tenantId, (tx) =>
      tx
        .selectFrom('calls')
        .select('id')
        .where('id', 'in', ids)
        .where('endedAt', '<', new Date(clock.now() - closedWithinMs))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('recordings')
                .select('recordings.id')
                .whereRef('recordings.callId', '=', 'calls.id')
                .where('recordings.status', '=', 'pending'),
            ),
          ),
        )
        .execute(),
    );
    const endedIds = new Set<string | null>(ended.map(({ id }) => id));
    const left = names.filter((name) => endedIds.has(callIdOfFile(name)));
    for (const name of left) await rm(path.join(folder, name), { force: true });
  }
}

/** As the context `record` of the engine's dialplan names them (asterisk/configuration/dialplan.ts). */
const callIdOfFile = (name: string): string | null =>
  callIdOfLeg(/^(.+)-(?:heard|sent)\.raw$/.exec(name)?.[1] ?? '') ??
  /^voicemail-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.wav$/.exec(name)?.[1] ??
  null;

/** The media server makes the folder of messages with the first one. */
function orNone(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
