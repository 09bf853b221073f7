#!/usr/bin/env node
// @ts-check
/**
 * Takes the place of a launcher that was killed: the server that lost it starts this (server/kernel/launcher-watch.ts), so that it is never
 * without somebody who replaces it. `npm start` takes over from here.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decideHome } from './home.mjs';
import { endOrphans, livingLauncher } from './left-over.mjs';
import { say } from './progress.mjs';
import { serverCommand, Supervisor } from './supervise.mjs';

const home = decideHome();
const run = join(home.data, 'run');
const pid = Number(process.argv[2]);

if (livingLauncher(run) === undefined) {
  mkdirSync(run, { recursive: true });
  writeFileSync(join(run, 'keeper.json'), JSON.stringify({ pid: process.pid }));
  say(
    `the launcher is gone: process ${process.pid} keeps the server (${pid}) from now on; end both with: kill ${process.pid}`,
  );
  const server = new Supervisor(serverCommand(home, process.env), {
    adopted: pid,
    mayBegin: () => livingLauncher(run) === undefined,
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => server.stop({ isUrgent: false }));
  await server.ended;
  rmSync(join(run, 'keeper.json'), { force: true });
  if (livingLauncher(run) === undefined) await endOrphans(home);
}
