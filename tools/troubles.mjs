// @ts-check
/** What the server is in trouble with although it works, as `/readyz` tells this machine. */
import http from 'node:http';
import https from 'node:https';

const patienceMs = 5000;

/** @typedef {{ code: string, what: string }} Trouble a code of contract/status.ts and its sentence */

/**
 * @param {string} url where the server listens
 * @returns {Promise<Trouble[]>} none when the server does not answer
 */
export function troublesOf(url) {
  return new Promise((resolve) => {
    // Its certificate may be one that it made itself.
    const options = { timeout: patienceMs, rejectUnauthorized: false };
    const asked = (url.startsWith('https:') ? https : http).get(new URL('/readyz', url), options, (reply) => {
      let text = '';
      reply.setEncoding('utf8');
      reply.on('data', (chunk) => {
        text += chunk;
      });
      reply.once('close', () => resolve(listed(text)));
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve([]));
  });
}

/**
 * @param {string} text
 * @returns {Trouble[]}
 */
function listed(text) {
  try {
    /** @type {{ troubles?: Trouble[] }} */
    const { troubles = [] } = JSON.parse(text);
    return troubles;
  } catch {
    return [];
  }
}
