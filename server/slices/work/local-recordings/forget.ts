/** Recordings that were announced and never came: once a day, with what there is of them. */
import type { Db } from '../../../kernel/db.ts';
import type { Files } from '../../../kernel/files.ts';
import { drop, listOld } from './store.ts';

/** The bytes go first: cut short anywhere, the next run goes on. */
export async function forgetAnnounced(db: Pick<Db, 'tenant'>, tenantId: string, files: Files): Promise<void> {
  for (const { id, path } of await db.tenant(tenantId, listOld)) {
    await files.remove(path);
    const folder = path.split('/').slice(1, -1).join('/');
    // What never became whole is known by the beginning of its name alone; the waveform begins with it, too.
    for (const { name } of await files.list(tenantId, folder))
      if (name.startsWith(`${path}.`)) await files.remove(name);
    await db.tenant(tenantId, (tx) => drop(tx, id));
  }
}
