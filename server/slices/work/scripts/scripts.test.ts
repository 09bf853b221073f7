import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import {
  scriptLimits,
  type Script,
  type ScriptHead,
  type ScriptOfCall,
  type ScriptRun,
  type ScriptStep,
  type ScriptSteps,
  type ScriptVersion,
} from '@bahu/contract/scripts.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { talk } from '../wrap-up-codes/test-talks.ts';

let server: TestServer;
let customer: Customer;
const queueId = newId();
const number = '+8615473269981';
const as = (user: TestUser, method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);
const ok = async <T>(reply: ReturnType<typeof as>): Promise<T> => {
  const { statusCode, body } = await reply;
  expect(statusCode, body).toBe(200);
  return JSON.parse(body) as T;
};
const refused = async (reply: ReturnType<typeof as>) => {
  const { code, fields } = (await reply).json<{
    code?: string;
    fields?: { path: string; rule: string; limit: string }[];
  }>();
  return [code, ...(fields ?? []).map(({ path, rule, limit }) => [path, rule, limit].join(' ').trim())];
};

const option = (value: string, next: string | null) => ({ value, label: `答${value}`, next });
const step = (id: string, of: Partial<ScriptStep> = {}): ScriptStep => ({
  id,
  title: `第${id}步`,
  text: '您好',
  answer: 'none',
  options: [],
  field: '',
  next: null,
  ...of,
});
const steps = [
  step('s1', {
    text: '{{customer.name}}您好，您的号码是{{customer.phone}}吗？',
    answer: 'choice',
    options: [option('yes', 's2'), option('no', null)],
  }),
  step('s2', { text: '预算{{customer.fields.budget}}', answer: 'number', field: 'budget', next: 's3' }),
  step('s3', { text: '再见，{{agent.extension}}' }),
];
const create = (values: object) => ok<Script>(as(server.tenant.administrator, 'POST', '/scripts', values));
const publish = ({ id, version }: Script) =>
  as(server.tenant.administrator, 'POST', `/scripts/${id}/publish`, { version });
const published = async (values: object): Promise<Script> => ok<Script>(publish(await create(values)));

beforeAll(async () => {
  server = await createTestServer();
  const { asOwner } = server.database;
  await asOwner("insert into engine_lease (holder, epoch, expires_at) values (1, 1, 'infinity')");
  await asOwner(
    "insert into queues (tenant_id, id, name, number, strategy) values ($1, $2, '售前', '901', 'round-robin')",
    [server.tenant.id, queueId],
  );
  const field = {
    owner: 'customers',
    key: 'budget',
    type: 'number',
    labels: { zh: '预算', en: 'Budget' },
    options: [],
    state: 'all',
    isSearchable: false,
    required: { web: false, mobile: false, pop: false },
    width: 104,
    default: '',
  };
  await ok(as(server.tenant.administrator, 'POST', '/fields', field));
  customer = await ok<Customer>(as(server.tenant.agent, 'POST', '/customers', { name: '王思远', phone: number }));
});
afterAll(() => server.stop());
beforeEach(async () => {
  for (const table of [
    'script_answers',
    'script_runs',
    'script_versions',
    'script_targets',
    'scripts',
    'call_segments',
    'calls',
  ])
    await server.database.asOwner(`delete from ${table}`);
});

/** A call of the agent with the customer. */
async function callOf(user: TestUser, isKnown = true): Promise<string> {
  const id = await talk(server, { number, stays: [{ agentId: user.userId, queueId, endedAgo: null }] });
  if (isKnown) await server.database.asOwner('update calls set customer_id = $1 where id = $2', [customer.id, id]);
  return id;
}
const begin = (user: TestUser, callId: string, { id }: Script) =>
  ok<ScriptRun>(as(user, 'POST', `/calls/${callId}/script`, { scriptId: id }));
const answer = (user: TestUser, run: ScriptRun, value: string) =>
  as(user, 'POST', `/script-runs/${run.id}/answers`, { seq: run.behind.length, step: run.step?.id ?? 's1', value });

