import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RegionTableRow } from '@bahu/contract/operator.ts';
import { operatorCookie } from '../../../kernel/auth/operators.ts';
import { areaCodeOf, regionFor } from '../../../kernel/regions.ts';
import { createTestServer, type TestServer } from '../../../test-server.ts';
import { createTestOperator, type TestOperator } from './test-operator.ts';

let server: TestServer;
let operator: TestOperator;
beforeAll(async () => {
  server = await createTestServer();
  operator = await createTestOperator(server, 'ops');
});
// Files of a worker share its process, and so the table that is in force in it.
afterEach(() => operator.request('PUT', '/region-tables/in-force', { id: null }));
afterAll(() => server.stop());

const bring = (content: string | Buffer, name = '归属地.csv', token = operator.token) =>
  server.app.inject({
    method: 'POST',
    url: `/api/operator/region-tables/upload?name=${encodeURIComponent(name)}`,
    cookies: { [operatorCookie]: token },
    headers: { 'content-type': 'application/octet-stream' },
    payload: content,
  });
const tables = async () => (await operator.request('GET', '/region-tables')).json<{ items: RegionTableRow[] }>().items;
const use = (id: string | null) => operator.request('PUT', '/region-tables/in-force', { id });
const placeOf = (number: string) => regionFor({ masksNumbers: false }, number)?.place ?? null;
const table = '号段,省份,城市,区号,运营商\n1620755,广东省,深圳市,0755,联通\n0755,广东,深圳,0755,\n';

describe('a table of where numbers belong', () => {
  test('[A4.3] that is brought is checked and counted, and holds when it is put in force, until another is', async () => {
    const brought = (
      await bring(`${table}abc,广东,深圳,0755,\n1620755,广东,珠海,0756,\n1620756,广东,深圳,0001,\n`)
    ).json<RegionTableRow>();
    expect(brought).toMatchObject({
      fileName: '归属地.csv',
      operatorName: '运营 ops',
      rows: 2,
      inForce: false,
      leftOut: expect.arrayContaining([
        { fault: 'prefix', rows: 1 },
        { fault: 'repeated', rows: 1 },
        { fault: 'area-code', rows: 1 },
      ]),
      samples: [
        { line: 4, fault: 'prefix' },
        { line: 5, fault: 'repeated' },
        { line: 6, fault: 'area-code' },
      ],
    });
    const mobile = '+8616207550001';
    expect([placeOf(mobile), placeOf('+8613900000001')]).toEqual([null, '新疆乌鲁木齐']);
    expect((await use(brought.id)).statusCode).toBe(200);
    expect([placeOf(mobile), areaCodeOf(mobile), placeOf('+8613900000001')]).toEqual(['广东深圳', '0755', null]);
    const next = (await bring('prefix,province,city\n1620755,广东,珠海\n', 'next.csv')).json<RegionTableRow>();
    await use(next.id);
    expect((await tables()).map(({ fileName, inForce }) => [fileName, inForce])).toEqual([
      ['next.csv', true],
      ['归属地.csv', false],
      [null, false],
    ]);
    expect(placeOf(mobile)).toBe('广东珠海');
    await use(null);
    expect([placeOf(mobile), placeOf('+8613900000001')]).toEqual([null, '新疆乌鲁木齐']);
  });

  test('[A4.3] goes out as the file that can be brought back, also the product’s own', async () => {
    const own = await operator.request('GET', '/region-tables/file');
    expect(own.headers['content-disposition']).toContain('number-regions.csv');
    const again = (await bring(own.rawPayload, 'own.csv')).json<RegionTableRow>();
    const builtIn = (await tables()).at(-1)!;
    expect([again.rows, again.leftOut]).toEqual([builtIn.rows, []]);
    const other = (await bring(table)).json<RegionTableRow>();
    const file = await operator.request('GET', `/region-tables/file?id=${other.id}`);
    expect(file.body).toBe(
      '\ufeff号段,省份,城市,区号,运营商\r\n1620755,广东,深圳,0755,联通\r\n0755,广东,深圳,0755,\r\n',
    );
    expect((await operator.request('GET', `/region-tables/file?id=${server.tenant.id}`)).statusCode).toBe(404);
  });

  test.each([
    ['no heads', '1620755,广东,深圳\n', 'regions.no-table'],
    ['other heads', '姓名,电话\n张三,13900000001\n', 'regions.no-table'],
    ['no row that can be used', '号段,省份\nx,y\n', 'regions.nothing'],
    ['heads alone', '号段,省份\n', 'regions.nothing'],
    ['nothing at all', '', 'import.empty'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'), 'import.picture'],
    ['rubbish in a box', Buffer.from('PK\x03\x04rubbish', 'latin1'), 'import.damaged'],
    ['a page of the web', '<!DOCTYPE html><html><body>x</body></html>', 'import.web-page'],
  ])('[A4.3] with %s is refused, and nothing is kept', async (_what, content, code) => {
    const before = (await tables()).length;
    const reply = await bring(content);
    expect([reply.statusCode >= 400 && reply.statusCode < 500, reply.json<{ code: string }>().code]).toEqual([
      true,
      code,
    ]);
    expect((await tables()).length).toBe(before);
  });

  test('[A4.3] is for operators alone, is logged, and is not removed while it is in force', async () => {
    const { id } = (await bring(table, 'logged.csv')).json<RegionTableRow>();
    expect((await bring(table, 'x.csv', 'nobody')).statusCode).toBe(401);
    expect((await server.request(server.tenant.administrator, 'GET', '/api/operator/region-tables')).statusCode).toBe(
      401,
    );
    await use(id);
    expect((await operator.request('DELETE', `/region-tables/${id}`)).json()).toMatchObject({
      code: 'regions.in-force',
    });
    await use(null);
    expect((await operator.request('DELETE', `/region-tables/${id}`)).statusCode).toBe(200);
    expect((await use(id)).statusCode).toBe(404);
    const logged = await server.database.asOwner<{ action: string }>(
      "select action from operator_log where action like 'regions.%' order by at desc, id desc limit 4",
    );
    expect(logged.map(({ action }) => action)).toEqual([
      'regions.remove',
      'regions.use',
      'regions.use',
      'regions.bring',
    ]);
  });
});
