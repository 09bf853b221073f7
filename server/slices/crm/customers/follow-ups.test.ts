import { afterEach, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { TimelineItem } from '@bahu/contract/timeline.ts';
import type { FollowUp, ListedFollowUp } from '@bahu/contract/follow-ups.ts';
import type { Field } from '@bahu/contract/fields.ts';
import type { TestUser } from '../../../test-server.ts';
import { openTransfers } from '../../../test-transfers.ts';
import { createLog } from '../../../kernel/log.ts';
import { createFieldKeysJob } from '../../platform/fields/keys-job.ts';
import { plainField } from '../../platform/fields/test-field.ts';

const { server, drive, admin } = await openTransfers();
const { agent } = server.tenant;
const standard = {
  serviceType: 'consult',
  stage: '',
  callState: 'connected',
  currentState: 'open',
  channel: 'phone',
  content: '回电 13900020001',
};
let designed = 0;
async function design(change: object = {}): Promise<Field> {
  designed += 1;
  const reply = await server.request(
    admin(),
    'POST',
    '/api/fields',
    plainField({
      owner: 'follow-ups',
      key: `field-${designed}`,
      labels: { zh: `跟踪字段${designed}`, en: `Follow-up field ${designed}` },
      ...change,
    }),
  );
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Field>();
}
const write = (user: TestUser, customerId: string, body: object = {}) =>
  server.request(user, 'POST', `/api/customers/${customerId}/follow-ups`, { ...standard, ...body });
const customer = async (phone: string): Promise<Customer> =>
  (await server.request(agent, 'POST', '/api/customers', { name: `跟踪 ${phone}`, phone })).json<Customer>();
const followUpsOf = async (user: TestUser, { id }: Customer): Promise<FollowUp[]> =>
  (await server.request(user, 'GET', `/api/customers/${id}/history`))
    .json<{ items: TimelineItem[] }>()
    .items.flatMap((item) => (item.kind === 'follow-up' ? [item.followUp] : []));

afterEach(async () => {
  await server.database.asOwner('delete from field_definitions');
});

describe('[C6] designed fields of follow-ups', () => {
  test('[C6] [A2.3] are written with a follow-up, read in the history, and have their default where none is sent', async () => {
    const next = await design({ type: 'date' });
    const source = await design({ default: '来电', state: 'hidden' });
    const about = await customer('13900020001');
    const made = (await write(admin(), about.id, { fields: { [next.key]: '2026/1/5' } })).json<FollowUp>();
    expect(made.fields).toEqual({ [next.key]: '2026-01-05', [source.key]: '来电' });
    expect(await followUpsOf(admin(), about)).toMatchObject([{ id: made.id, fields: made.fields }]);
  });

  test('[C6] are refused where they do not fit, are unknown, belong to customers or are missing though required', async () => {
    const next = await design({ type: 'date', required: { web: true, mobile: false, pop: false } });
    const about = await customer('13900020002');
    expect((await write(admin(), about.id, { fields: { [next.key]: '某天', nothing: '1' } })).json()).toMatchObject({
      code: 'input.invalid',
      fields: [
        { path: 'fields.nothing', rule: 'unknown' },
        { path: `fields.${next.key}`, rule: 'date' },
      ],
    });
    expect((await write(admin(), about.id)).json()).toMatchObject({
      fields: [{ path: `fields.${next.key}`, rule: 'required' }],
    });
    expect(await followUpsOf(admin(), about)).toEqual([]);
  });

  test('[U1] [C6] hide numbers from who may not see them', async () => {
    const second = await design({ type: 'phone' });
    const about = await customer('13900020003');
    const made = await write(agent, about.id, { fields: { [second.key]: '13900020009' } });
    expect(made.json<FollowUp>()).toMatchObject({
      content: '回电 139****0001',
      fields: { [second.key]: '139****0009' },
    });
    expect(await followUpsOf(admin(), about)).toMatchObject([{ fields: { [second.key]: '13900020009' } }]);
  });

  test('[C5] [C6] are columns of the export of follow-ups, whose formulas are harmless', async () => {
    const remark = await design();
    const about = await customer('13900020004');
    await write(admin(), about.id, { fields: { [remark.key]: '=SUM(A1)' } });
    const { bytes } = await drive.exportFile(admin(), { kind: 'follow-ups', filter: { customer: about.id } });
    const [heads, row] = bytes.toString().trim().split('\r\n');
    expect(heads).toBe(
      `客户,电话,坐席,服务类型,阶段,通话状态,当前状态,渠道,跟踪内容,${remark.labels.zh},跟踪时间,下次提醒`,
    );
    expect(row).toMatch(
      /^跟踪 13900020004,13900020004,.*,咨询,,正常接通,待处理,电话,回电 13900020001,'=SUM\(A1\),.*,$/,
    );
  });

  test('[C6] [C1] are listed of all customers in the scope, filtered by built-in and designed fields, page by page', async () => {
    const level = await design({ type: 'number', isSearchable: true });
    const about = await customer('13900020006');
    const other = (
      await server.request(admin(), 'POST', '/api/customers', { name: '别人的', phone: '13900020007' })
    ).json<Customer>();
    for (const [index, channel] of ['phone', 'wechat', 'phone'].entries())
      await write(agent, about.id, { channel, content: `第 ${index}`, fields: { [level.key]: String(index * 5) } });
    await write(admin(), other.id, { content: '别处 13900020007' });
    const list = async (user: TestUser, query: string) => {
      const reply = await server.request(user, 'GET', `/api/follow-ups?${query}`);
      return reply.json<{ code?: string; items: ListedFollowUp[]; next: string | null; total: number }>();
    };
    const contents = async (user: TestUser, query: string) =>
      (await list(user, `customer=${about.id}&${query}`)).items.map(({ content }) => content);
    expect(await contents(admin(), '')).toEqual(['第 2', '第 1', '第 0']);
    expect(await contents(admin(), 'fields=channel:is:phone')).toEqual(['第 2', '第 0']);
    expect(await contents(agent, `fields=${encodeURIComponent('channel:is:wechat;currentState:is:open')}`)).toEqual([
      '第 1',
    ]);
    expect(await contents(admin(), `fields=${level.key}:from:5`)).toEqual(['第 2', '第 1']);
    await createFieldKeysJob().handle(
      { id: level.id },
      {
        tenantId: server.tenant.id,
        attempt: 1,
        log: createLog('error', { write: () => undefined }),
        tenant: (work) => server.database.db.tenant(server.tenant.id, work),
      },
    );
    expect(await contents(admin(), `fields=${level.key}:from:5`)).toEqual(['第 2', '第 1']);
    expect((await list(agent, `fields=${level.key}:from:5`)).code).toBe('forbidden');
    const first = await list(admin(), `customer=${about.id}&limit=2`);
    expect([first.total, first.items.length]).toEqual([3, 2]);
    expect(await contents(admin(), `limit=2&cursor=${first.next}`)).toEqual(['第 0']);
    // Of a colleague's customer, whom the agent does not list, nothing is told; nor is anything of another tenant.
    expect((await list(agent, `customer=${other.id}`)).items).toEqual([]);
    expect((await list(admin(), `customer=${other.id}`)).items).toMatchObject([
      { customerName: '别人的', phone: '13900020007', agentName: expect.any(String) },
    ]);
    expect((await list(server.tenant.stranger, `customer=${about.id}`)).items).toEqual([]);
    const [masked] = (await list(agent, `customer=${about.id}`)).items;
    expect(masked).toMatchObject({ phone: '139****0006', customerName: '跟踪 139****0006' });
  });

  test('[U1] [C5] of customers outside of the scope are in no export', async () => {
    const about = await customer('13900020005');
    await write(agent, about.id);
    await server.database.asOwner(
      "update roles set permissions = permissions || '{customer.export}' where tenant_id = $1 and code = 'agent'",
      [server.tenant.id],
    );
    await server.sessions.refreshTenant(server.tenant.id);
    const rowsFor = async (user: TestUser) =>
      (await drive.exportFile(user, { kind: 'follow-ups', filter: { customer: about.id } })).job.result?.rows;
    expect([await rowsFor(agent), await rowsFor(server.tenant.stranger)]).toEqual([1, 0]);
  });
});
