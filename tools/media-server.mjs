#!/usr/bin/env node
// @ts-check
/** `npm run media-server`: builds the media server's core in the foreground, so that no sound is lost (docs/decisions/0006). */
import { requireNode } from './node-version.mjs';

requireNode();
const { decideHome } = await import('./home.mjs');
const { buildMediaServer, checkSystem, installPackages, installRuntime } = await import('./prepare.mjs');
const { orExplain, say, step } = await import('./progress.mjs');

await orExplain(async () => {
  await step('this machine', checkSystem);
  const home = decideHome();
  await step('npm packages', installPackages);
  await step('private Asterisk', () => installRuntime(home));
  await step('media server', () => buildMediaServer(home));
  say('  It is used from the next start of Asterisk. 下次启动 Asterisk 时启用。');
});
