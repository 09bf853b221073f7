/**
 * The engine's writing. A batch is committed before its commands run; when the database is away, it goes to a journal on disk instead, so
 * that calls go on, and from there into the database, in order, when that is back. Writing is idempotent, so a doubt is a repetition.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { faultCode } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import type { Payload } from './batch.ts';

/** Another process owns the tenant now; this one must stop acting for it. */
export class LeaseLost extends Error {}

export interface FactLogOptions {
  /** Connections of the engine's own, so that no report and no list is ever before it in the queue. */
  pool: Pool;
  tenantId: string;
  epoch: () => number;
  folder: string;
  log: Log;
}

/** One statement, so it is a transaction by itself; named, so it is planned once per connection. */
const commit = { name: 'engine-commit', text: 'select bahu_engine_commit($1, $2, $3)' } as const;
const leaseLostCode = 'BH001';
const retryMs = 250;
/** How long a batch waits for a restarting database before it goes to the journal and its commands run. */
const patienceMs = 1200;

export class FactLog {
  private readonly options: FactLogOptions;
  private readonly file: string;
  private backlog: Payload[] = [];
  private draining: Promise<void> | null = null;
  private isStopped = false;

  constructor(options: FactLogOptions) {
    this.options = options;
    mkdirSync(options.folder, { recursive: true });
    this.file = path.join(options.folder, `${options.tenantId}.ndjson`);
  }

  /** Batches that the database does not have yet. */
  get pending(): number { return this.backlog.length; }

  /** Brings what a former process journaled into the database. Call it before anything is loaded. */
  async replay(): Promise<void> {
    if (!existsSync(this.file)) return;
    for (const line of readFileSync(this.file, 'utf8').split('\n')) {
      const payload = parseLine(line);
      if (payload) await this.commit(payload);
    }
    rmSync(this.file, { force: true });
  }

  /**
   * Writes a batch. Resolves when it is in the database or on disk.
   * @throws LeaseLost when the tenant has another owner.
   */
  async write(payload: Payload): Promise<void> {
    if (this.backlog.length > 0) return this.journal(payload);
    const start = performance.now();
    for (;;) {
      try {
        return await this.commit(payload);
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        if (isDefect(error)) return this.setAside(payload, error);
        if (performance.now() - start > patienceMs || this.isStopped) return this.journal(payload);
        await sleep(retryMs);
      }
    }
  }

  private async commit(payload: Payload): Promise<void> {
    const { pool, tenantId, epoch } = this.options;
    try {
      await pool.query({ ...commit, values: [tenantId, epoch(), JSON.stringify(payload)] });
    } catch (error) {
      if (faultCode(error) === leaseLostCode) throw new LeaseLost('another process owns the tenant', { cause: error });
      throw error;
    }
  }

  private journal(payload: Payload): void {
    this.append(this.file, payload);
    this.backlog.push(payload);
    this.draining ??= this.drain().finally(() => { this.draining = null; });
  }

  private append(file: string, payload: Payload): void {
    const handle = openSync(file, 'a');
    try {
      writeSync(handle, `${JSON.stringify(payload)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }

  private async drain(): Promise<void> {
    this.options.log.warn({ tenantId: this.options.tenantId }, 'the database is away: facts go to the journal');
    while (this.backlog.length > 0 && !this.isStopped) {
      try {
        await this.commit(this.backlog[0]!);
        this.backlog.shift();
      } catch (error) {
        if (error instanceof LeaseLost) return;
        if (isDefect(error)) this.setAside(this.backlog.shift()!, error);
        else await sleep(retryMs);
      }
    }
    if (this.backlog.length > 0) return;
    rmSync(this.file, { force: true });
    this.options.log.info({ tenantId: this.options.tenantId }, 'the database is back: the journal is empty');
  }

  /** A batch that the database refuses is a defect of ours; it is kept for a person, and the calls go on. */
  private setAside(payload: Payload, error: unknown): void {
    this.append(`${this.file}.refused`, payload);
    this.options.log.error({ err: error, tenantId: this.options.tenantId }, 'the database refused a batch of facts');
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.draining;
  }
}

/**
 * Whether the database will never take this batch: data, constraint, syntax or our own exception (SQLSTATE classes 22, 23, 42, P0). Everything
 * else passes: a restart, a slow disk, a lock, a lost connection.
 */
const isDefect = (error: unknown): boolean => /^(22|23|42|P0)/.test(faultCode(error));

/** The last line of a process that was killed may be half. */
function parseLine(line: string): Payload | null {
  try {
    return line === '' ? null : (JSON.parse(line) as Payload);
  } catch {
    return null;
  }
}
