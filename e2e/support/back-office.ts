/** The demo installation without telephony: the real server with its own PostgreSQL, for stories and measurements of back-office pages. */
import { chmodSync, rmSync } from 'node:fs';
import path from 'node:path';
import { testFolder } from '@bahu/asterisk/test-leftovers.ts';
import { findPostmaster } from '@bahu/server/postgres/postmaster.ts';
import { openSecrets } from '@bahu/server/kernel/secrets.ts';
import { Client } from 'pg';
import type { Page } from 'playwright-core';
import { ServerProcess } from './server-process.ts';

export const demoPassword = 'bahu-demo';

export interface BackOffice {
  url: string;
  folder: string;
  server: ServerProcess;
  /** Runs SQL on its database past row-level security. */
  sql<Row = unknown>(text: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

/** Starts it on a port of its own with the demo tenant 100001 and the operator. */
export async function startBackOffice(port: number, env: Record<string, string> = {}): Promise<BackOffice> {
  const folder = testFolder('office');
  chmodSync(folder, 0o711);
  const server = new ServerProcess(folder, ['--roles=api,worker'], {
    BAHU_PORT: String(port),
    BAHU_DEMO_PASSWORD: demoPassword,
    ...env,
  });
  await server.start();
  return {
    url: `http://127.0.0.1:${port}`,
    folder,
    server,
    sql: (text, values = []) => asOwner(folder, text, values),
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Signs in as a demo user and waits for the menu. */
export async function enterBackOffice(page: Page, url: string, extension: string): Promise<void> {
  await page.goto(url);
  await page.locator('input').first().fill(`100001${extension}`);
  await page.locator('input[type=password]').fill(demoPassword);
  await page.keyboard.press('Enter');
  await page.locator('nav.rail, .menu-button').waitFor();
}

/** Signs in as the operator of the demo. */
export async function enterOperator(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/operator`);
  await page.locator('input').first().fill('operator');
  await page.locator('input[type=password]').fill(demoPassword);
  await page.keyboard.press('Enter');
  await page.locator('.operator-menu').waitFor();
}

async function asOwner<Row>(folder: string, text: string, values: unknown[]): Promise<Row[]> {
  const running = findPostmaster(path.join(folder, 'postgres'))!;
  const client = new Client({
    host: running.socketFolder || '127.0.0.1',
    port: running.port,
    user: 'bahu_owner',
    password: openSecrets(path.join(folder, 'secrets.json'))('postgres-owner'),
    database: 'bahu',
  });
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
