// @ts-check
/** Where the server listens and by which addresses other machines reach it. */
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Trouble } from './progress.mjs';

export const defaultPort = 8800;

/**
 * @typedef {object} Place
 * @property {string} host
 * @property {number} port
 * @property {readonly string[]} reachableAt addresses for other machines; none when only this machine is served
 */

/**
 * Reads `BAHU_HOST` and `BAHU_PORT`.
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} [own] the addresses of this machine's network cards
 * @returns {Place}
 */
export function readPlace(env, own = ownAddresses()) {
  const host = env.BAHU_HOST || '127.0.0.1';
  const port = Number(env.BAHU_PORT || defaultPort);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Trouble(`BAHU_PORT is ${env.BAHU_PORT}, which is no port.`, 'Give a number from 1 to 65535.');
  }
  const isEverywhere = host === '0.0.0.0' || host === '::';
  return { host, port, reachableAt: isEverywhere ? own : own.filter((address) => address === host) };
}

/**
 * Throws Trouble when nobody can listen there.
 * @param {Place} place
 * @returns {Promise<void>}
 */
export function requireFreePort({ host, port }) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(portTrouble(error, host, port)));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()));
  });
}

/**
 * @param {NodeJS.ErrnoException} error
 * @param {string} host
 * @param {number} port
 */
function portTrouble(error, host, port) {
  switch (error.code) {
    case 'EADDRINUSE':
      return new Trouble(
        `Port ${port} of ${host} is taken by another program.`,
        `Choose another one: BAHU_PORT=${port + 1} npm start`,
      );
    case 'EACCES':
      return new Trouble(
        `Port ${port} needs more rights than this user has.`,
        `Choose one above 1023: BAHU_PORT=${defaultPort} npm start`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Trouble(
        `BAHU_HOST is ${host}, which is no address of this machine.`,
        `Its addresses: ${['127.0.0.1', ...ownAddresses()].join(', ')}; 0.0.0.0 means all.`,
      );
    default:
      return error;
  }
}

/** @returns {string[]} the IPv4 addresses of this machine that others can reach */
function ownAddresses() {
  return Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}
