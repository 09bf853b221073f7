// @ts-check
/** `npm run dev`: Vite serves the web application with reloads and hands everything else to the server. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { project } from './home.mjs';

/**
 * @param {string} serverUrl where requests that are not for the web application go
 * @returns {import('node:child_process').ChildProcess}
 */
export function watchWeb(serverUrl) {
  const vite = join(project, 'node_modules/vite/bin/vite.js');
  return spawn(process.execPath, [vite], { cwd: join(project, 'web'), env: { ...process.env, BAHU_URL: serverUrl }, stdio: ['ignore', 'inherit', 'inherit'] });
}
