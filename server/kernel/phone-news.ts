/**
 * The media server has to know a desk phone as it is set up now, and to forget the phone of a page whose session has ended: noted with the change itself,
 * done at once where it can be, and else by a job until it is done. A secret that is revoked while the media server cannot be told would open for whoever has
 * it until the next start.
 */
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Db, Tx } from './db.ts';
import { addToOutbox, carryOut, type Intent, type Send } from './outbox.ts';

/** After which the job does what was left undone. */
const leftAfterSeconds = 10;

/** `isNew`: its secret is another one. */
const Follow = Type.Object({ agentId: Type.String(), isNew: Type.Boolean() });
export const followKind = 'desk-phone.follow';

/** Tells the media server. @throws when it cannot be told. */
export type TellDeskPhone = (tenantId: string, agentId: string, how: { isNew: boolean }) => Promise<void>;

/** In the transaction of the change. */
export async function intendFollow(
  tx: Tx,
  tenantId: string,
  follow: Static<typeof Follow>,
): Promise<Intent & Static<typeof Follow>> {
  const id = await addToOutbox(tx, tenantId, followKind, follow, { inSeconds: leftAfterSeconds });
  return { ...follow, id, tenantId };
}

/** Behind it. What cannot be done now is left to the job. @returns whether it was done */
export const followNow = (
  db: Pick<Db, 'tenant'>,
  tell: TellDeskPhone,
  { agentId, isNew, ...intent }: Awaited<ReturnType<typeof intendFollow>>,
): Promise<boolean> => carryOut(db, intent, () => tell(intent.tenantId, agentId, { isNew }));

/** By the job. */
export const followLater =
  (tell: TellDeskPhone): Send =>
  async (payload, { tenantId }) => {
    const { agentId, isNew } = Value.Parse(Follow, payload);
    await tell(tenantId, agentId, { isNew });
  };

const Forget = Type.Object({ agentId: Type.String() });
export const forgetKind = 'softphone.forget';

/** Has the media server forget the phone of an agent's page, unless a session has it again. @throws when it cannot be told. */
export type ForgetSoftphone = (tenantId: string, agentId: string) => Promise<void>;

/** In the transaction in which the session's phone ends. */
export async function intendForget(tx: Tx, tenantId: string, agentId: string): Promise<Intent> {
  return { id: await addToOutbox(tx, tenantId, forgetKind, { agentId }, { inSeconds: leftAfterSeconds }), tenantId };
}

/** By the job. */
export const forgetLater =
  (forget: ForgetSoftphone): Send =>
  (payload, { tenantId }) =>
    forget(tenantId, Value.Parse(Forget, payload).agentId);
