/** What follows from the end of a call: nothing, a question to its agent, or a text that is to be sent. */
import { standardDeskSettings, type DeskSettings } from '@bahu/contract/desk-settings.ts';
import { listedAs } from '@bahu/domain/callcontrol/screening.ts';
import { defaultsOf } from '@bahu/domain/desk-settings/in-force.ts';
import { afterCall, fillMessage, type EndedCall, type MessageVariable } from '@bahu/domain/messages/hang-up.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/db.ts';
import { loadNumberLists } from '../../../kernel/number-lists.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import { deskSettingsOf } from '../../people/desk-settings/index.ts';
import { whyNotCalled } from '../../crm/customers/index.ts';
import { findTenant } from '../../platform/tenants/index.ts';
import { addMessage } from './store.ts';

/** Whether calling somebody at this moment is against a list of numbers, or they do not want to be called; then they get no texts either. */
export const isBlocked = async (tx: Tx, number: string, now: number): Promise<boolean> =>
  listedAs({ numberLists: await loadNumberLists(tx, number) }, { number, direction: 'outbound', now }) !== null ||
  (await whyNotCalled(tx, number)) !== null;

interface Ended {
  id: string;
  direction: EndedCall['direction'];
  number: string;
  customerName: string | null;
  customerTitle: string | null;
  /** Who had it, or at whom alone it rang. */
  agentId: string | null;
  agentName: string | null;
  extension: string | null;
  isAnswered: boolean;
}

/** Idempotent: a call has one text at most, however often this runs. Gives the new one and whose it is. */
export async function noteAfterCall(
  tx: Tx,
  { tenantId, callId, now }: { tenantId: string; callId: string; now: number },
): Promise<{ id: string; agentId: string } | null> {
  const [call, tenant] = [await findEnded(tx, callId), await findTenant(tx, tenantId)];
  if (!call || !tenant) return null;
  const { desk, branding } = readSettings(tenant.settings);
  const settings: DeskSettings = call.agentId
    ? await deskSettingsOf(tx, desk, call.agentId)
    : defaultsOf(standardDeskSettings, desk);
  const decide = (isListed: boolean) =>
    afterCall({ ...call, hasAgent: call.agentId !== null, isListed }, settings.textAfterCall, settings.textsAfterCalls);
  // Most calls have no text.
  if (decide(false).do === 'nothing') return null;
  const step = decide(await isBlocked(tx, call.number, now));
  if (step.do === 'nothing') return null;
  const text = fillMessage(step.text, valuesOf(call, branding.productName || tenant.name));
  if (text === '') return null;
  const { number, agentId } = call;
  const state = step.do === 'ask' ? ('asked' as const) : ('waiting' as const);
  const id = await addMessage(tx, { tenantId, callId, agentId, number, text, state });
  return id === undefined || agentId === null ? null : { id, agentId };
}

const titles: Readonly<Record<string, string>> = { mr: '先生', ms: '女士' };

const valuesOf = (call: Ended, company: string): Record<MessageVariable, string> => ({
  'customer.name': call.customerName ?? '',
  'customer.title': titles[call.customerTitle ?? ''] ?? '',
  'agent.name': call.agentName ?? '',
  'agent.extension': call.extension ?? '',
  'company.name': company,
});

/** A call that is over, with whoever had it; of one that nobody had, with the only one at whom it rang. */
async function findEnded(tx: Tx, callId: string): Promise<Ended | undefined> {
  const { rows } = await sql<Ended>`
    select c.id, c.direction, c.number, o.name as "customerName", o.title as "customerTitle", u.id as "agentId", u.name as "agentName", a.extension,
      (c.answered_at is not null and c.outcome <> 'voicemail') as "isAnswered"
    from calls c
      left join customers o on o.tenant_id = c.tenant_id and o.id = c.customer_id
      left join users u on u.tenant_id = c.tenant_id and u.id = coalesce(c.agent_id, (
        select case when count(distinct l.agent_id) = 1 then (array_agg(l.agent_id))[1] end
        from call_legs l where l.tenant_id = c.tenant_id and l.call_id = c.id and l.agent_id is not null))
      left join agents a on a.tenant_id = u.tenant_id and a.id = u.id
    where c.id = ${callId} and c.ended_at is not null`.execute(tx);
  return rows[0];
}
