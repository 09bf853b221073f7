/** The statements of a request, once more as the application sends them and once as the owner of the table would write them by hand. */
import { Client } from 'pg';
import type { DatabaseUrls } from '@bahu/server/kernel/migrate.ts';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What is sent to the database about customers and departments while `work` runs. */
export async function recordStatements(client: typeof Client, work: () => Promise<void>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const { query } = client.prototype;
  client.prototype.query = function recorded(this: Client, ...args: unknown[]) {
    const [config] = args as [{ text?: string; values?: unknown[] }];
    if (
      typeof config === 'object' &&
      config.text &&
      /customers|"departments"/.test(config.text) &&
      !config.text.includes('"sessions"')
    )
      statements.push({ text: config.text, values: [...(config.values ?? [])] });
    return (query as (...given: unknown[]) => unknown).apply(this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    client.prototype.query = query;
  }
  return statements;
}

/** The searches that run as functions of the owner, written out. */
const searches: readonly [RegExp, string][] = [
  [/bahu_customers_by_name\((\$\d+)::text\[\], (\$\d+), /g, 'name_grams @> $1::text[] and bahu_fold(name) like $2'],
  [/bahu_customers_by_initials\((\$\d+), /g, 'name_initials ^@ $1'],
  [
    /bahu_customers_by_digits\((\$\d+)::text\[\], (\$\d+), /g,
    'id in (select n.customer_id from customer_numbers n where n.tenant_id = customers.tenant_id and n.number_grams @> $1::text[] and n.number like $2)',
  ],
];

export class SameSql {
  private readonly app: Client;
  private readonly owner: Client;
  private readonly tenantId: string;

  private constructor(app: Client, owner: Client, tenantId: string) {
    this.app = app;
    this.owner = owner;
    this.tenantId = tenantId;
  }

  static async connect(urls: DatabaseUrls, tenantId: string): Promise<SameSql> {
    const [app, owner] = [new Client({ connectionString: urls.app }), new Client({ connectionString: urls.owner })];
    await Promise.all([app.connect(), owner.connect()]);
    const { rows } = await owner.query<{ free: boolean }>(
      'select rolsuper or rolbypassrls as free from pg_roles where rolname = current_user',
    );
    if (!rows[0]?.free)
      throw new Error('the owner is bound by row-level security, so there is nothing to compare with');
    return new SameSql(app, owner, tenantId);
  }

  /** Milliseconds of the statements under row-level security. */
  runProtected(statements: readonly Statement[]): Promise<number> {
    return this.run(this.app, statements);
  }

  /** Milliseconds of the same statements without it, each with the tenant written into it. */
  runBare(statements: readonly Statement[]): Promise<number> {
    return this.run(
      this.owner,
      statements.map(({ text, values }) => ({ text: this.byHand(text), values })),
    );
  }

  private async run(client: Client, statements: readonly Statement[]): Promise<number> {
    await client.query('begin');
    await client.query("select set_config('app.tenant', $1, true)", [this.tenantId]);
    const since = performance.now();
    for (const { text, values } of statements)
      await client.query({ text, values: [...values], queryMode: 'extended' } as { text: string; values: unknown[] });
    const took = performance.now() - since;
    await client.query('commit');
    return took;
  }

  private byHand(text: string): string {
    const mine = `tenant_id = '${this.tenantId}'`;
    let written = text
      .replaceAll('from "customers" as "c"', `from (select * from customers where ${mine}) as "c"`)
      .replaceAll('from "departments"', `from (select * from departments where ${mine}) as "departments"`);
    for (const [call, condition] of searches) {
      written = written.replace(
        new RegExp(`select ${call.source}(\\$\\d+)::uuid, (\\$\\d+)::uuid\\[\\], (\\$\\d+)\\)`, 'g'),
        (_all, ...found: string[]) => {
          const parts = found.filter((part): part is string => typeof part === 'string' && part.startsWith('$'));
          const [limit, departments, owner] = [parts.pop()!, parts.pop()!, parts.pop()!];
          const filled = condition.replace(/\$(\d)/g, (_one, place: string) => parts[Number(place) - 1]!);
          return `(select id from customers where ${mine} and ${filled} and (${owner}::uuid is null or owner_id = ${owner} or department_id = any(${departments}::uuid[])) limit ${limit})`;
        },
      );
    }
    if (written.includes('bahu_customers_by')) throw new Error(`not written out: ${written}`);
    return written;
  }

  async end(): Promise<void> {
    await Promise.all([this.app.end(), this.owner.end()]);
  }
}
