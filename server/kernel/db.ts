/**
 * The database. All work is done in transactions: `tenant` sees one tenant's rows by row-level security, `system` sees no tenant's rows.
 * Column names are camelCase in the query builder and in results; inside sql`…` text they are snake_case.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  CamelCasePlugin,
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type Transaction,
} from 'kysely';
import {
  Pool,
  types as pgTypes,
  type CustomTypesConfig,
  type QueryConfig,
  type QueryResult,
  type QueryResultRow,
} from 'pg';
import { isConnectionBroken } from './errors.ts';
import { isId } from './ids.ts';
import { createGreed, createUsage, processorMs, standBack } from './priority.ts';
import { createShares } from './shares.ts';
import type { Log } from './log.ts';
import type { Tables } from './tables.ts';

export type Tx = Transaction<Tables>;

export interface Db {
  /**
   * One transaction that sees the rows of `tenantId` and nothing else.
   * @throws whatever `work` throws, after the roll-back, and the database's errors.
   */
  tenant<T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** One transaction without a tenant: tenants and leases are readable, every other table looks empty. */
  system<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * One prepared statement that calls a function of the database which names the tenant itself: one journey in place of a transaction's three, without
   * waiting for a turn. For what a call waits for. It only reads: on a dead connection it is asked once more on the next.
   */
  ask<T extends QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

export interface DbOptions {
  /** Connections that are used at once at most; with `greedyNiceness` as many again may be open and idle. */
  connections?: number;
  /** Connections that one tenant may have at once; what goes beyond waits for its turn. All when absent. */
  perTenant?: number;
  /**
   * How far the database's own processes behind these connections stand back (nice, 1 to 19), so that calls come before pages and pages before jobs
   * where processors are short. Only for a database that runs on this machine: elsewhere the number of its process is somebody else's here.
   */
  niceness?: number;
  /** The same for a tenant that uses more of the processors than its part, as long as it does. */
  greedyNiceness?: number;
  /** Connections stay open however long they are idle: a new one plans every statement anew, 100 ms for whoever comes first. */
  staysOpen?: boolean;
  /** Milliseconds that one statement may take; the standard is for people who wait, jobs take more. */
  statementMs?: number;
  log?: Log;
}

const standardConnections = 10;
const lockMs = 1500;
const connectMs = 5000;
/** Of one tenant; what is refused beyond would not get its turn in time anyway. */
const maxWaiting = 500;
/**
 * Milliseconds of a processor, each counting half after five seconds. A tenant that keeps a seventh of one busy for a while has used 1000; one that
 * has stood back since goes on doing so until it wants a twentieth at most, or it would be before the others half of the time.
 */
const greed = { above: 1000, below: 350 } as const;
const halfLifeMs = 5000;
/** A transaction that somebody forgot holds locks; none of ours waits for anything but the database. */
const idleInTransactionMs = 30_000;

/** What a transaction holds while it runs. */
interface Turn {
  isOpen: boolean;
  holder: string;
  database: Kysely<Tables>;
}

/** Opens a pool for the application's role. It survives restarts of PostgreSQL: queries fail meanwhile, later ones work. */
export function createDb(appUrl: string, options: DbOptions = {}): Db {
  const usage = createUsage(halfLifeMs);
  const isGreedy = createGreed(usage, greed);
  /** A transaction within another one has its place already: two that wait for each other's would wait for ever. */
  const inside = new AsyncLocalStorage<Turn>();
  /** Whose rows the transaction that begins now is to see. */
  const naming = new AsyncLocalStorage<string>();
  const poolOf = (niceness: number | undefined): Pool =>
    createPool(appUrl, { ...options, ...(niceness && { niceness }) }, { getTypeParser: typeParser });
  const open = (pool: Pool): Kysely<Tables> =>
    new Kysely<Tables>({
      dialect: new PostgresDialect({
        pool: withRealParameters(pool, {
          used: options.greedyNiceness ? used : null,
          beginning: () => beginFor(naming.getStore()),
        }),
      }),
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    });
  const used = (ms: number): void => usage.add(inside.getStore()?.holder ?? '', ms);
  const promptPool = poolOf(options.niceness);
  const prompt = open(promptPool);
  const patient = options.greedyNiceness ? open(poolOf(options.greedyNiceness)) : prompt;
  const total = options.connections ?? standardConnections;
  const shares = createShares({ total, perHolder: options.perTenant ?? total, patienceMs: connectMs, maxWaiting });
  const inTurn = async <T>(holder: string, work: (database: Kysely<Tables>) => Promise<T>): Promise<T> => {
    const outer = inside.getStore();
    if (outer?.isOpen) return work(outer.database);
    const release = await shares.take(holder);
    const turn: Turn = { isOpen: true, holder, database: holder !== '' && isGreedy(holder) ? patient : prompt };
    try {
      return await inside.run(turn, () => work(turn.database));
    } finally {
      turn.isOpen = false;
      release();
    }
  };
  return {
    tenant: (tenantId, work) => {
      if (!isId(tenantId)) throw new TypeError('a tenant is named by its id');
      return inTurn(tenantId, (database) => naming.run(tenantId, () => transact(database, total, work)));
    },
    system: (work) => inTurn('', (database) => naming.run('', () => transact(database, total, work))),
    ask: <T extends QueryResultRow>(name: string, text: string, values: readonly unknown[]) =>
      pastDead(
        total,
        () => false,
        async () => (await promptPool.query<T>({ name, text, values: [...values] })).rows,
      ),
    close: async () => void (await Promise.all([...new Set([prompt, patient])].map((database) => database.destroy()))),
  };
}

