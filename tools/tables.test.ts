import { describe, expect, it } from 'vitest';
import { tablesOfMigrations, tableWrites, writtenTables } from './table-writes.ts';

/** Tables that two parts write, and why. The list only becomes shorter: a test fails for a part that writes its table no more. */
const shared: Readonly<Record<string, readonly string[]>> = {
  // The gate, which knows no slice, notes when a key was used last.
  api_keys: ['server/kernel', 'server/slices/platform/api-keys'],
};

describe('a table', () => {
  const writes = tableWrites();
  const partsOf = (table: string) => [...new Set(writes.filter((one) => one.table === table).map(({ part }) => part))];

  it('is written by one slice or one folder of the server alone; whoever else wants something of it asks or tells', () => {
    const several = [...tablesOfMigrations()].flatMap((table) => {
      const parts = partsOf(table).toSorted();
      return parts.length > 1 ? [[table, parts] as const] : [];
    });
    expect(Object.fromEntries(several)).toEqual(shared);
  });

  it.each([
    ["tx.insertInto('importRows').values(row)", ['import_rows']],
    ["await tx\n  .updateTable('users as u')\n  .set(values)", ['users']],
    ["tx.deleteFrom('agents').where('id', '=', id)", ['agents']],
    ['sql`with n as (select 1) update customers c set name = 1`', ['customers']],
    ['sql`Insert Into import_changes (id) select id from users`', ['import_changes']],
    ['sql`delete from customer_numbers o using before b`', ['customer_numbers']],
    ["tx.selectFrom('users').forUpdate()", []],
    ["recordHandlers(\n  { type: 'user', table: 'importRows', find },", ['import_rows']],
    ["const spec: RecordSpec<Row> = { table: 'trunks' }", ['trunks']],
    ["countBy({ table: 'users' })", []],
    ['sql`select id from users for update`', []],
    ['sql`insert into trunks (id) values (1) on conflict (id) do update set name = 1`', ['trunks']],
    ['/** Those who update users are told. */\n// update users', []],
  ])('is seen to be written, or not, in %j', (source, tables) => {
    expect(writtenTables(source, tablesOfMigrations())).toEqual(tables);
  });
});