describe('[B] a script', () => {
  test('is a draft until it is published; what is published stays while the draft changes, and is published once', async () => {
    const draft = await create({ name: '接待', steps, appliesTo: 'queues', queueIds: [queueId] });
    expect(draft).toMatchObject({ publishedNumber: null, isChanged: true, queueNames: ['售前'] });
    const first = await ok<Script>(publish(draft));
    expect(first).toMatchObject({ publishedNumber: 1, isChanged: false });
    expect(await refused(publish(first))).toEqual(['script.unchanged']);
    const changed = await ok<Script>(
      as(server.tenant.administrator, 'PATCH', `/scripts/${first.id}`, { version: first.version, steps: [step('s1')] }),
    );
    expect(changed).toMatchObject({ publishedNumber: 1, isChanged: true });
    expect(await refused(publish(first))).toEqual(['conflict']);
    expect(await ok<Script>(publish(changed))).toMatchObject({ publishedNumber: 2 });
    const { items } = await ok<{ items: ScriptVersion[] }>(
      as(server.tenant.leader, 'GET', `/scripts/${first.id}/versions`),
    );
    expect(items.map((one) => [one.number, one.stepCount])).toEqual([
      [2, 1],
      [1, 3],
    ]);
    const list = await ok<{ items: ScriptHead[] }>(as(server.tenant.leader, 'GET', '/scripts'));
    expect(list.items.map(({ name, stepCount }) => [name, stepCount])).toEqual([['接待', 1]]);
    expect(list.items[0]).not.toHaveProperty('steps');
    const stepsOf = (number: number) => as(server.tenant.leader, 'GET', `/scripts/${first.id}/versions/${number}`);
    expect((await ok<ScriptSteps>(stepsOf(1))).steps).toEqual(steps);
    expect(await refused(stepsOf(3))).toEqual(['not-found']);
    const [, , change] = await server.database.asOwner<{ before: object; after: object }>(
      "select before, after from audit_rows where record_type = 'script' order by id",
      [],
    );
    expect(change).toMatchObject({
      before: {
        steps: [
          's1 第s1步 {{customer.name}}您好，您的号码是{{customer.phone}}吗？',
          expect.stringMatching(/^s2/),
          expect.stringMatching(/^s3/),
        ],
      },
      after: { steps: ['s1 第s1步 您好'] },
    });
  });

  test('with an unknown variable is not even saved; what else is wrong keeps it from being published, each with its step', async () => {
    const { administrator } = server.tenant;
    const wrong = [step('s1'), step('s2', { text: '{{customer.age}}' })];
    expect(await refused(as(administrator, 'POST', '/scripts', { name: '一', steps: wrong }))).toEqual([
      'script.incomplete',
      'steps.1 unknown-variable customer.age',
    ]);
    expect(
      await refused(as(administrator, 'POST', '/scripts', { name: '二', steps: [step('s1'), step('s1')] })),
    ).toEqual(['input.invalid', 'steps.1.id taken']);
    const draft = await create({
      name: '三',
      steps: [step('s1', { next: 's2' }), step('s2', { next: 's1', answer: 'text', field: 'gone' }), step('s3')],
    });
    expect(await refused(publish(draft))).toEqual([
      'script.incomplete',
      'steps.0 endless',
      'steps.1 no-such-field gone',
      'steps.1 endless',
      'steps.2 unreachable',
    ]);
    expect(await refused(publish(await create({ name: '四' })))).toEqual(['script.incomplete', 'steps no-steps']);
  });

  test('that was read in a call is not deleted', async () => {
    const { agent, administrator } = server.tenant;
    const script = await published({ name: '用过', steps, appliesTo: 'all' });
    await begin(agent, await callOf(agent), script);
    expect(await refused(as(administrator, 'DELETE', `/scripts/${script.id}`))).toEqual(['script.in-use']);
  });

  test('[C3] a number within a step is hidden from a role that masks numbers, in versions too, and is kept when that role saves', async () => {
    const { administrator } = server.tenant;
    const withNumber = [step('s1', { text: '请拨15473269981', options: [], title: '问15473269981' })];
    const script = await published({ name: '接待', steps: withNumber });
    const mask = async (isMasking: boolean): Promise<void> => {
      await server.database.asOwner(
        'update roles set masks_numbers = $2 where id = (select role_id from users where id = $1)',
        [administrator.userId, isMasking],
      );
      await server.sessions.refreshTenant(server.tenant.id);
    };
    await mask(true);
    const seen = await ok<Script>(as(administrator, 'GET', `/scripts/${script.id}`));
    expect(seen.steps).toMatchObject([{ title: '问154****9981', text: '请拨154****9981' }]);
    const version = await ok<ScriptSteps>(as(administrator, 'GET', `/scripts/${script.id}/versions/1`));
    expect(version.steps).toMatchObject([{ text: '请拨154****9981' }]);
    const steps = [{ ...seen.steps[0]!, text: `${seen.steps[0]!.text}，谢谢` }];
    await ok(as(administrator, 'PATCH', `/scripts/${script.id}`, { version: seen.version, steps }));
    await mask(false);
    expect((await ok<Script>(as(administrator, 'GET', `/scripts/${script.id}`))).steps).toMatchObject([
      { title: '问15473269981', text: '请拨15473269981，谢谢' },
    ]);
  });
});

