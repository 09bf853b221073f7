#!/usr/bin/env node
// @ts-check
/** `npm run bench`, or `npm run bench -- NAME`: runs the measurements bench/NAME.ts one after the other. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decideHome, project } from './home.mjs';
import { requireNode } from './node-version.mjs';
import { buildMediaServer, buildWeb, installRuntime } from './prepare.mjs';
import { orExplain, say, step, Trouble } from './progress.mjs';

requireNode();
await orExplain(async () => {
  const names = readdirSync(join(project, 'bench'))
    .filter((file) => /^[a-z-]+\.ts$/.test(file))
    .map((file) => file.replace('.ts', ''));
  const [wanted, ...options] = process.argv.slice(2);
  if (wanted !== undefined && !names.includes(wanted)) {
    throw new Trouble(`There is no measurement ${wanted}.`, `There are: ${names.join(', ')}.`);
  }
  const home = decideHome();
  await step('private Asterisk', () => installRuntime(home));
  await step('media server', () => buildMediaServer(home));
  await step('web application', buildWeb);
  for (const name of wanted === undefined ? names : [wanted]) await measure(name, options);
});

/**
 * @param {string} name
 * @param {readonly string[]} options handed to the measurement
 */
async function measure(name, options) {
  say(`\n== ${name}`);
  const child = spawn(process.execPath, ['--import', 'tsx', 'tools/measure.ts', name, ...options], {
    cwd: project,
    stdio: 'inherit',
  });
  const code = await new Promise((resolve) => {
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Trouble(`The measurement ${name} failed.`, 'Its last words are above.');
}
