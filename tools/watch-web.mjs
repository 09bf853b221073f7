// @ts-check
/** `npm run dev`: Vite serves the web application with reloads and hands everything else to the server. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { project } from './home.mjs';

const port = 5173;

export const viteUrl = `http://localhost:${port}`;

/** From where Vite serves, so that the server takes requests of these pages. */
export const viteOrigins = `${viteUrl},http://127.0.0.1:${port}`;

/**
 * @param {string} serverUrl where requests that are not for the web application go
 * @returns {import('node:child_process').ChildProcess}
 */
export function watchWeb(serverUrl) {
  const vite = join(project, 'node_modules/vite/bin/vite.js');
  const env = { ...process.env, BAHU_URL: serverUrl };
  return spawn(process.execPath, [vite, '--port', String(port), '--strictPort'], {
    cwd: join(project, 'web'),
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
