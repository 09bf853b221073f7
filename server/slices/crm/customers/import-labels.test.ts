/** Labels of numbers in sheets: read, refused, written and taken back; what an export wrote, an import reads. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import { numberLabels, type NumberLabel } from '@bahu/domain/fields/number-labels.ts';
import { seed } from '../../../test-draw.ts';
import { openTransfers } from '../../../test-transfers.ts';

const { server, drive, admin, rowsOf } = await openTransfers();
const text = (...lines: string[]): string => lines.join('\r\n');
const all = async (search = ''): Promise<Customer[]> =>
  (await server.request(admin(), 'GET', `/api/customers?limit=100&search=${encodeURIComponent(search)}`)).json<{
    items: Customer[];
  }>().items;
const labelled = async (name: string): Promise<string[]> =>
  (await all(name))[0]!.numbers.map(({ number, label }) => `${number.slice(-2)} ${label}`.trim());

describe('[C4] [C2] the column of labels', () => {
  test('[C4] [C2] names the main number first and the others in the order of their columns', async () => {
    const found = await drive.importAll(
      admin(),
      text(
        '姓名,电话,电话2,其他号码,号码标签',
        '标一,13900020001,13900020002,13900020003、13900020004,手机；公司；；Home',
      ),
    );
    expect(found.mapping).toEqual(['name', 'phone', 'phone2', 'numbers', 'numberLabels']);
    expect(await labelled('标一')).toEqual(['01 mobile', '02 work', '03', '04 home']);
  });

  test('[C4] [C2] leaves a label where it says nothing, and undoing puts back those that it changed', async () => {
    const heads = '姓名,电话,其他号码,号码标签';
    await drive.importAll(admin(), text(heads, '标二,13900020011,13900020012、13900020013,手机；单位；住宅'));
    const again = await drive.importAll(
      admin(),
      text(heads, '标二,13900020011,13900020013、13900020014、13900020012,；无；其他'),
      { onExisting: 'update' },
    );
    expect(await labelled('标二')).toEqual(['11 mobile', '12 work', '13', '14 other']);
    await drive.step(admin(), again.id, 'undo');
    expect(await labelled('标二')).toEqual(['11 mobile', '12 work', '13 home']);
    await drive.importAll(admin(), text(heads, '标二,13900020011,,'), { onExisting: 'update' });
    expect(await labelled('标二')).toEqual(['11 mobile', '12 work', '13 home']);
  });

  test('[C4] [C2] of a number that the row has twice counts once, and is of the number wherever a customer has it', async () => {
    await drive.importAll(
      admin(),
      text('姓名,电话,其他号码,号码标签', '标三,13900020021,13900020021、13900020022,手机；单位；住宅'),
    );
    expect(await labelled('标三')).toEqual(['21 mobile', '22 home']);
    await drive.importAll(admin(), text('姓名,电话,号码标签', '标三,13900020022,其他'), { onExisting: 'update' });
    expect(await labelled('标三')).toEqual(['21 mobile', '22 other']);
  });

  test('[C4] [C2] with an unknown word, or with more labels than numbers, refuses its row with the reason', async () => {
    const ready = await drive.map(
      admin(),
      await drive.upload(
        admin(),
        text('姓名,电话,电话2,号码标签', '标四,13900020031,,传真', '标五,13900020032,13900020033,手机；单位；住宅'),
      ),
    );
    const outcome = (await rowsOf(ready)).map(({ state, errors }) => [
      state,
      ...errors.map(({ column, reason, params }) => `${column} ${reason} ${Object.values(params).join()}`.trim()),
    ]);
    expect(outcome).toEqual([
      ['invalid', '3 choice'],
      ['invalid', '3 too-many-labels 2'],
    ]);
    const file = await server.request(admin(), 'GET', `/api/jobs/${ready.jobId}/errors?language=zh-CN`);
    expect(file.body).toContain('号码标签：标签比号码多（号码 2 个）');
  });

  test('[C4] [C2] names no number of a row that is not written', async () => {
    const heads = '姓名,电话,号码标签';
    const ready = await drive.map(admin(), await drive.upload(admin(), text(heads, '标六,13900020041,手机')));
    await server.request(admin(), 'POST', '/api/customers', { name: '先来', phone: '13900020041' });
    await drive.step(admin(), ready.id, 'apply');
    expect(await labelled('先来')).toEqual(['41']);
    await drive.importAll(admin(), text(heads, '标六,13900020041,手机'), { onExisting: 'skip' });
    expect(await labelled('先来')).toEqual(['41']);
  });
});

/** Customers with their numbers and labels; digits come from their place, so that no two have the same. */
const anyCustomers = fc.array(
  fc.array(fc.tuple(fc.constantFrom(...numberLabels), fc.boolean()), { minLength: 1, maxLength: 10 }),
  { minLength: 1, maxLength: 6 },
);

test('[C4] [C5] [C2] whatever labels numbers have, they come back from a sheet, to customers who are there and to new ones', async () => {
  const run = fc.record({
    customers: anyCustomers,
    format: fc.constantFrom('csv', 'xlsx'),
    language: fc.constantFrom('zh-CN', 'en'),
  });
  await fc.assert(
    fc.asyncProperty(run, async ({ customers, format, language }) => {
      await server.database.asOwner('delete from customers');
      for (const [i, numbers] of customers.entries()) {
        const [main, ...further] = numbers.map(([label, hasKeys]: [NumberLabel, boolean], k) => ({
          phone: `1390003${i}${String(k).padStart(3, '0')}${hasKeys ? '转12' : ''}`,
          label,
        }));
        const made = await server.request(admin(), 'POST', '/api/customers', {
          name: `客户${i}`,
          ...main,
          numbers: further,
        });
        expect(made.statusCode, made.body).toBe(200);
      }
      const lines = async () =>
        (await all())
          .map(({ name, numbers }) => ({ name, numbers: numbers.map(({ id: _id, ...number }) => number) }))
          .toSorted((one, other) => one.name.localeCompare(other.name));
      const before = await lines();
      const { bytes } = await drive.exportFile(admin(), { kind: 'customers', format, language });
      await drive.importAll(admin(), bytes, { onExisting: 'update' });
      expect(await lines()).toEqual(before);
      // An empty cell leaves what is there: of customers without any label it has nothing to say.
      await server.database.asOwner("update customer_numbers set label = 'other'");
      await drive.importAll(admin(), bytes, { onExisting: 'update' });
      expect(await lines()).toEqual(
        before.map(({ name, numbers }) => ({
          name,
          numbers: numbers.some(({ label }) => label) ? numbers : numbers.map((one) => ({ ...one, label: 'other' })),
        })),
      );
      await server.database.asOwner('delete from customers');
      await drive.importAll(admin(), bytes);
      expect(await lines()).toEqual(before);
    }),
    { seed, numRuns: 6, endOnFailure: true },
  );
});

test('[C5] [C2] labels of hidden numbers are exported, the numbers stay hidden', async () => {
  await server.database.asOwner('delete from customers');
  await drive.importAll(admin(), text('姓名,电话,其他号码,号码标签', '隐,13900020051,13900020052,手机；单位'));
  await server.database.asOwner(
    "update roles set masks_numbers = true, scope = 'all' where tenant_id = $1 and code = 'supervisor'",
    [server.tenant.id],
  );
  await server.sessions.refreshTenant(server.tenant.id);
  const { bytes } = await drive.exportFile(server.tenant.supervisor, {
    kind: 'customers',
    columns: ['phone', 'numbers', 'numberLabels'],
  });
  expect(bytes.toString()).toContain('139****0051,139****0052,手机；单位');
});
