/** The customers of the demo company with their fields and follow-ups. */
import type { Tx } from '../kernel/db.ts';
import type { Files } from '../kernel/files.ts';
import { newId } from '../kernel/ids.ts';
import * as demo from './demo-data.ts';
import { customerValues, demoFields, demoOwners, followUpValues } from './demo-fields.ts';
import { seedContacts } from './seed-contacts.ts';
import { seedPapers } from './seed-papers.ts';

type Ids = Readonly<Record<string, string>>;
const day = 86_400_000;

/** Before the records: each gets its keys as it is written, so that the indexes are whole from the start. */
export async function seedFields(tx: Tx, tenantId: string): Promise<void> {
  for (const owner of demoOwners) {
    let slot = 0;
    for (const { id: fieldId, labels, options, required, isSearchable, default: defaultValue, ...field } of demoFields[
      owner
    ])
      await tx
        .insertInto('fieldDefinitions')
        .values({
          ...field,
          tenantId,
          id: newId(),
          owner,
          fieldId,
          labels: JSON.stringify(labels),
          options: JSON.stringify(options),
          required: JSON.stringify(required),
          defaultValue: JSON.stringify(defaultValue),
          slot: isSearchable ? (slot += 1) : null,
          isIndexed: isSearchable,
        })
        .execute();
  }
}

/** Customers of the demo company, and what was agreed with them. */
export async function seedCustomers(tx: Tx, tenantId: string, agents: Ids, files: Files): Promise<void> {
  const now = Date.now();
  const departments = new Map(
    (
      await tx
        .selectFrom('agents as a')
        .innerJoin('users as u', 'u.id', 'a.id')
        .select(['a.id', 'u.departmentId'])
        .execute()
    ).map((row) => [row.id, row.departmentId]),
  );
  const consultants = ['801', '807', '802'].map((extension) => agents[extension]!);
  const ids = demo.customers.map(({ createdDaysAgo }) => newId(now - createdDaysAgo * day));
  const papers = await seedPapers(tx, files, tenantId, { ids, now });
  const rows = demo.customers.map(({ ownerExtension, createdDaysAgo, ...customer }, i) => {
    const createdAt = new Date(now - createdDaysAgo * day);
    const ownerId = ownerExtension === null ? null : agents[ownerExtension]!;
    return {
      ...customer,
      fields: JSON.stringify(customerValues(i, now, consultants, papers.get(ids[i]!) ?? [])),
      tenantId,
      id: ids[i]!,
      ownerId,
      departmentId: ownerId === null ? null : (departments.get(ownerId) ?? null),
      createdAt,
      updatedAt: createdAt,
    };
  });
  await tx.insertInto('customers').values(rows).execute();
  await seedContacts(tx, tenantId, rows);
  await tx
    .insertInto('followUps')
    .values(withReminders(followUpsOf(tenantId, rows), now))
    .execute();
}

interface OwnedRow {
  readonly id: string;
  readonly ownerId: string | null;
  readonly createdAt: Date;
  readonly stage: string;
}

function followUpsOf(tenantId: string, customers: readonly OwnedRow[]) {
  const owned = customers.flatMap(({ ownerId, ...customer }) => (ownerId === null ? [] : [{ ...customer, ownerId }]));
  return demo.followUpTexts.flatMap((content, i) =>
    [0, 1, 2].map((turn) => {
      const customer = owned[(i * 5 + turn * 11) % owned.length]!;
      const createdAt = new Date(customer.createdAt.getTime() + (turn + 1) * 0.6 * 3_600_000);
      return {
        tenantId,
        id: newId(createdAt.getTime()),
        customerId: customer.id,
        agentId: customer.ownerId,
        content,
        createdAt,
        stage: customer.stage,
        serviceType: (['consult', 'after-sales', 'complaint'] as const)[i % 3]!,
        callState: i === 3 ? 'no-answer' : 'connected',
        currentState: turn === 0 ? 'done' : 'open',
        channel: 'phone',
        fields: JSON.stringify(followUpValues(i * 3 + turn)),
      };
    }),
  );
}

/** Minutes from now: one that is due, and some that come today. */
const remindedIn = [-25, 45, 150, 300];

/** Gives each agent somebody to call today: the next reminder stands in the latest follow-up of a customer. */
function withReminders<Row extends { customerId: string; agentId: string; createdAt: Date }>(rows: Row[], now: number) {
  const latest = new Map<string, Row>();
  for (const row of rows)
    if (row.createdAt >= (latest.get(row.customerId)?.createdAt ?? row.createdAt)) latest.set(row.customerId, row);
  const counts: Record<string, number> = {};
  return rows.map((row) => {
    const minutes = latest.get(row.customerId) === row ? remindedIn[(counts[row.agentId] ??= 0)] : undefined;
    if (minutes !== undefined) counts[row.agentId]! += 1;
    return { ...row, remindAt: minutes === undefined ? null : new Date(now + minutes * 60_000) };
  });
}
