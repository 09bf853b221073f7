/** What the database does for a list: the plans of the statements that it sends, under row-level security. */
import { CompiledQuery, type KyselyPlugin, type RootOperationNode } from 'kysely';
import { readPrincipal } from '../../../kernel/auth/read-principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { TestServer, TestUser } from '../../../test-server.ts';

/** Takes down each statement that is sent. */
function takingDown(into: RootOperationNode[]): KyselyPlugin {
  return {
    transformQuery: ({ node }) => {
      into.push(node);
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
}

type Reader = NonNullable<Awaited<ReturnType<typeof readPrincipal>>>;

/** The plans of all statements about a table that `work` sends as this user of the tenant, in their order. */
export async function plansOf(
  server: TestServer,
  user: TestUser,
  table: string,
  work: (tx: Tx, reader: Reader) => Promise<unknown>,
): Promise<string[]> {
  const tenantId = server.tenant.id;
  return server.database.db.tenant(tenantId, async (tx) => {
    const reader = (await readPrincipal(tx, { tenantId, userId: user.userId, sessionId: user.sessionId }))!;
    const nodes: RootOperationNode[] = [];
    await work(tx.withPlugin(takingDown(nodes)) as Tx, reader);
    const plans: string[] = [];
    for (const node of nodes) {
      const { sql, parameters } = tx.getExecutor().compileQuery(node as never, { queryId: 'taken-down' });
      if (!sql.includes(table) || sql.startsWith('explain')) continue;
      const { rows } = await tx.executeQuery<{ 'QUERY PLAN': string }>(
        CompiledQuery.raw(`explain ${sql}`, [...parameters]),
      );
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
    }
    return plans;
  });
}
