/** Every route that changes something leaves a row in the audit log, or its slice says why it need not. */
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditActions, type AuditAction } from '@bahu/contract/audit.ts';
import type { Route } from '@bahu/contract/route.ts';
import { contract } from './slices/together.ts';
import { TestCalls } from './test-calls.ts';
import { createTestServer, testPassword, type TestServer } from './test-server.ts';
import { driveOf } from './test-transfers.ts';
import { walks, type AuditWalk } from './test-walks.ts';

type Answer = Record<string, unknown>;

const routes = new Map<string, Route>(
  Object.entries(contract).flatMap(([slice, table]) =>
    Object.entries(table).map(([name, route]) => [`${slice}.${name}`, route as Route] as const),
  ),
);
const steps = walks.flatMap(({ auditedSteps = [] }) => auditedSteps);
const excused: Readonly<Record<string, string>> = Object.assign({}, ...walks.map((walk) => walk.excused));
const elsewhere: readonly AuditAction[] = walks.flatMap(({ auditedElsewhere = [] }) => auditedElsewhere);

let server: TestServer;
let walk: AuditWalk;
/** What earlier steps answered, by the name of their route. */
const answers = new Map<string, Answer>();
const answered: AuditWalk['answered'] = (name, ...keys) => {
  const found = keys.reduce<unknown>((value, key) => (value as Answer)[key], answers.get(name));
  if (typeof found !== 'string') throw new Error(`${name} answered no ${keys.join('.')}`);
  return found;
};
beforeAll(async () => {
  const calls = new TestCalls();
  server = await createTestServer({ toPrivate: true, desk: calls.desk });
  calls.add(server.tenant.agent, server.tenant.administrator);
  walk = { server, drive: driveOf(server), calls, answered };
});
afterAll(() => server.stop());

async function countRows(): Promise<number> {
  const [row] = await server.database.asOwner<{ count: string }>(
    'select count(*) from audit_rows where tenant_id = $1',
    [server.tenant.id],
  );
  return Number(row!.count);
}

/** Texts that a route shows once, wherever they stand in its answer. */
function secretsIn(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([key, value]: [string, unknown]) =>
    /^(secret|password|recoveryCodes)$/.test(key)
      ? [value].flat().filter((text) => typeof text === 'string')
      : secretsIn(value),
  );
}

describe('every audited action leaves a row', () => {
  test('[P4] no route that changes something is forgotten', () => {
    const changing = [...routes]
      .filter(
        ([, route]) =>
          route.method !== 'GET' && route.permission !== 'operator' && !route.path.startsWith('/operator/'),
      )
      .map(([name]) => name);
    const spoken = [...steps.map((step) => step.route), ...Object.keys(excused)];
    expect(changing.filter((name) => !spoken.includes(name))).toEqual([]);
    expect(spoken.filter((name) => !changing.includes(name))).toEqual([]);
  });

  test.each(steps)('[P4] $route', async ({ route: name, idOf, params, body, as, before: prepare }) => {
    await prepare?.(walk);
    const route = routes.get(name)!;
    const inAddress: Readonly<Record<string, string>> = {
      ...(idOf !== undefined && { id: answered(idOf, 'id') }),
      ...params?.(walk),
    };
    const url = `/api${route.path.replace(/:(\w+)/g, (_all, part: string) => inAddress[part]!)}`;
    const before = await countRows();
    const reply = await server.request(
      server.tenant[as ?? 'administrator'],
      route.method as NonNullable<InjectOptions['method']>,
      url,
      typeof body === 'function' ? (body as (walk: AuditWalk) => object)(walk) : body,
    );
    expect(reply.statusCode, reply.body).toBe(200);
    answers.set(name, reply.json<Answer>());
    if (!(name in excused)) expect(await countRows()).toBeGreaterThan(before);
  });

  test('[P4] no row holds a password, a code or a secret', async () => {
    const rows = await server.database.asOwner<{ before: unknown; after: unknown }>(
      'select before, after from audit_rows',
    );
    const written = JSON.stringify(rows);
    const shown = secretsIn([...answers.values()]);
    expect(shown.length).toBeGreaterThan(4);
    for (const hidden of [...shown, testPassword, 'right-horse', 'scrypt', '$argon2'])
      expect(written).not.toContain(hidden);
    expect(written).not.toMatch(/"(?:password|passwordHash|secret|tokenHash)":"/);
  });
});

describe('the words of the log', () => {
  test('[P4] what the walk has written and what other tests prove are all actions of the contract, and no others', async () => {
    const rows = await server.database.asOwner<{ action: string }>('select distinct action from audit_rows');
    const written = new Set(rows.map(({ action }) => action));
    expect([...written].filter((action) => !(auditActions as readonly string[]).includes(action))).toEqual([]);
    expect(auditActions.filter((action) => !written.has(action) && !elsewhere.includes(action))).toEqual([]);
  });
});
