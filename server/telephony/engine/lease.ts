/**
 * Who acts for a tenant. A lease in the database with an epoch that rises with each change of owner; every write of the engine carries it.
 * A holder also keeps a session lock: when his process dies, the lock is free at once and the next one need not wait for the lease to run out.
 */
import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { Client } from 'pg';
import type { Db } from '../../kernel/db.ts';
import type { Log } from '../../kernel/log.ts';

const leaseSeconds = 12;
const lockSpace = 0x62616875;

export class Leases {
  private readonly db: Db;
  private readonly url: string;
  private readonly log: Log;
  /** Our number among the processes of the installation. */
  readonly holder = randomInt(1, 2 ** 31 - 1);
  private session: Client | null = null;
  private readonly epochs = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;

  constructor(db: Db, url: string, log: Log) {
    this.db = db;
    this.url = url;
    this.log = log;
  }

  /** The epoch under which this process owns the tenant; 0 when it does not. */
  epoch(tenantId: string): number { return this.epochs.get(tenantId) ?? 0; }

  async start(): Promise<void> {
    await this.lockSession();
    this.timer = setInterval(() => void this.renew(), (leaseSeconds * 1000) / 3);
  }

  /** Becomes the owner of a tenant if nobody living is. */
  async take(tenantId: string): Promise<boolean> {
    const epoch = await this.db.tenant(tenantId, async (tx) => {
      const held = await tx.selectFrom('tenantLeases').select('holder').where('tenantId', '=', tenantId).executeTakeFirst();
      const isDead = held !== undefined && held.holder !== this.holder && (await this.isFree(held.holder));
      const taken = await sql<{ epoch: number | null }>`select bahu_take_lease(${tenantId}, ${this.holder}, ${leaseSeconds}, ${isDead}) as epoch`.execute(tx);
      return taken.rows[0]?.epoch ?? null;
    });
    if (epoch === null) return false;
    this.epochs.set(tenantId, epoch);
    return true;
  }

  /** Whether nobody holds another holder's session lock: then its process is gone. */
  private async isFree(holder: number): Promise<boolean> {
    const session = this.session;
    if (!session) return false;
    const { rows } = await session.query<{ got: boolean }>('select pg_try_advisory_lock($1, $2) as got', [lockSpace, holder]);
    if (rows[0]?.got) await session.query('select pg_advisory_unlock($1, $2)', [lockSpace, holder]);
    return rows[0]?.got === true;
  }

  private async lockSession(): Promise<void> {
    const client = new Client({ connectionString: this.url, keepAlive: true });
    client.on('error', () => { this.session = null; });
    await client.connect();
    await client.query('select pg_advisory_lock($1, $2)', [lockSpace, this.holder]);
    this.session = client;
  }

  private async renew(): Promise<void> {
    try {
      if (!this.session) await this.lockSession();
      for (const tenantId of this.epochs.keys()) await this.take(tenantId);
    } catch (error) {
      this.log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'the leases could not be renewed');
    }
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.session?.end().catch(() => undefined);
  }
}
