import { beforeAll, describe, expect, test } from 'vitest';
import { defaultRoles, permissions } from '@bahu/contract/permissions.ts';
import { newId } from '../../../kernel/ids.ts';
import { openTransfers } from '../../../test-transfers.ts';

const { server, drive, admin } = await openTransfers();
beforeAll(async () => {
  await server.database.db.tenant(server.tenant.id, (tx) =>
    tx
      .insertInto('callerIds')
      .values({ tenantId: server.tenant.id, id: newId(), number: '+8675580000001', isStandard: true })
      .execute(),
  );
});

const text = (...lines: string[]): string => lines.join('\r\n');
const user = async (extension: string) =>
  server.database.db.tenant(server.tenant.id, (tx) =>
    tx
      .selectFrom('users as u')
      .innerJoin('agents as a', 'a.id', 'u.id')
      .selectAll(['a', 'u'])
      .where('a.extension', '=', extension)
      .executeTakeFirst(),
  );
const importUsers = (content: string, options: object = {}) =>
  drive.importAll(admin(), content, { kind: 'users', onExisting: 'update', ...options });

test('[U2] the batch sheet creates agents with every field and changes those who are there in the cells that are filled', async () => {
  const applied = await importUsers(
    text(
      '分机号,姓名,登录名,角色,部门,上级,绑定电话,录音,异常转手机,外显号码,可拨国际,人力值,备注 2',
      '810,新来的,newone,agent,客服中心,801,139-0000-0301,是,否,0755-80000001,否,0.5,二号',
      '802,改了名,,,,,,否,,,,,',
    ),
  );
  expect(applied).toMatchObject({ state: 'applied', counts: { new: 1, update: 1, invalid: 0 } });
  expect(await user('810')).toMatchObject({
    name: '新来的',
    loginName: 'newone',
    departmentId: server.tenant.departmentId,
    superiorId: server.tenant.supervisor.userId,
    boundPhone: '+8613900000301',
    isRecorded: true,
    callerId: '+8675580000001',
    mayCallInternational: false,
    staffingWeight: 0.5,
    mustChangePassword: true,
    notes: ['', '二号', '', '', ''],
  });
  expect(await user('802')).toMatchObject({
    name: '改了名',
    isRecorded: false,
    loginName: 'user-802',
    departmentId: server.tenant.departmentId,
    version: 2,
  });
  const undone = await drive.step(admin(), applied.id, 'undo');
  expect(undone.state).toBe('undone');
  expect(await user('810')).toBeUndefined();
  expect(await user('802')).toMatchObject({ name: 'agent 802', isRecorded: true });
});

test('[U2] an agent of a sheet that does not say so may not call abroad; one who may already keeps the right', async () => {
  await server.database.asOwner(
    "update agents set may_call_international = true where extension = '803' and tenant_id = $1",
    [server.tenant.id],
  );
  await importUsers(text('分机号,姓名,可拨国际', '840,没写,', '841,写了,是', '803,没写,'));
  const rights = await Promise.all(
    ['840', '841', '803'].map(async (extension) => (await user(extension))!.mayCallInternational),
  );
  expect(rights).toEqual([false, true, true]);
});

test('[U2] each wrong cell of the sheet has its reason, and nothing of such a row is written', async () => {
  const found = await drive.upload(
    admin(),
    text(
      '分机号,姓名,登录名,角色,部门,绑定电话,外显号码,录音',
      '300,甲,,,,,,',
      '811,,,,,,,',
      '812,乙,1bad,,,,,',
      '813,丙,user-802,,,,,',
      '814,丁,,国王,,,,',
      '815,戊,,,月球部,,,',
      '816,己,,,,12,,',
      '817,庚,,,,,95555,',
      '818,辛,,,,,,也许',
      '818,壬,,,,,,',
    ),
    { kind: 'users', name: '坐席.csv' },
  );
  const ready = await drive.map(admin(), found, { onExisting: 'update' });
  expect(ready.counts).toMatchObject({ rows: 10, new: 1, invalid: 9 });
  const reasons = Object.fromEntries(ready.reasons.map(({ field, reason }) => [field + reason, true]));
  for (const reason of [
    'extensionextension',
    'namerequired',
    'loginNamelogin-name',
    'loginNamelogin-name-taken',
    'roleIdunknown-role',
    'departmentIdunknown-department',
    'boundPhonephone-not-in-plan',
    'callerIdunknown-caller-id',
    'isRecordedyes-or-no',
  ])
    expect(reasons, reason).toHaveProperty(reason);
});

