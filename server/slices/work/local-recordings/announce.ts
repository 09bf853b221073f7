/** Whose recording is to come: all that can be refused is refused before a byte is sent. */
import { localRecordingLimits, type NewLocalRecording } from '@bahu/contract/local-recordings.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { fileName } from '../../../kernel/files.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import { findOpenCustomer } from '../../crm/customers/index.ts';
import { deskSettingsOf } from '../../people/desk-settings/index.ts';
import { findTenant, refuseWhenFull } from '../../platform/tenants/index.ts';
import { findOpenCall, isNotedElsewhere } from '../calls/index.ts';
import { hasRecording } from '../recordings/index.ts';
import { note, type Whose } from './store.ts';

const dayMs = 86_400_000;
/** The clocks of two devices differ. */
export const clocksDifferMs = 5 * 60_000;

/** @throws Refusal local-recording.*, not-found, input.invalid, tenant.storage-full, too-many-requests. */
export function announce(ctx: Ctx, body: NewLocalRecording, clock: Clock): Promise<{ id: string }> {
  const { tenantId, userId } = ctx.principal;
  return ctx.tenant(async (tx) => {
    await mustBeAllowed(tx, ctx);
    const whose = body.callId === undefined ? await elsewhere(tx, ctx, body, clock.now()) : await ofCall(tx, ctx, body);
    await refuseWhenFull(tx, tenantId, body.bytes);
    const id = newId();
    // A folder for each month, so that none becomes too large to be listed.
    const path = fileName(tenantId, 'recordings', new Date(clock.now()).toISOString().slice(0, 7), id);
    await note(tx, { tenantId, agentId: userId, id, bytes: body.bytes, path, ...whose });
    return { id };
  });
}

async function mustBeAllowed(tx: Tx, { principal: { tenantId, userId } }: Ctx): Promise<void> {
  const { desk } = readSettings((await findTenant(tx, tenantId))?.settings ?? {});
  if (!(await deskSettingsOf(tx, desk, userId)).uploadsRecordings) throw new Refusal('local-recording.not-allowed');
}

/** A conversation of the agent's own over our lines that is over and has no recording. */
async function ofCall(
  tx: Tx,
  { principal }: Ctx,
  { bytes: _bytes, callId, ...rest }: NewLocalRecording,
): Promise<Whose> {
  if (Object.values(rest).some((value) => value !== undefined)) throw new Refusal('input.invalid');
  const call = await findOpenCall(tx, principal, callId!);
  if (!call || call.agentId !== principal.userId || call.direction === 'internal' || !call.answeredAt || !call.endedAt)
    throw new Refusal('not-found');
  if (await hasRecording(tx, call.id)) throw new Refusal('local-recording.has-recording');
  return { callId: call.id };
}

/** A customer whom the agent may open, with a number of theirs: a number that was typed could be tried out on those whose it is. */
async function elsewhere(tx: Tx, { principal }: Ctx, body: NewLocalRecording, now: number): Promise<Whose> {
  const { customerId, numberId = customerId, direction, startedAt } = body;
  if (customerId === undefined || direction === undefined || startedAt === undefined)
    throw new Refusal('input.invalid');
  const customer = await findOpenCustomer(tx, principal, customerId);
  const number = customer?.numbers.find(({ id }) => id === numberId)?.number;
  if (number === undefined) throw new Refusal('not-found');
  const began = new Date(readMoment(startedAt, 'startedAt'));
  const age = now - began.getTime();
  if (age < -clocksDifferMs || age > localRecordingLimits.days * dayMs) throw new Refusal('local-recording.time');
  const whose = { customerId, number, direction, startedAt: began };
  if (await isNotedElsewhere(tx, { agentId: principal.userId, ...whose })) throw new Refusal('local-recording.known');
  return whose;
}
