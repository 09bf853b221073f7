/** For the LAN test: two network namespaces with a cable between them, a program in the one and a browser in the other. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** Addresses that are reserved for examples; they exist only inside of the namespaces. */
export const serverAddress = '192.0.2.1';
const browserAddress = '192.0.2.2';

export interface Lan {
  /** A command that runs what follows in the server's namespace. */
  readonly onServer: readonly [string, ...string[]];
  readonly onBrowser: readonly [string, ...string[]];
  remove(): void;
}

/** Makes both namespaces. Only root may. */
export function makeLan(): Lan {
  const server = `bahu-server-${process.pid}`;
  const browser = `bahu-browser-${process.pid}`;
  const ip = (...parameters: string[]): void => void execFileSync('ip', parameters);
  const remove = (): void => {
    for (const name of [server, browser]) spawnSync('ip', ['netns', 'del', name]);
  };
  try {
    for (const name of [server, browser]) {
      ip('netns', 'add', name);
      ip('-n', name, 'link', 'set', 'lo', 'up');
    }
    ip('-n', server, 'link', 'add', 'lan0', 'type', 'veth', 'peer', 'name', 'lan0', 'netns', browser);
    ip('-n', server, 'address', 'add', `${serverAddress}/24`, 'dev', 'lan0');
    ip('-n', browser, 'address', 'add', `${browserAddress}/24`, 'dev', 'lan0');
    for (const name of [server, browser]) ip('-n', name, 'link', 'set', 'lan0', 'up');
  } catch (error) {
    remove();
    throw error;
  }
  return { onServer: ['ip', 'netns', 'exec', server], onBrowser: ['ip', 'netns', 'exec', browser], remove };
}

/** Chromium with a microphone that hums, in the browser's namespace; it is spoken to over a pipe, so the namespaces do not matter. */
export function openBrowser(lan: Lan, folder: string): Promise<Browser> {
  const starter = join(folder, 'chromium');
  writeFileSync(starter, `#!/bin/sh\nexec ${lan.onBrowser.join(' ')} chromium "$@"\n`);
  chmodSync(starter, 0o755);
  const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  const args = ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', ...microphone];
  return chromium.launch({ executablePath: starter, args });
}
