/** Calls that came to queues today, by half hours: the course of a day, which a wallboard draws. Counts over the whole company, as the live figures are. */
import { sql } from 'kysely';
import type { CallsOfDay } from '@bahu/contract/monitor.ts';
import { dayNumber, dayStart } from '@bahu/domain/time/day.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';

const halfHourSeconds = 1800;

/** Of these queues, or of all that there are. */
export async function readCallsOfDay(
  tx: Tx,
  tenantId: string,
  queueIds: readonly string[] | null,
  now: number,
): Promise<CallsOfDay> {
  const { settings } = await tx
    .selectFrom('tenants')
    .select('settings')
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow();
  const { utcOffsetMinutes } = readSettings(settings);
  const begin = new Date(dayStart(dayNumber(now, utcOffsetMinutes), utcOffsetMinutes));
  let calls = tx
    .selectFrom('calls')
    .select([
      sql<number>`floor(extract(epoch from started_at - ${begin}::timestamptz) / ${halfHourSeconds})::int`.as('at'),
      sql<number>`count(*)::int`.as('calls'),
      sql<number>`(count(*) filter (where outcome = 'abandoned-queue'))::int`.as('abandoned'),
    ])
    .where('direction', '=', 'inbound')
    .where('isElsewhere', '=', false)
    .where('startedAt', '>=', begin)
    .where('startedAt', '<=', new Date(now))
    .where('queueId', 'is not', null);
  if (queueIds) calls = calls.where('queueId', 'in', queueIds);
  return { halfHours: await calls.groupBy('at').orderBy('at').execute() };
}
