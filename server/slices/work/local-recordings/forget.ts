/** Recordings that were announced and never came: once an hour, with what there is of them. */
import type { Db } from '../../../kernel/db.ts';
import type { Files } from '../../../kernel/files.ts';
import { drop, listOld } from './store.ts';

/**
 * The bytes go while their row is held: whoever has just sent them finds it gone, or has made them a recording, which stays. Cut short anywhere, the next
 * run goes on.
 */
export async function forgetAnnounced(db: Pick<Db, 'tenant'>, tenantId: string, files: Files): Promise<void> {
  const known = new Map<string, string[]>();
  for (const { id, path } of await db.tenant(tenantId, listOld)) {
    const folder = path.split('/').slice(1, -1).join('/');
    const names = known.get(folder) ?? (await files.list(tenantId, folder)).map(({ name }) => name);
    known.set(folder, names);
    await db.tenant(tenantId, async (tx) => {
      if (!(await drop(tx, id))) return;
      await files.remove(path);
      // What never became whole is known by the beginning of its name alone; the waveform begins with it, too.
      for (const name of names) if (name.startsWith(`${path}.`)) await files.remove(name);
    });
  }
}
