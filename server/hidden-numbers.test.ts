/** What may not be read may not be found out: a reader whose role masks numbers tries every way to a number that is a canary. */
import { describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import { betweenNumbers, points, unseen, withinNumber } from '@bahu/domain/numbers/characters.ts';
import { newId } from './kernel/ids.ts';
import { canary, hidden, openCanary } from './test-canary.ts';
import type { TestUser } from './test-server.ts';
import { driveOf } from './test-transfers.ts';

interface List<T> {
  items: T[];
  next: string | null;
  total: number;
}

const { server, theirs, mine, tied, ask, setRole } = await openCanary();

/** What an answer says once everything is taken out that differs between any two customers. */
const shape = (text: string): string =>
  text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time');
let free = 15480000000;
const nextFree = (): string => String(free++);

/** Ten side by side, then the next ten: of all at once the last would wait too long for a connection on a busy machine, and be refused for that. */
async function inWaves<T>(count: number, one: (i: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  while (results.length < count)
    results.push(...(await Promise.all(Array.from({ length: 10 }, (_, i) => one(results.length + i)))));
  return results;
}

describe('[U1] saving numbers until one is taken', () => {
  test('[U1] a masked reader is answered the same for a number that a colleague’s customer has and for one that is free', async () => {
    const { agent } = server.tenant;
    const [taken, fresh] = [
      await ask(agent, 'POST', '/customers', { name: '新', phone: canary }),
      await ask(agent, 'POST', '/customers', { name: '新', phone: '15400009981' }),
    ];
    expect([taken.statusCode, fresh.statusCode]).toEqual([200, 200]);
    const masked = (body: string): string => shape(body).replace('154****9981', 'number');
    expect(masked(taken.body)).toBe(masked(fresh.body));
    const read = await Promise.all(
      [taken, fresh].map(async (reply) => (await ask(agent, 'GET', `/customers/${reply.json<Customer>().id}`)).body),
    );
    expect(masked(read[0]!)).toBe(masked(read[1]!));
  });

  test('[U1] and when they change a number, also to the one that their own customer has', async () => {
    const { agent } = server.tenant;
    const { id } = (await ask(agent, 'POST', '/customers', { name: '改', phone: nextFree() })).json<Customer>();
    const change = async (phone: string) =>
      ask(agent, 'PATCH', `/customers/${id}`, {
        version: (await ask(agent, 'GET', `/customers/${id}`)).json<Customer>().version,
        phone,
      });
    const replies = [await change(canary), await change('15400009981'), await change(canary), await change(canary)];
    expect(replies.map((reply) => reply.statusCode)).toEqual([200, 200, 200, 200]);
    expect(new Set(replies.map((reply) => shape(reply.body).replace(/"version":\d+/, '')))).toHaveProperty('size', 1);
  });

  test('[U1] whoever sees numbers is told of the duplicate, the number stays whose it was, and is refused to them', async () => {
    const { administrator, stranger } = server.tenant;
    const found = (await ask(administrator, 'GET', `/customers?search=${canary}`)).json<List<Customer>>();
    expect(found.items.filter((customer) => customer.id === theirs)).toMatchObject([{ isDuplicate: false }]);
    expect(found.items.filter((customer) => customer.id !== theirs).every((customer) => customer.isDuplicate)).toBe(
      true,
    );
    expect(found.total).toBe(3);
    expect((await ask(administrator, 'POST', '/customers', { name: 'x', phone: canary })).json()).toMatchObject({
      code: 'customer.phone-taken-by',
    });
    expect((await ask(stranger, 'GET', `/customers/${theirs}`)).json()).toMatchObject({
      version: 1,
      isDuplicate: false,
    });
  });

  test('[U1] two who save one number at once both succeed when they may not see it, and one of them is the first', async () => {
    const { agent, stranger } = server.tenant;
    const phone = nextFree();
    const replies = await Promise.all(
      [agent, stranger, agent, stranger].map((user) => ask(user, 'POST', '/customers', { name: '同时', phone })),
    );
    expect(replies.map((reply) => reply.statusCode)).toEqual([200, 200, 200, 200]);
    expect(
      await server.database.asOwner(
        'select count(*)::int as n, is_duplicate from customers where phone = $1 group by 2 order by 2',
        [`+86${phone}`],
      ),
    ).toEqual([
      { n: 1, is_duplicate: false },
      { n: 3, is_duplicate: true },
    ]);
  });

  test('[U1] numbers typed blindly are few in an hour, however they are sent, and each stands in the audit log', async () => {
    const { agent } = server.otherTenant;
    const first = (await ask(agent, 'POST', '/customers', { name: '1', phone: nextFree() })).json<Customer>();
    const replies = await inWaves(70, (i) =>
      ask(agent, 'POST', '/customers', { name: '试', phone: i % 2 ? nextFree() : canary }),
    );
    const codes = replies.map((reply) => reply.statusCode);
    expect([codes.filter((code) => code === 200).length, codes.filter((code) => code === 429).length]).toEqual([
      59, 11,
    ]);
    expect(
      (await ask(agent, 'PATCH', `/customers/${first.id}`, { version: first.version, phone: nextFree() })).json(),
    ).toMatchObject({ code: 'too-many-requests' });
    expect(
      (
        await ask(agent, 'PATCH', `/customers/${first.id}`, {
          version: first.version,
          phone: first.phone,
          note: '不改号码',
        })
      ).statusCode,
    ).toBe(200);
    expect(
      await server.database.asOwner(
        "select count(*)::int as n from audit_rows where actor_id = $1 and after -> 'phone' is not null",
        [agent.userId],
      ),
    ).toEqual([{ n: 60 }]);
    expect(
      (await ask(server.otherTenant.administrator, 'POST', '/customers', { name: '看得见', phone: nextFree() }))
        .statusCode,
    ).toBe(200);
  });

  test('[U1] a number typed blindly ties no calls: neither their count nor the call itself tells whose number it is', async () => {
    const { agent, id: tenantId, departmentId, leader } = server.tenant;
    const callId = newId();
    const number = nextFree();
    await server.database.db.tenant(tenantId, (tx) =>
      tx
        .insertInto('calls')
        .values({
          tenantId,
          id: callId,
          direction: 'inbound',
          startedAt: new Date(),
          number: `+86${number}`,
          ownNumber: '',
          agentId: agent.userId,
          departmentId,
        })
        .execute(),
    );
    tied.length = 0;
    for (const user of [agent, leader]) {
      expect((await ask(user, 'POST', '/customers', { name: '猜', phone: number })).json()).toMatchObject({
        callCount: 0,
        lastCallAt: null,
      });
      expect((await ask(user, 'GET', `/calls/${callId}/customer`)).json()).toMatchObject({ customer: null });
    }
    expect(tied).toEqual([]);
    expect(await server.database.asOwner('select customer_id from calls where id = $1', [callId])).toEqual([
      { customer_id: null },
    ]);
    const shown = (await ask(agent, 'GET', `/calls/${callId}`)).json<{ call: { number: string } }>().call.number;
    expect((await ask(agent, 'POST', '/customers', { name: '通话中', phone: shown, callId })).json()).toMatchObject({
      callCount: 1,
    });
  });
});

describe('[U1] texts that hold a number', () => {
  test('[U1] are masked in every answer: the card, the list, the history, calls, Ctrl-K, the desk', async () => {
    const { agent, administrator, id: tenantId, departmentId } = server.tenant;
    const callId = newId();
    await server.database.db.tenant(tenantId, async (tx) => {
      await tx
        .insertInto('calls')
        .values({
          tenantId,
          id: callId,
          direction: 'inbound',
          startedAt: new Date(),
          number: '+8615400000001',
          callerName: canary,
          ownNumber: '',
          agentId: agent.userId,
          departmentId,
          customerId: mine,
        })
        .execute();
      await tx
        .insertInto('callEvents')
        .values({
          tenantId,
          callId,
          seq: 1,
          at: new Date(),
          type: 'started',
          data: JSON.stringify({ name: `wx${canary}` }),
        })
        .execute();
    });
    const followUp = {
      serviceType: 'consult',
      stage: '',
      callState: 'connected',
      currentState: 'open',
      channel: 'phone',
      content: `回电 ${canary.slice(0, 3)}-${canary.slice(3, 7)}-${canary.slice(7)}`,
    };
    const written = await ask(agent, 'POST', `/customers/${mine}/follow-ups`, followUp);
    const urls = [
      `/customers/${mine}`,
      '/customers?limit=100',
      `/customers/${mine}/history`,
      `/calls/${callId}`,
      `/calls/${callId}/customer`,
      '/calls',
      '/desk/recent',
      '/search?text=%E5%BC%A0',
      `/search?text=${callId}`,
    ];
    const bodies = await Promise.all(urls.map(async (url) => [url, (await ask(agent, 'GET', url)).body] as const));
    for (const [url, body] of [...bodies, ['the answer to a follow-up', written.body] as const]) {
      expect(body, url).not.toMatch(hidden);
      expect(body, url).toContain('154****9981');
    }
    expect((await ask(agent, 'GET', `/customers/${mine}`)).json()).toMatchObject({
      name: '张154****9981',
      note: '打 154****9981 找他，2026-11-22 回访',
    });
    const whole = (await ask(administrator, 'GET', `/customers/${mine}/history`)).json<List<unknown>>();
    expect(JSON.stringify(whole)).toContain('154-7326-9981');
  });

  test('[U1] come back from the form as they were shown and lose nothing', async () => {
    const { agent, administrator } = server.tenant;
    const { version, name } = (await ask(agent, 'GET', `/customers/${mine}`)).json<Customer>();
    const reply = await ask(agent, 'PATCH', `/customers/${mine}`, {
      version,
      name,
      note: '请打 154****9981 找他，2026-11-23 回访',
    });
    expect(reply.body).not.toMatch(hidden);
    expect((await ask(administrator, 'GET', `/customers/${mine}`)).json()).toMatchObject({
      name: `张${canary}`,
      note: `请打 ${canary} 找他，2026-11-23 回访`,
    });
  });

  test('[U1] are not found by the digits that are hidden, in the list and in Ctrl-K, but by those that are seen', async () => {
    const { agent, administrator } = server.tenant;
    const finds = async (user: TestUser, text: string): Promise<boolean[]> => [
      (await ask(user, 'GET', `/customers?search=${encodeURIComponent(text)}`))
        .json<List<Customer>>()
        .items.some((customer) => customer.id === mine),
      (await ask(user, 'GET', `/search?text=${encodeURIComponent(text)}`))
        .json<{ customers: Customer[] }>()
        .customers.some((customer) => customer.id === mine),
    ];
    for (const text of ['张1547', '张154732', '73', '26', '3269981', 'z1547', 'z15473269981']) {
      expect(await finds(agent, text), text).toEqual([false, false]);
      expect((await finds(administrator, text))[0], text).toBe(!/^\d{3}/.test(text));
    }
    for (const text of ['张154', '张', 'z154', '81']) expect(await finds(agent, text), text).toEqual([true, true]);
  });

  test('[U1] stand in the order by name where they stood with any other digits, and no cursor holds them', async () => {
    const { agent } = server.tenant;
    const written = [
      '154(7326)9981',
      '154_7326_9981',
      '154·7326·9981',
      '154\u00a07326\u00a09981',
      '154–7326–9981',
      '154\u20097326\u20099981',
      '154【7326】9981',
      '154/7326/9981',
      '154、7326、9981',
      '154~7326~9981',
    ];
    const numbers = [
      '15400000000',
      '15473269980',
      '15473269982',
      '15499999999',
      ...written,
      '１５４７３２６９９８１',
      '١٥٤٧٣٢٦٩٩٨١',
      '1️⃣5️⃣4️⃣7️⃣3️⃣2️⃣6️⃣9️⃣9️⃣8️⃣1',
    ];
    for (const number of numbers) await ask(agent, 'POST', '/customers', { name: `张${number}`, phone: nextFree() });
    const ids: string[] = [];
    const cursors: string[] = [];
    for (let cursor = ''; ;) {
      const page = (await ask(agent, 'GET', `/customers?sort=name&limit=1${cursor && `&cursor=${cursor}`}`)).json<
        List<Customer>
      >();
      ids.push(...page.items.filter((customer) => customer.name.startsWith('张154')).map((customer) => customer.id));
      if (!page.next) break;
      cursor = page.next;
      cursors.push((JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[])[1]!);
    }
    // By the time at which they were saved, whatever their digits are.
    expect(ids).toHaveLength(1 + numbers.length);
    expect(ids).toEqual(ids.toSorted());
    expect(cursors.filter((at) => at.startsWith('张')).length).toBeGreaterThan(2);
    for (const at of cursors) expect(at).not.toMatch(/\p{Nd}.?\p{Nd}/u);
  });

  test('[U1] are one digit in the order, whatever the reader takes for a digit of a number or for a sign between them', async () => {
    const charactersOf = (signs: string): string[] => {
      const one = new RegExp(`[${signs}]`, 'u');
      return Array.from({ length: 0x10_f800 }, (_, i) => String.fromCodePoint(i < 0xd800 ? i : i + 0x800)).filter(
        (c) => c !== '\0' && one.test(c),
      );
    };
    const names = [
      ...charactersOf(unseen + withinNumber + points + betweenNumbers).map((c) => `张154${c}7326${c}${c}9981`),
      ...charactersOf(String.raw`\p{Nd}`).map((digit) => `张154${digit}3269981`),
    ];
    expect(names.length).toBeGreaterThan(1000);
    const others = await server.database.asOwner(
      'select name from unnest($1::text[]) as name where bahu_without_numbers(name) <> $2',
      [names, '张0'],
    );
    expect(others).toEqual([]);
    const rows = await server.database.asOwner<{ name: string }>(
      "select bahu_without_numbers(name) as name from unnest('{王芳,801 王芳 12,王芳-154732}'::text[]) as name",
    );
    expect(rows.map((row) => row.name)).toEqual(['王芳', '801 王芳 12', '王芳-154732']);
  });

  test('[U1] are masked in the files that a masked reader exports, and in the audit log, where digits find no more than is seen', async () => {
    const { leader, agent } = server.tenant;
    await setRole('leader', "permissions = permissions || '{customer.export,call.export,audit.read,audit.export}'");
    const drive = driveOf(server);
    for (const kind of ['customers', 'calls', 'audit']) {
      const { bytes, job } = await drive.exportFile(leader, { kind });
      expect([job.state, bytes.toString()], kind).toEqual(['done', expect.not.stringMatching(hidden)]);
      expect(bytes.toString(), kind).toContain('9981');
    }
    const log = await ask(leader, 'GET', `/audit?recordId=${mine}`);
    expect(log.json<List<object>>().items.length).toBeGreaterThan(0);
    expect(log.body).not.toMatch(hidden);
    const found = async (user: TestUser, text: string): Promise<number> =>
      (await ask(user, 'GET', `/audit?search=${encodeURIComponent(text)}`)).json<List<object>>().total;
    expect(await found(server.tenant.administrator, '张1547')).toBeGreaterThan(0);
    // Five digits that no time of day holds: the names of files that were exported say theirs.
    for (const text of ['张1547', '张154732', '47326', canary]) expect(await found(leader, text), text).toBe(0);
    expect(await found(leader, '张154')).toBeGreaterThan(0);
    expect(await found(leader, agent.extension)).toBe(0);
  });

  test('[U1] of a view that another saved are masked, and so is a part of a number that it looks for', async () => {
    const { agent, administrator } = server.tenant;
    const save = (name: string, search: object) =>
      ask(administrator, 'POST', '/lists/customers/views', { name, search, isShared: true });
    for (const [name, search] of [
      [`找 ${canary}`, { search: canary }],
      ['部分', { search: '47326' }],
      ['名字', { search: `号 wx${canary}`, stage: 'lead' }],
    ] as const)
      expect((await save(name, search)).statusCode).toBe(200);
    const seen = await ask(agent, 'GET', '/lists/customers');
    expect(seen.json<{ views: object[] }>().views).toHaveLength(3);
    expect(seen.body).not.toMatch(hidden);
    expect(seen.json()).toMatchObject({
      views: expect.arrayContaining([
        expect.objectContaining({ name: '名字', search: { search: '号 wx154****9981', stage: 'lead' } }),
      ]) as unknown,
    });
    expect((await ask(administrator, 'GET', '/lists/customers')).body).toContain(canary);
  });
});

describe('[U1] a whole number that is shown', () => {
  test('[U1] needs its permission, is noted with who and whose, and is given so often in an hour only', async () => {
    const { agent, administrator } = server.tenant;
    const reveal = () => ask(agent, 'POST', `/customers/${mine}/number`);
    expect((await reveal()).json()).toMatchObject({ code: 'forbidden' });
    expect((await ask(agent, 'GET', `/customers/${mine}`)).json<Customer>().can).not.toContain('reveal-number');
    await setRole('agent', "permissions = permissions || '{customer.reveal-number}'");
    expect((await ask(agent, 'GET', `/customers/${mine}`)).json<Customer>().can).toContain('reveal-number');
    const replies = await inWaves(40, reveal);
    expect(
      replies.filter((reply) => reply.statusCode === 200).map((reply) => reply.json<{ number: string }>().number),
    ).toEqual(Array.from({ length: 30 }, () => '15400000001'));
    expect(replies.filter((reply) => reply.statusCode === 429)).toHaveLength(10);
    expect(
      await server.database.asOwner(
        "select count(*)::int as n from audit_rows where action = 'customer.reveal-number' and actor_id = $1 and record_id = $2",
        [agent.userId, mine],
      ),
    ).toEqual([{ n: 30 }]);
    expect((await ask(agent, 'POST', `/customers/${theirs}/number`)).json()).toMatchObject({ code: 'not-found' });
    expect((await ask(server.otherTenant.administrator, 'POST', `/customers/${mine}/number`)).json()).toMatchObject({
      code: 'not-found',
    });
    expect((await ask(administrator, 'POST', `/customers/${mine}/number`)).json()).toEqual({ number: '15400000001' });
    await setRole('agent', "permissions = array_remove(permissions, 'customer.reveal-number')");
  });
});
