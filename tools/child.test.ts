import { expect, it } from 'vitest';
import { run } from './child.mjs';
import { isGone } from './left-over.mjs';

const node = (program: string, options = {}) => run(process.execPath, ['-e', program], options);

it('gives the exit code and both streams', async () => {
  expect(await node("console.log('out'); console.error('err'); process.exit(3)")).toEqual({
    code: 3,
    output: 'out\nerr',
  });
});

it('ends a program whose time is over, with what it started', async () => {
  const sleeper =
    "const { spawn } = require('node:child_process'); console.log(spawn('sleep', ['600']).pid); setInterval(() => {}, 1000)";
  const { code, output } = await node(sleeper, { timeoutSeconds: 1 });
  expect(code).toBe(128);
  await expect.poll(() => isGone(Number(output))).toBe(true);
});