/** A transaction on a connection that is alive. One that cannot even begin has done nothing, so the next one is taken. */
async function transact<T>(kysely: Kysely<Tables>, connections: number, work: (tx: Tx) => Promise<T>): Promise<T> {
  let hasBegun = false;
  return pastDead(
    connections,
    () => hasBegun,
    () =>
      kysely.transaction().execute((tx) => {
        hasBegun = true;
        return work(tx);
      }),
  );
}

/** After a restart of PostgreSQL the pool's idle connections are dead: what came upon one is tried on the next, unless it may have done something. */
async function pastDead<T>(connections: number, hasBegun: () => boolean, attempt: () => Promise<T>): Promise<T> {
  for (let dead = 0; ; dead++) {
    try {
      return await attempt();
    } catch (error) {
      if (hasBegun() || dead > connections || !isConnectionBroken(error)) throw error;
    }
  }
}

/** A pool of node-postgres with our time limits, for the few who need one of their own (jobs, listening). */
export function createPool(url: string, options: DbOptions = {}, types?: CustomTypesConfig): Pool {
  const statementMs = options.statementMs ?? 2000;
  const pool = new Pool({
    connectionString: url,
    max: options.connections ?? standardConnections,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    // The server's own limit comes first; this one is for a connection whose other end has vanished.
    query_timeout: statementMs + 3000,
    keepAlive: true,
    ...(options.staysOpen && { idleTimeoutMillis: 0 }),
    ...(types && { types }),
  });
  // Without listeners the loss of a connection, idle or in use, would end the process.
  const onLoss = (error: Error): void =>
    options.log?.warn({ reason: error.message }, 'lost a connection to the database');
  pool.on('error', onLoss);
  pool.on('connect', (client) => {
    client.on('error', onLoss);
    if (options.niceness) standBack(client, options.niceness);
  });
  return pool;
}

/** Whole and decimal numbers of the database as numbers: ours stay far below 2^53. Everything else as node-postgres does. */
const typeParser: CustomTypesConfig['getTypeParser'] = (oid, format) => {
  if (oid === pgTypes.builtins.INT8 || oid === pgTypes.builtins.NUMERIC) return Number;
  return pgTypes.getTypeParser(oid, format);
};

/** The tenant is named with the transaction's beginning: one journey for both. */
const beginFor = (tenantId: string | undefined): string =>
  tenantId ? `begin; set local app.tenant = '${tenantId}'` : 'begin';

interface Observed {
  /** Told how long the database's process worked for whoever had the connection. */
  used: ((ms: number) => void) | null;
  /** What begins a transaction. */
  beginning: () => string;
}

/**
 * Node-postgres sends a query without parameters as plain text, which may hold several statements; the extended protocol refuses them. Plain are only
 * the beginning and the end of a transaction.
 */
function withRealParameters(pool: Pool, { used, beginning }: Observed): PostgresPool {
  return {
    connect: async () => {
      const client = await pool.connect();
      const before = used && processorMs(client);
      const query = (text: string, values: readonly unknown[]): Promise<QueryResult> => {
        if (text === 'begin') return client.query(beginning());
        if (text === 'commit' || text === 'rollback') return client.query(text);
        const config: QueryConfig & { queryMode: 'extended' } = { text, values: [...values], queryMode: 'extended' };
        return client.query(config);
      };
      // Kysely's other form of query takes a cursor, which is only used for streaming; we do not stream.
      const release = (): void => {
        if (used && before !== null) used((processorMs(client) ?? before) - before);
        client.release();
      };
      return { query, release } as unknown as PostgresPoolClient;
    },
    end: () => pool.end(),
  };
}
