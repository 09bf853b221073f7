/** What stands for the variables of a script in a call, as its reader may see it. */
import { fieldVariable, type ScriptVariable } from '@bahu/domain/scripts/variables.ts';
import { wireText } from '@bahu/domain/fields/wire.ts';
import { numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { openRecord } from '../../../kernel/open-records.ts';
import { listFields, presentFields } from '../../platform/fields/index.ts';
import { findOpenCustomer } from '../../crm/customers/index.ts';

const titles: Readonly<Record<string, string>> = { mr: '先生', ms: '女士' };

export async function valuesFor(tx: Tx, reader: Principal, callId: string): Promise<(name: string) => string> {
  const call = await openRecord(tx, reader, 'call', callId);
  const customer = call?.customerId ? await findOpenCustomer(tx, reader, call.customerId) : undefined;
  const text = (value: string | null | undefined): string => textFor(reader, value ?? '');
  const more = await tx
    .selectFrom('calls as c')
    .leftJoin('queues as q', (join) => join.onRef('q.tenantId', '=', 'c.tenantId').onRef('q.id', '=', 'c.queueId'))
    .leftJoin('agents as a', (join) => join.onRef('a.tenantId', '=', 'c.tenantId').on('a.id', '=', reader.userId))
    .select(['q.name as queue', 'a.extension'])
    .where('c.id', '=', callId)
    .executeTakeFirst();
  const values: Record<ScriptVariable, string> = {
    'customer.name': text(customer?.name),
    'customer.title': titles[customer?.title ?? ''] ?? '',
    'customer.company': text(customer?.company),
    'customer.phone': customer ? numberFor(reader, customer.phone) : '',
    'customer.address': text(customer?.address),
    'call.number': call && call.direction !== 'internal' ? numberFor(reader, call.number) : '',
    'call.queue': more?.queue ?? '',
    'agent.name': reader.name,
    'agent.extension': more?.extension ?? '',
  };
  const fields = customer ? await listFields(tx, 'customers') : [];
  const shown = customer ? presentFields(reader, fields, customer.fields) : {};
  const wording = { language: 'zh', moment: (at: string) => at.slice(0, 10), agentName: () => null } as const;
  return (name) => {
    if (!name.startsWith(fieldVariable)) return values[name as ScriptVariable] ?? '';
    const field = fields.find(({ key }) => key === name.slice(fieldVariable.length));
    return field ? wireText(field, shown[field.key] ?? null, wording) : '';
  };
}
