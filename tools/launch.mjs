// @ts-check
/** The launcher: prepares what is missing, starts the server as a supervised child, says where it listens, and ends it on Ctrl-C. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPlace, requireFreePort } from './addresses.mjs';
import { readFailure } from '../asterisk/core/layout.mjs';
import { greeting } from './greeting.mjs';
import { decideHome, homeSettings } from './home.mjs';
import { endLeftOverServer, endOrphans, refuseSecondStart } from './left-over.mjs';
import { buildBeside } from './media-build.mjs';
import { buildWeb, checkSystem, installPackages, installRuntime, makePrompts } from './prepare.mjs';
import { orExplain, say, step } from './progress.mjs';
import { serverCommand, Supervisor } from './supervise.mjs';
import { troublesOf } from './troubles.mjs';
import { viteOrigins, viteUrl, watchWeb } from './watch-web.mjs';

/**
 * Runs until it is told to stop.
 * @param {{ isDevelopment: boolean }} options in development the server restarts on changes and Vite serves the web application
 */
export async function launch({ isDevelopment }) {
  const since = performance.now();
  await orExplain(async () => {
    say('Bahu 八百呼');
    await step('this machine', checkSystem);
    const place = readPlace(process.env);
    const home = decideHome();
    const run = join(home.data, 'run');
    mkdirSync(run, { recursive: true });
    refuseSecondStart(run);
    writeFileSync(join(run, 'launcher.json'), JSON.stringify({ pid: process.pid }));
    await prepare(home, isDevelopment);
    await endLeftOverServer(run);
    await requireFreePort(place);

    const server = new Supervisor(isDevelopment ? developmentCommand(home) : serverCommand(home, process.env));
    const stop = stopOnSignal(server);
    const { url, mediaServer: running, demoPassword } = await server.ready;
    if (isDevelopment) {
      const web = watchWeb(url);
      stop.also(() => web.kill());
    }
    const seconds = (performance.now() - since) / 1000;
    const build = buildBeside(home, process.env);
    if (build) stop.also(() => void build.stop());
    const failure = readFailure(home.runtime);
    const mediaServer = { running, isBuilding: build !== undefined, ...(failure && { failure }) };
    const facts = {
      url: isDevelopment ? viteUrl : url,
      reachableAt: place.reachableAt,
      data: home.data,
      seconds,
      mediaServer,
      troubles: await troublesOf(url),
      demoPassword,
    };
    say(greeting(facts, process.env).join('\n'));
    await server.ended;
    await build?.stop();
    await endOrphans(home);
    say('Bahu has ended. 已退出。');
  });
}

/**
 * The server restarts on changes, and dies with its launcher.
 * @param {import('./home.mjs').Home} home
 * @returns {import('./supervise.mjs').Command}
 */
const developmentCommand = (home) => ({
  ...serverCommand(home, process.env),
  args: ['node_modules/tsx/dist/cli.mjs', 'watch', 'server/main.ts'],
  env: { ...process.env, ...homeSettings(home), BAHU_ORIGINS: viteOrigins },
});

/**
 * The npm packages and the private Asterisk come from different places, so they are fetched side by side.
 * @param {import('./home.mjs').Home} home
 * @param {boolean} isDevelopment
 */
async function prepare(home, isDevelopment) {
  await allOf([
    step('npm packages', installPackages),
    process.env.BAHU_ARI ? Promise.resolve() : step('private Asterisk', () => installRuntime(home)),
  ]);
  await allOf([
    step('voice prompts', () => makePrompts(home)),
    isDevelopment ? Promise.resolve() : step('web application', buildWeb),
  ]);
}

/**
 * Waits for all, also when one fails, so that nothing goes on behind the message about it.
 * @param {readonly Promise<void>[]} steps
 */
async function allOf(steps) {
  const outcomes = await Promise.allSettled(steps);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

/**
 * Ctrl-C, a closed terminal and a polite kill end the server in order; asked again after a moment, at once.
 * @param {Supervisor} server
 */
function stopOnSignal(server) {
  /** @type {(() => void)[]} */
  const others = [];
  let askedAt = 0;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // A terminal and npm may each deliver the same Ctrl-C.
      if (askedAt > 0 && performance.now() - askedAt < 1000) return;
      if (askedAt === 0) say('\nEnding … 正在退出 …');
      server.stop({ isUrgent: askedAt > 0 });
      for (const end of others) end();
      askedAt = performance.now();
    });
  }
  return { also: (/** @type {() => void} */ end) => others.push(end) };
}
