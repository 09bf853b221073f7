/** The server: `node --import tsx server/main.ts [--roles=api,engine,worker]`. Configuration comes from the environment (kernel/config.ts). */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startServer, type Server } from './compose/compose.ts';
import { readConfig, type Config } from './kernel/config.ts';
import { SetupError } from './kernel/errors.ts';
import { watchLauncher } from './kernel/launcher-watch.ts';
import { createLog, losePrinted, type Log } from './kernel/log.ts';

/** An orderly end takes a second or two; what has not ended by then never will. */
const patienceMs = 15_000;

async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2));
  losePrinted();
  const log = createLog(config.logLevel);
  dieLoudly(log);
  const server = await startServer(config, log);
  const statusFile = writeStatus(config, server);
  const unwatch = watchLauncher(process.env['BAHU_KEEPER'], log);
  log.info({ url: server.url, roles: [...config.roles] }, 'listening');
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      unwatch();
      log.info({ signal }, 'ending');
      setTimeout(() => process.exit(1), patienceMs).unref();
      rmSync(statusFile, { force: true });
      server.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'the end was not orderly');
          process.exit(1);
        },
      );
    });
  }
}

/** For the launcher and for scripts: that we listen, where, who we are, and which media server runs. */
function writeStatus(config: Config, { url, mediaServer, demoPassword }: Server): string {
  const file = path.join(config.dataFolder, 'run/server.json');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ pid: process.pid, url, mediaServer, demoPassword }), { mode: 0o600 });
  return file;
}

/** A defect that nobody caught leaves the state unknown: say it and end, whoever supervises starts anew from what is stored. */
function dieLoudly(log: Log): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error }, 'a defect ends the process');
      process.exit(1);
    });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof SetupError ? error.message : error);
  process.exit(1);
});
