/**
 * The media server has to know a desk phone as it is set up now: noted with the change itself, done at once where it can be, and else by a job until it is
 * done. A secret that is revoked while the media server cannot be told would open for whoever has it until the next start.
 */
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Db, Tx } from './db.ts';
import { addToOutbox, noteDone, type Send } from './outbox.ts';

/** `isNew`: its secret is another one. */
const Follow = Type.Object({ agentId: Type.String(), isNew: Type.Boolean() });
export const followKind = 'desk-phone.follow';
/** After which the job does what was left undone. */
const leftAfterSeconds = 10;

/** Tells the media server. @throws when it cannot be told. */
export type TellDeskPhone = (tenantId: string, agentId: string, how: { isNew: boolean }) => Promise<void>;
type Intent = Static<typeof Follow> & { id: string; tenantId: string };

/** In the transaction of the change. */
export async function intendFollow(tx: Tx, tenantId: string, follow: Static<typeof Follow>): Promise<Intent> {
  const id = await addToOutbox(tx, tenantId, followKind, follow, { inSeconds: leftAfterSeconds });
  return { ...follow, id, tenantId };
}

/** Behind it. What cannot be done now is left to the job. @returns whether it was done */
export async function followNow(
  db: Pick<Db, 'tenant'>,
  tell: TellDeskPhone,
  { id, tenantId, agentId, isNew }: Intent,
): Promise<boolean> {
  try {
    await tell(tenantId, agentId, { isNew });
  } catch {
    return false;
  }
  await db.tenant(tenantId, (tx) => noteDone(tx, id));
  return true;
}

/** By the job. */
export const followLater =
  (tell: TellDeskPhone): Send =>
  async (payload, { tenantId }) => {
    const { agentId, isNew } = Value.Parse(Follow, payload);
    await tell(tenantId, agentId, { isNew });
  };
