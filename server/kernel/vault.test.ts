import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SetupError } from './errors.ts';
import { newId } from './ids.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { checkVaultKeys, isSealed, places, seal, sealAll, sealedColumns, unseal, useVaultKeys } from './vault.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => useVaultKeys(['first key']));

/** Nothing of the installation itself is under any key. */
async function forget(): Promise<void> {
  for (const table of ['vault_check', 'operator_second_factors']) await database.asOwner(`delete from ${table}`);
}

/** Called like a secret and none: what a job, a repeated request, a line of a file or a field is known by, what a list is sorted by, and a key of a telephone. */
const harmless = [
  '_private_jobs.key',
  'built_in_fields.key',
  'customers.field_keys',
  'field_definitions.key',
  'deals.field_keys',
  'follow_ups.field_keys',
  'idempotent_requests.key',
  'import_rows.key',
  'queues.callback_key',
];

test('[P2] every column that is called like a secret is sealed, a hash, or known to be none', async () => {
  const rows = await database.asOwner<{ name: string }>(`
    select c.table_name || '.' || c.column_name as name
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
      and c.data_type not in ('boolean', 'uuid') and c.data_type not like 'timestamp%'
      and c.column_name ~ '(^|_)(secret|passw|passphrase|token|credential|key|pin|private|totp|otp|auth)'`);
  const readable = rows.map(({ name }) => name).filter((name) => !/_hash(es)?$/.test(name));
  expect(readable.toSorted()).toEqual([...sealedColumns, ...harmless].toSorted());
});

describe('[P2] secrets in the database', () => {
  test('[P2] open for their own row and for no other, and are never twice the same', () => {
    const [one, two] = [seal('JBSWY3DP', 'webhook a'), seal('JBSWY3DP', 'webhook a')];
    expect(one).not.toBe(two);
    expect(one).not.toContain('JBSWY3DP');
    expect(unseal(one, 'webhook a')).toBe('JBSWY3DP');
    expect(() => unseal(one, 'webhook b')).toThrow();
    expect(() => unseal(`${one.slice(0, -2)}AA`, 'webhook a')).toThrow();
  });

  test('[P2] open after the key has changed as long as the old one is there, and say what is missing when it is not', () => {
    const old = seal('secret', 'x');
    useVaultKeys(['second key', 'first key']);
    expect([unseal(old, 'x'), isSealed(old), isSealed(seal('secret', 'x'))]).toEqual(['secret', false, true]);
    useVaultKeys(['second key']);
    expect(() => unseal(old, 'x')).toThrow('BAHU_ENCRYPTION_KEY');
  });

  test('[P2] of before there was a key, and under an older one, are brought under the one in use at the start', async () => {
    const [tenantId, id] = [newId(), newId()];
    await database.asOwner("insert into tenants (id, code, name) values ($1, '100001', 'A')", [tenantId]);
    await database.asOwner(
      "insert into trunks (tenant_id, id, name, host, secret) values ($1, $2, 't', 'h', 'in clear'), ($1, gen_random_uuid(), 'u', 'i', null)",
      [tenantId, id],
    );
    await database.asOwner(
      "insert into webhooks (tenant_id, id, url, events, secret, old_secret) values ($1, $2, 'https://a.example', '{}', 'whsec_a', 'whsec_b')",
      [tenantId, id],
    );
    const operatorId = newId();
    await database.asOwner(
      "insert into operators (id, login_name, name, password_hash) values ($1, 'ops', 'ops', 'x')",
      [operatorId],
    );
    await database.asOwner("insert into operator_second_factors (operator_id, secret) values ($1, 'JBSWY3DP')", [
      operatorId,
    ]);
    const ofOperator = async () =>
      (await database.asOwner<{ secret: string }>('select secret from operator_second_factors'))[0]!.secret;
    const stored = async () =>
      (
        await database.asOwner<{ secret: string; old_secret: string; trunk: string }>(
          'select w.secret, w.old_secret, t.secret as trunk from webhooks w join trunks t on t.id = w.id where w.id = $1',
          [id],
        )
      )[0]!;
    expect(await sealAll(database.db, [tenantId])).toBe(4);
    expect(JSON.stringify([await stored(), await ofOperator()])).not.toMatch(/whsec|clear|JBSWY3DP/);
    expect(await sealAll(database.db, [tenantId])).toBe(0);
    useVaultKeys(['second key', 'first key']);
    expect(await sealAll(database.db, [tenantId])).toBe(4);
    useVaultKeys(['second key']);
    const { secret, old_secret: oldSecret, trunk } = await stored();
    expect([
      unseal(secret, places.webhook(id)),
      unseal(oldSecret, places.webhook(id)),
      unseal(trunk, places.trunk(id)),
    ]).toEqual(['whsec_a', 'whsec_b', 'in clear']);
    expect(unseal(await ofOperator(), places.operatorFactor(operatorId))).toBe('JBSWY3DP');
  });

  test('[P2] are of one installation: a process with another key refuses to start, even before there is any secret', async () => {
    const start = async (...keys: [string, ...string[]]): Promise<void> => {
      useVaultKeys(keys);
      await checkVaultKeys(database.db);
      await sealAll(database.db, []);
    };
    await forget();
    await start('first key');
    await start('first key');
    await expect(start('another key')).rejects.toThrow('BAHU_ENCRYPTION_KEY');
    await start('second key', 'first key');
    await start('second key');
    await expect(start('first key')).rejects.toBeInstanceOf(SetupError);
    useVaultKeys(['first key']);
    await expect(sealAll(database.db, [])).rejects.toBeInstanceOf(SetupError);
  });

  test('[P2] of an installation that had no such value yet keep a process with another key from writing one', async () => {
    const [tenantId, id] = [newId(), newId()];
    await forget();
    await database.asOwner("insert into tenants (id, code, name) values ($1, '100002', 'B')", [tenantId]);
    await database.asOwner("insert into trunks (tenant_id, id, name, host, secret) values ($1, $2, 't', 'h', $3)", [
      tenantId,
      id,
      seal('of this key', places.trunk(id)),
    ]);
    useVaultKeys(['another key']);
    await expect(sealAll(database.db, [tenantId])).rejects.toBeInstanceOf(SetupError);
    expect(await database.asOwner('select 1 from vault_check')).toEqual([]);
  });
});
