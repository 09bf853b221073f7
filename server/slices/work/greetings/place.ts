/** Brings a greeting to where the media server plays it from: its folder of recordings, which it shares with us. Replaced whole, under a new name. */
import { chown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Type } from 'typebox';
import { greetingOwners } from '@bahu/contract/greetings.ts';
import { greetingName } from '../../../kernel/greeting-name.ts';
import type { Files } from '../../../kernel/files.ts';
import { handleJob, jobKind, type JobHandler } from '../../../kernel/jobs.ts';
import type { JobsHost } from '../../server-slice.ts';
import { readSound, toTelephone } from './convert.ts';
import { findGreeting, notePlaced, soundFile } from './store.ts';

/** Enqueued with a change. */
export const placeJob = jobKind(
  'greeting.place',
  Type.Object({ owner: Type.Enum([...greetingOwners]), id: Type.String({ format: 'uuid' }) }),
);

type PlaceHost = Pick<JobsHost, 'files' | 'configured' | 'agentChanged'> & { folder: string };

export const createPlaceJob = ({ files, configured, agentChanged, folder }: PlaceHost): JobHandler =>
  handleJob(placeJob, async (whose, { tenantId, tenant }) => {
    const row = await tenant((tx) => findGreeting(tx, whose));
    if (!row || row.fileId === row.placedId) return;
    const { fileId, placedId } = row;
    if (fileId !== null) await place(files, folder, { tenantId, fileId });
    if (!(await tenant((tx) => notePlaced(tx, whose, fileId)))) {
      // Another was chosen meanwhile: nobody plays this one.
      if (fileId !== null) await rm(placeOf(folder, fileId), { force: true });
      return;
    }
    await (whose.owner === 'agents' ? agentChanged(tenantId, whose.id) : configured(tenantId, 'queues'));
    // Whoever hears the former one hears it to its end.
    if (placedId === null) return;
    await rm(placeOf(folder, placedId), { force: true });
    await files.remove(soundFile(tenantId, placedId));
  });

const placeOf = (folder: string, fileId: string): string => path.join(folder, `${greetingName(fileId)}.wav`);

async function place(files: Files, folder: string, { tenantId, fileId }: { tenantId: string; fileId: string }) {
  const pieces: Buffer[] = [];
  for await (const piece of files.read(soundFile(tenantId, fileId))) pieces.push(piece as Buffer);
  const file = Buffer.concat(pieces);
  const sound = readSound(file);
  if (!sound) throw new Error(`the greeting ${fileId} cannot be read`);
  const target = placeOf(folder, fileId);
  await makeFolder(folder);
  await writeFile(`${target}.new`, await toTelephone(file, sound), { mode: 0o644, flush: true });
  await rename(`${target}.new`, target);
}

/** The media server makes it with its first recording; one of ours must be as good to it. */
async function makeFolder(folder: string): Promise<void> {
  if ((await mkdir(folder, { recursive: true })) === undefined) return;
  const { uid, gid } = await stat(path.dirname(path.dirname(folder)));
  await chown(folder, uid, gid);
}