test('[U1] nobody gives by a sheet what they do not have themselves, nor changes whom they may not edit', async () => {
  await server.database.db.tenant(server.tenant.id, (tx) =>
    tx
      .updateTable('roles')
      .set({ permissions: [...defaultRoles.supervisor.permissions, 'user.import', 'user.edit', 'user.create'] })
      .where('code', '=', 'supervisor')
      .execute(),
  );
  await server.sessions.refreshTenant(server.tenant.id);
  const { supervisor } = server.tenant;
  const applied = await drive.importAll(
    supervisor,
    text(
      '分机号,姓名,角色,部门',
      '820,甲,administrator,客服中心',
      '800,夺权,,',
      '803,别的部门,,',
      '821,乙,agent,客服中心',
    ),
    { kind: 'users', onExisting: 'update' },
  );
  expect(applied.counts).toMatchObject({ new: 1, update: 0, invalid: 3 });
  expect(applied.reasons.map(({ field, reason }) => `${field} ${reason}`).sort()).toEqual([
    'extension out-of-scope',
    'extension role-above-own',
    'roleId role-above-own',
  ]);
  expect((await user('800'))!.name).toBe('administrator 800');
  expect((await user('821'))!.name).toBe('乙');
  expect(permissions.length).toBeGreaterThan(defaultRoles.supervisor.permissions.length);
});

test('[P1] a sheet with more agents than the licence has is refused before anything is written', async () => {
  const found = await drive.upload(
    admin(),
    text('分机号,姓名', ...Array.from({ length: 20 }, (_, i) => `${830 + i},坐席${i}`)),
    { kind: 'users' },
  );
  await drive.map(admin(), found);
  const reply = await server.request(admin(), 'POST', `/api/imports/${found.id}/apply`);
  expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([409, 'user.licence-full']);
  expect(await user('830')).toBeUndefined();
  expect((await drive.get(admin(), found.id)).state).toBe('ready');
});

test('[U2] the last administrator keeps their role', async () => {
  const found = await importUsers(text('分机号,角色', '800,agent'));
  expect(found.reasons).toEqual([{ field: 'roleId', reason: 'own-account', count: 1 }]);
});

test('[S4] the caller-ID sheet sets what agents show, in calls and in transfers, and takes it away again', async () => {
  const applied = await drive.importAll(
    admin(),
    text('分机,外显号码,转接外显', '802,075580000001,0755 8000 0001', '899,075580000001,', '803,13900000000,'),
    { kind: 'caller-ids' },
  );
  expect(applied.counts).toMatchObject({ update: 1, new: 0, invalid: 2 });
  expect(applied.reasons.map(({ reason }) => reason).sort()).toEqual(['not-there', 'unknown-caller-id']);
  expect(await user('802')).toMatchObject({ callerId: '+8675580000001', transferCallerId: '+8675580000001' });
  await drive.importAll(admin(), text('分机,外显号码', '802,默认'), { kind: 'caller-ids' });
  expect(await user('802')).toMatchObject({ callerId: null, transferCallerId: '+8675580000001' });
});

test('[S4] an undone sheet gives no caller ID back that was removed meanwhile: its agent shows the standard one', async () => {
  const { id: tenantId } = server.tenant;
  await server.database.db.tenant(tenantId, (tx) =>
    tx.insertInto('callerIds').values({ tenantId, id: newId(), number: '+8675580000002' }).execute(),
  );
  await drive.importAll(admin(), text('分机,外显号码', '802,075580000002'), { kind: 'caller-ids' });
  const second = await drive.importAll(admin(), text('分机,外显号码', '802,默认'), { kind: 'caller-ids' });
  await server.database.asOwner('delete from caller_ids where number = $1', ['+8675580000002']);
  expect(await drive.step(admin(), second.id, 'undo')).toMatchObject({ state: 'undone' });
  expect(await user('802')).toMatchObject({ callerId: null });
});

test('[A1.2] every way to sign in is read from a sheet, in either language, and nothing else', async () => {
  const found = await importUsers(
    text('分机号,登录方式', '802,APP 登录', '803,话机登录', '804,不限', '805,browser', '801,fax'),
  );
  expect(found.reasons).toEqual([{ field: 'signInMethod', reason: 'choice', count: 1 }]);
});

