/**
 * The engine's writing. A batch is committed before its commands run; when the database is away, it goes to a journal
 * on disk instead, so that calls go on, and from there into the database, in order, when that is back. Writing is
 * idempotent, so a doubt is a repetition. What the database will never take is set aside in a file of its own, call
 * by call, and said: one bad row stops nobody.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { errorCode } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { partsOf, type Payload } from './batch.ts';
import { appendLine, readEntry, refusedFile, type Entry } from './journal.ts';
import { LeaseLost } from './lease.ts';

export interface FactLogOptions {
  /** Connections of the engine's own, so that no report and no list is ever before it in the queue. */
  pool: Pick<Pool, 'query'>;
  tenantId: string;
  /** Of the owner for whom it writes; another one makes another log. */
  epoch: number;
  folder: string;
  log: Log;
  /** Told when the database says that another owns the calls. */
  onLost: () => void;
}

/** Where a batch is safe: in the database, on the disk, or nowhere but in memory. */
export type Safe = 'database' | 'disk' | 'memory';

/** One statement, so it is a transaction by itself; named, so it is planned once per connection. */
const commit = { name: 'engine-commit', text: 'select bahu_engine_commit($1, $2, $3)' } as const;
const leaseLostCode = 'BH001';
const retryMs = 250;
/** How long a batch waits for a restarting database before it goes to the journal and its commands run. */
const patienceMs = 1200;

export class FactLog {
  private readonly options: FactLogOptions;
  private readonly file: string;
  private backlog: { payload: Payload; isOnDisk: boolean }[] = [];
  private draining: Promise<void> | null = null;
  private isStopped = false;
  private readonly refused = new Set<string>();

  constructor(options: FactLogOptions) {
    this.options = options;
    this.file = path.join(options.folder, `${options.tenantId}.ndjson`);
  }

  /** Batches that the database does not have yet. */
  get pending(): number {
    return this.backlog.length;
  }
  /** Batches that are lost when this process ends. */
  get inMemory(): number {
    return this.backlog.filter(({ isOnDisk }) => !isOnDisk).length;
  }

  /** Calls of which the database has refused something since this was asked last. */
  takeRefused(): string[] {
    const ids = [...this.refused];
    this.refused.clear();
    return ids;
  }

  /**
   * Brings what a former process journaled into the database. Call it before anything is loaded. Only the owner
   * before us can have left what is still true; a line of an earlier one is set aside, as is what is no line of ours
   * and what the database refuses.
   */
  async replay(): Promise<void> {
    if (!existsSync(this.file)) return;
    const lines = readFileSync(this.file, 'utf8').split('\n');
    for (const [index, line] of lines.entries()) {
      if (line === '') continue;
      const entry = readEntry(line);
      // The last line of a process that was killed may be half: it was never acknowledged.
      if (!entry && index === lines.length - 1) continue;
      if (!entry) this.setAside({ line }, 'no line of ours');
      else if (entry.epoch < this.options.epoch - 1) this.setAside(entry, 'another owner has gone on with these calls');
      else await this.commitOrSetAside(entry.payload);
    }
    this.forgetFile();
  }

  /**
   * Writes a batch. Resolves with where it is safe now.
   * @throws LeaseLost when another owns the calls.
   */
  async write(payload: Payload): Promise<Safe> {
    if (this.backlog.length > 0) return this.journal(payload);
    const start = performance.now();
    for (;;) {
      try {
        await this.commitOrSetAside(payload);
        return 'database';
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        if (performance.now() - start > patienceMs || this.isStopped) return this.journal(payload);
        await sleep(retryMs);
      }
    }
  }

  private async commit(payload: Payload): Promise<void> {
    const { pool, tenantId, epoch } = this.options;
    try {
      await pool.query({ ...commit, values: [tenantId, epoch, JSON.stringify(payload)] });
    } catch (error) {
      if (errorCode(error) === leaseLostCode) throw new LeaseLost({ cause: error });
      throw error;
    }
  }

  /**
   * A batch that the database refuses is a defect of ours, or of one row: its parts are tried one by one, and what is
   * refused then is kept.
   */
  private async commitOrSetAside(payload: Payload): Promise<void> {
    try {
      return await this.commit(payload);
    } catch (error) {
      if (!isDefect(error)) throw error;
      const parts = partsOf(payload);
      if (parts.length > 1) {
        for (const part of parts) await this.commitOrSetAside(part);
      } else this.setAside({ epoch: this.options.epoch, payload }, error);
    }
  }

  private journal(payload: Payload): Safe {
    const isOnDisk = this.keep({ epoch: this.options.epoch, payload });
    this.backlog.push({ payload, isOnDisk });
    this.draining ??= this.drain().finally(() => {
      this.draining = null;
    });
    return isOnDisk ? 'disk' : 'memory';
  }

  /** False when there is no room for it: the calls go on, and somebody is told. */
  private keep(entry: Entry): boolean {
    try {
      appendLine(this.file, entry);
      return true;
    } catch (error) {
      this.options.log.error(
        { err: error, tenantId: this.options.tenantId },
        'facts can be written neither to the database nor to the disk',
      );
      return false;
    }
  }

  private async drain(): Promise<void> {
    const { log, tenantId, onLost } = this.options;
    log.warn({ tenantId }, 'the database is away: facts go to the journal');
    while (this.backlog.length > 0 && !this.isStopped) {
      try {
        await this.commitOrSetAside(this.backlog[0]!.payload);
        this.backlog.shift();
      } catch (error) {
        if (error instanceof LeaseLost) return onLost();
        await sleep(retryMs);
      }
    }
    if (this.backlog.length > 0) return;
    this.forgetFile();
    log.info({ tenantId }, 'the database is back: the journal is empty');
  }

  /** A file that cannot be removed is only read once more, which changes nothing. */
  private forgetFile(): void {
    try {
      rmSync(this.file, { force: true });
    } catch (error) {
      this.options.log.warn({ err: error, file: this.file }, 'a journal could not be removed');
    }
  }

  private setAside(entry: Entry | { line: string }, reason: unknown): void {
    for (const id of idsOf(entry)) this.refused.add(String(id));
    const file = refusedFile(this.options.folder, this.options.tenantId);
    this.options.log.error(
      { err: reason, tenantId: this.options.tenantId, file },
      'facts were set aside: the database does not take them',
    );
    try {
      appendLine(file, { ...entry, reason: reason instanceof Error ? reason.message : String(reason) });
    } catch (error) {
      // What they hold stays out of the log: a withheld number is among it.
      const { log, tenantId } = this.options;
      log.error({ err: error, tenantId, ids: idsOf(entry) }, 'they could not even be kept in a file');
    }
  }

  /** Writes nothing more. What is in the journal stays there. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.draining;
  }
}

/** The calls of an entry, by which a person can look for what became of them. */
const idsOf = (entry: Entry | { line: string }): unknown[] => {
  if (!('payload' in entry)) return [];
  const { calls, legs, segments, facts, live } = entry.payload;
  const ofCalls = [...legs, ...segments, ...facts].map((row) => row['call_id']);
  return [
    ...new Set([
      ...calls.map((call) => call['id']),
      ...ofCalls,
      ...live.filter(({ kind }) => kind === 'call').map(({ id }) => id),
    ]),
  ];
};

/**
 * Whether the database will never take this batch: data, constraint, syntax or our own exception (SQLSTATE classes
 * 22, 23, 42, P0). Everything else passes: a restart, a slow disk, a lock, a lost connection.
 */
const isDefect = (error: unknown): boolean => /^(22|23|42|P0)/.test(errorCode(error));
