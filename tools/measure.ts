/** Runs one measurement in a process of its own: `node --import tsx tools/measure.ts NAME [options]`. Started by tools/bench.mjs. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { verdicts, type Measurement } from './measurement.ts';
import { project } from './home.mjs';

const [name = '', ...options] = process.argv.slice(2);
const program = (await import(pathToFileURL(join(project, 'bench', `${name}.ts`)).href)) as { default: Measurement };
const result = await program.default(options);

console.table(result.table);
console.log(verdicts(result).join('\n'));
keep();
process.exit(0);

/** Written under another name first, so that a broken run never stands for a whole one. */
function keep(): void {
  const folder = join(project, 'bench/results');
  const file = join(folder, `${name}.json`);
  const [first] = cpus();
  const memoryGb = Math.round(totalmem() / 1e9);
  const machine = { processor: first?.model ?? 'unknown', cores: cpus().length, memoryGb, node: process.versions.node };
  const command = ['npm run bench --', name, ...options].join(' ');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${file}.tmp`,
    `${JSON.stringify({ ...result, machine, command, measuredAt: new Date().toISOString() }, null, 2)}\n`,
  );
  renameSync(`${file}.tmp`, file);
  console.log(`kept in bench/results/${name}.json`);
}