describe('[U1] a sheet that its owner made ready with more rights than they have now', () => {
  const roleOf = async (extension: string) => (await user(extension))?.roleId;
  const roles: Record<string, string> = {};
  const setRole = async (extension: string, code: string) => {
    const { id } = (await user(extension))!;
    await server.database.db.tenant(server.tenant.id, (tx) =>
      tx.updateTable('users').set({ roleId: roles[code]! }).where('id', '=', id).execute(),
    );
    await server.sessions.refreshTenant(server.tenant.id);
  };
  beforeAll(async () => {
    await server.database.asOwner('update tenants set licensed_agents = 30 where id = $1', [server.tenant.id]);
    const made = await server.database.db.tenant(server.tenant.id, async (tx) => {
      const values = { tenantId: server.tenant.id, scope: 'all' as const, masksNumbers: false, scopes: '{}' };
      await tx
        .insertInto('roles')
        .values([
          {
            ...values,
            id: newId(),
            code: 'clerk',
            name: '录入员',
            permissions: ['user.import', 'user.read', 'user.edit'],
          },
          { ...values, id: newId(), code: 'everything', name: '全部权限', permissions: [...permissions] },
        ])
        .execute();
      return tx.selectFrom('roles').select(['id', 'code']).execute();
    });
    for (const { id, code } of made) roles[code] = id;
  });
  const owner = () => server.tenant.leader;

  test('[U1] gives nobody a role that is above them by now', async () => {
    await setRole('804', 'administrator');
    const found = await drive.map(
      owner(),
      await drive.upload(owner(), text('分机号,姓名,角色', '850,甲,administrator'), { kind: 'users' }),
    );
    expect(found.counts).toMatchObject({ new: 1 });
    await setRole('804', 'clerk');
    expect(await drive.step(owner(), found.id, 'apply')).toMatchObject({
      state: 'failed',
      error: { code: 'user.role-above-own' },
    });
    expect(await user('850')).toBeUndefined();
  });

  test('[U1] gives back no role that is above them by now', async () => {
    await setRole('804', 'administrator');
    await setRole('803', 'administrator');
    const { id } = await drive.importAll(owner(), text('分机号,角色', '803,clerk'), {
      kind: 'users',
      onExisting: 'update',
    });
    expect(await roleOf('803')).toBe(roles['clerk']);
    await setRole('804', 'clerk');
    expect(await drive.step(owner(), id, 'undo')).toMatchObject({ state: 'undone' });
    expect(await roleOf('803')).toBe(roles['clerk']);
  });

  test('[U1] makes no agent of the standard role when that is above them', async () => {
    await setRole('804', 'clerk');
    const found = await drive.importAll(owner(), text('分机号,姓名', '851,乙'), { kind: 'users' });
    expect(found.reasons).toEqual([{ field: 'roleId', reason: 'role-above-own', count: 1 }]);
    expect(await user('851')).toBeUndefined();
  });

  test('[U2] takes the last administrator away neither when it is taken back', async () => {
    await setRole('804', 'everything');
    const { id } = await drive.importAll(owner(), text('分机号,角色', '802,administrator'), {
      kind: 'users',
      onExisting: 'update',
    });
    await setRole('800', 'agent');
    expect(await drive.step(owner(), id, 'undo')).toMatchObject({ state: 'applied' });
    expect(await roleOf('802')).toBe(roles['administrator']);
    await setRole('800', 'administrator');
  });
});

describe('[U1] a sheet whose owner reaches themselves alone with the right to import,', () => {
  const importer = () => server.tenant.leader;
  const limited = async (scopes: object) => {
    await server.database.db.tenant(server.tenant.id, (tx) =>
      tx
        .updateTable('roles')
        .set({
          scope: 'department',
          scopes: JSON.stringify(scopes),
          permissions: [...defaultRoles.leader.permissions, 'user.import', 'user.read', 'user.create', 'user.edit'],
        })
        .where('code', '=', 'leader')
        .execute(),
    );
    await server.database.asOwner(
      "update users set role_id = (select id from roles r where r.tenant_id = users.tenant_id and r.code = 'leader') where id = $1",
      [importer().userId],
    );
    await server.sessions.refreshTenant(server.tenant.id);
  };
  const below = async (): Promise<string> => {
    const id = newId();
    await server.database.asOwner(
      `insert into departments (tenant_id, id, name, parent_id, path)
       select tenant_id, $1::uuid, '二级' || $1::text, id, path || $1::text || '/' from departments where id = $2`,
      [id, server.tenant.departmentId],
    );
    return `二级${id}`;
  };

  test.each([
    ['user.import', { 'user.import': 'own' }],
    ['user.edit', { 'user.edit': 'own' }],
  ])('[U1] [U2] puts nobody into a department below theirs when %s is their own alone', async (_name, scopes) => {
    const department = await below();
    await limited(scopes);
    const own = await drive.importAll(importer(), text('分机号,姓名,部门', `861,甲,${department}`), { kind: 'users' });
    expect(own.reasons).toEqual([{ field: 'departmentId', reason: 'unknown-department', count: 1 }]);
    await limited({});
    const whole = await drive.importAll(importer(), text('分机号,姓名,部门', `861,甲,${department}`), {
      kind: 'users',
    });
    expect(whole.reasons).toEqual([]);
    await server.database.asOwner("delete from agents where extension = '861' and tenant_id = $1", [server.tenant.id]);
  });

  test('[U1] [U2] names no superior whom they may not see, as the form offers none', async () => {
    await limited({ 'user.read': 'own' });
    const found = await drive.importAll(importer(), text('分机号,姓名,上级', '862,乙,801'), { kind: 'users' });
    expect(found.reasons).toEqual([{ field: 'superiorId', reason: 'unknown-agent', count: 1 }]);
    await limited({});
  });
});