describe('[B] in a call', () => {
  const ofCall = (user: TestUser, callId: string) => ok<ScriptOfCall>(as(user, 'GET', `/calls/${callId}/script`));

  test('those for its queue are offered first, those for none by hand, others and drafts not', async () => {
    const { agent, stranger } = server.tenant;
    for (const [name, of] of [
      ['手选', {}],
      ['全部', { appliesTo: 'all' }],
      ['本队列', { appliesTo: 'queues', queueIds: [queueId] }],
      ['他队列', { appliesTo: 'queues' }],
      ['停用', { appliesTo: 'all', isEnabled: false }],
    ] as const)
      await published({ name, steps, ...of });
    const draft = await create({ name: '草稿', steps, appliesTo: 'all' });
    const callId = await callOf(agent);
    const { offered, run } = await ofCall(agent, callId);
    expect(offered.map(({ name, isBound }) => [name, isBound])).toEqual([
      ['本队列', true],
      ['全部', true],
      ['手选', false],
    ]);
    expect(run).toBeNull();
    expect(await refused(as(agent, 'POST', `/calls/${callId}/script`, { scriptId: draft.id }))).toEqual([
      'script.not-offered',
    ]);
    expect(await refused(as(stranger, 'GET', `/calls/${callId}/script`))).toEqual(['not-found']);
  });

  test('answers lead on, are kept and taken back, and a reload finds what is asked', async () => {
    const { agent } = server.tenant;
    const script = await published({ name: '接待', steps, appliesTo: 'all' });
    const callId = await callOf(agent);
    const begun = await begin(agent, callId, script);
    expect(begun.step).toMatchObject({
      id: 's1',
      text: '王思远您好，您的号码是154****9981吗？',
      options: [{ value: 'yes' }, { value: 'no' }],
    });
    expect(await refused(answer(agent, begun, 'maybe'))).toEqual(['script.answer-invalid', 'value format']);
    const second = await ok<ScriptRun>(answer(agent, begun, 'yes'));
    expect(second.step).toMatchObject({ id: 's2', text: '预算……' });
    expect(second.behind).toEqual([{ stepId: 's1', title: '第s1步', answer: '答yes' }]);
    expect(await refused(answer(agent, begun, 'no'))).toEqual(['script.moved-on']);
    const third = await ok<ScriptRun>(answer(agent, second, '8000'));
    expect(third).toMatchObject({ isFieldKept: true, step: { id: 's3', text: `再见，${agent.extension}` } });
    const saved = await ok<Customer>(as(agent, 'GET', `/customers/${customer.id}`));
    expect(saved.fields).toMatchObject({ budget: '8000' });
    expect((await ofCall(agent, callId)).run).toEqual(third);
    const back = await ok<ScriptRun>(as(agent, 'POST', `/script-runs/${third.id}/back`));
    expect(back).toMatchObject({ step: { id: 's2', text: '预算8000' }, behind: [{ stepId: 's1' }] });
    const end = await ok<ScriptRun>(answer(agent, await ok<ScriptRun>(answer(agent, back, '9000')), ''));
    expect(end.step).toBeNull();
    const rows = await server.database.asOwner('select step_id, value from script_answers order by seq');
    expect(rows).toEqual([
      { step_id: 's1', value: 'yes' },
      { step_id: 's2', value: '9000' },
      { step_id: 's3', value: '' },
    ]);
    expect(await server.database.asOwner('select 1 from script_runs where ended_at is not null')).toHaveLength(1);
  });

  test('a run keeps the version with which it was begun', async () => {
    const { agent, administrator } = server.tenant;
    const script = await published({ name: '接待', steps, appliesTo: 'all' });
    const callId = await callOf(agent);
    const begun = await begin(agent, callId, script);
    const draft = await ok<Script>(
      as(administrator, 'PATCH', `/scripts/${script.id}`, {
        version: script.version,
        steps: [step('s1', { text: '新' })],
      }),
    );
    await ok(publish(draft));
    expect((await ofCall(agent, callId)).run).toEqual(begun);
    expect(await begin(agent, callId, draft)).toMatchObject({ number: 2, step: { text: '新' } });
  });

  test('that is open in the call goes on when it is begun again, also twice at once; one that is over begins anew', async () => {
    const { agent } = server.tenant;
    const script = await published({ name: '接待', steps: [step('s1')], appliesTo: 'all' });
    const callId = await callOf(agent);
    const [one, other] = await Promise.all([begin(agent, callId, script), begin(agent, callId, script)]);
    expect(other).toEqual(one);
    await ok(answer(agent, one, ''));
    expect((await begin(agent, callId, script)).id).not.toBe(one.id);
  });

  test('is begun so often in one call and no more', async () => {
    const { agent } = server.tenant;
    const script = await published({ name: '接待', steps: [step('s1')], appliesTo: 'all' });
    const callId = await callOf(agent);
    for (let i = 0; i < scriptLimits.runs; i++) await ok(answer(agent, await begin(agent, callId, script), ''));
    const again = { scriptId: script.id };
    expect(await refused(as(agent, 'POST', `/calls/${callId}/script`, again))).toEqual(['script.too-often']);
    await begin(agent, await callOf(agent), script);
  });

  test('an answer whose field has no customer is kept with the call, and said to be', async () => {
    const { agent } = server.tenant;
    const script = await published({ name: '接待', steps: steps.slice(1), appliesTo: 'all' });
    const begun = await begin(agent, await callOf(agent, false), script);
    expect(await ok<ScriptRun>(answer(agent, begun, '1'))).toMatchObject({ isFieldKept: false, step: { id: 's3' } });
  });

  test('[U1] a masked reader sees masked values, and nobody answers in the run of a colleague', async () => {
    const { agent, stranger } = server.tenant;
    const script = await published({ name: '接待', steps, appliesTo: 'all' });
    const callId = await callOf(agent);
    const begun = await begin(agent, callId, script);
    expect(begun.step!.text).toBe('王思远您好，您的号码是154****9981吗？');
    const mask = async (isMasking: boolean): Promise<void> => {
      await server.database.asOwner(
        'update roles set masks_numbers = $2 where id = (select role_id from users where id = $1)',
        [agent.userId, isMasking],
      );
      await server.sessions.refreshTenant(server.tenant.id);
    };
    await mask(false);
    expect((await ofCall(agent, callId)).run!.step!.text.replaceAll(' ', '')).toContain('15473269981');
    await mask(true);
    expect(await refused(answer(stranger, begun, 'yes'))).toEqual(['not-found']);
    expect(await refused(as(stranger, 'POST', `/script-runs/${begun.id}/back`))).toEqual(['not-found']);
  });
});
