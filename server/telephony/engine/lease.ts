/**
 * Who acts for the media server and so for the calls of all tenants: one lease in the database with an epoch that
 * rises with each change of owner; every write of the engine carries it, and the media server's credentials change
 * with it. A holder also keeps a session lock: when its process dies, the lock is free at once and the next one need
 * not wait for the lease to run out.
 */
import { randomInt } from 'node:crypto';
import { Client } from 'pg';
import type { Log } from '../../kernel/log.ts';

/** Another process owns the calls now; this one must neither command nor write. */
export class LeaseLost extends Error {
  constructor(options?: ErrorOptions) {
    super('another process carries the calls', options);
    this.name = 'LeaseLost';
  }
}

export interface LeaseOptions {
  /** As the application's role. */
  databaseUrl: string;
  log: Log;
  /** Told at once when the lease turns out to be another's. */
  onLost: () => void;
}

export const leaseSeconds = 12;
/** Less than the database counts, by what clocks may drift and an answer may take. */
const trustedMs = (leaseSeconds - 2) * 1000;
/**
 * A process that has looked this lately has not been stopped since; older than that it may have slept through a
 * change of owner.
 */
const recentMs = 5000;
const lockSpace = 0x62616875;
const askMs = 2000;
/** After a restart the database's session locks are all free, until their holders are back. */
const settleSeconds = 10;

export class Lease {
  private readonly options: LeaseOptions;
  /** Our number among the processes of the installation. */
  readonly holder = randomInt(1, 2 ** 31 - 1);
  private session: Client | null = null;
  private held = 0;
  /** Monotonic milliseconds until which nobody else can have been given the lease. */
  private trustedUntil = 0;
  /** Monotonic milliseconds at which the last look that has ended began. */
  private lookedAt = -Infinity;
  private looking: Promise<void> | null = null;

  constructor(options: LeaseOptions) {
    this.options = options;
  }

  /** The epoch under which this process owns the calls; 0 when it does not. */
  get epoch(): number {
    return this.held;
  }

  /**
   * Whether nobody else can own the calls at this moment, by the monotonic clock: a process that was stopped finds it
   * false.
   */
  isFresh(): boolean {
    return this.held !== 0 && performance.now() < this.trustedUntil;
  }

  /**
   * Takes or renews the lease. What comes of it is in `epoch` and `isFresh`; a database that is away leaves both to
   * time.
   */
  look(): Promise<void> {
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = null;
    });
    return this.looking;
  }

  /** The same by a question that is not yet on its way: what one on its way says may be of a moment ago. */
  async lookAnew(): Promise<void> {
    await this.looking;
    await this.look();
  }

  /**
   * Resolves when this process may act under `epoch`. While the database is away it may, if the media server itself
   * keeps former owners out (`isFenced`): whoever takes the lease over changes its credentials first.
   * @throws LeaseLost when it may not.
   */
  async confirm(isFenced: boolean): Promise<number> {
    if (!this.isFresh() && this.held !== 0 && performance.now() - this.lookedAt > recentMs) await this.look();
    if (this.held === 0) throw new LeaseLost();
    if (!isFenced && !this.isFresh()) throw new LeaseLost();
    return this.held;
  }

  /** Gives the lease up because somebody knows that it is another's. */
  lose(): void {
    if (this.held === 0) return;
    this.held = 0;
    this.trustedUntil = 0;
    this.options.onLost();
  }

  private async lookOnce(): Promise<void> {
    const sentAt = performance.now();
    try {
      const epoch = await this.take();
      if (this.held !== 0 && epoch !== this.held) this.lose();
      this.held = epoch;
      if (epoch !== 0) this.trustedUntil = sentAt + trustedMs;
    } catch (error) {
      this.options.log.warn(
        { reason: error instanceof Error ? error.message : String(error) },
        'nobody could tell who owns the calls',
      );
      this.endSession();
    } finally {
      this.lookedAt = sentAt;
    }
  }

  private async take(): Promise<number> {
    this.session ??= await this.openSession();
    const dead = this.held === 0 ? await this.findDead(this.session) : null;
    const { rows } = await this.session.query<{ epoch: string | null }>(
      'select bahu_take_engine($1, $2, $3) as epoch',
      [this.holder, leaseSeconds, dead],
    );
    return Number(rows[0]?.epoch ?? 0);
  }

  /** The holder, when its process is gone: nobody has its session lock. */
  private async findDead(session: Client): Promise<number | null> {
    const {
      rows: [row],
    } = await session.query<{ holder: string; settled: boolean }>(
      'select holder, pg_postmaster_start_time() < now() - make_interval(secs => $1) as settled from engine_lease',
      [settleSeconds],
    );
    const holder = Number(row?.holder ?? this.holder);
    if (holder === this.holder || !row?.settled) return null;
    const {
      rows: [lock],
    } = await session.query<{ got: boolean }>('select pg_try_advisory_lock($1, $2) as got', [lockSpace, holder]);
    if (!lock?.got) return null;
    await session.query('select pg_advisory_unlock($1, $2)', [lockSpace, holder]);
    return holder;
  }

  /** Shared, so that a new session need not wait for the database to notice the end of the former one. */
  private async openSession(): Promise<Client> {
    const client = new Client({
      connectionString: this.options.databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: askMs,
      statement_timeout: askMs,
      query_timeout: askMs + 500,
    });
    client.on('error', () => {
      if (this.session === client) this.session = null;
    });
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1, $2)', [lockSpace, this.holder]);
    return client;
  }

  private endSession(): void {
    void this.session?.end().catch(() => undefined);
    this.session = null;
  }

  /** Lets the next one have it at once. */
  async release(): Promise<void> {
    await this.looking;
    const session = this.session;
    this.session = null;
    this.held = 0;
    await session
      ?.query("update engine_lease set expires_at = '-infinity' where holder = $1", [this.holder])
      .catch(() => undefined);
    await session?.end().catch(() => undefined);
  }
}
