import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createTestServer } from '../../../test-server.ts';

test('[C1] names that were written before widths were one are found after the migration', async () => {
  const server = await createTestServer();
  try {
    const { tenant, database } = server;
    // As it was before.
    await database.asOwner(`drop function bahu_fold cascade; create or replace function bahu_grams(value text) returns text[] language plpgsql immutable parallel safe as $$
      declare lowered text := lower(value); grams text[] := string_to_array(lowered, null);
      begin for i in 1 .. length(lowered) - 1 loop grams := grams || substr(lowered, i, 2); end loop; return grams; end $$`);
    for (const [name, phone] of [
      ['ＡＢＣ贸易', '15400005001'],
      ['云帆', '15400005002'],
    ])
      await server.request(tenant.administrator, 'POST', '/api/customers', { name, phone });
    const grams = async () =>
      (await database.asOwner<{ n: string[] }>('select name_grams as n from customers order by phone')).map(({ n }) =>
        n.join(' '),
      );
    expect((await grams())[0]).toContain('ａ');
    await database.asOwner(
      await readFile(new URL('../../../migrations/0021-search-folding.sql', import.meta.url), 'utf8'),
    );
    expect(await grams()).toEqual(['a b c 贸 易 ab bc c贸 贸易', '云 帆 云帆']);
    const found = (await server.request(tenant.administrator, 'GET', '/api/customers?search=bc')).json<{
      items: { name: string; version: number }[];
    }>().items;
    expect(found).toMatchObject([{ name: 'ＡＢＣ贸易', version: 1 }]);
  } finally {
    await server.stop();
  }
});
