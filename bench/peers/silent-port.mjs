// @ts-check
/**
 * Runs in a worker: holds a UDP port that is never read, so that the audio which a server sends costs the bench nothing. The last socket
 * bound to a port gets what arrives there; another one of ours, bound before, sends from the same port. Plain JavaScript, because workers
 * do not inherit the loader of TypeScript.
 */
import { createSocket } from 'node:dgram';
import { workerData } from 'node:worker_threads';

/**
 * @typedef {object} SilentPort
 * @property {string} host
 * @property {number} port
 * @property {Int32Array} flags two numbers: the first becomes 1 when the port is held; the second never changes
 */

const { host, port, flags } = /** @type {SilentPort} */ (workerData);
const socket = createSocket({ type: 'udp4', reuseAddr: true });
socket.bind(port, host, () => {
  Atomics.store(flags, 0, 1);
  Atomics.wait(flags, 1, 0);
});
