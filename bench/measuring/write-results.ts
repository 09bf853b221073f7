/** Writes the last results of all measurements into docs/benchmarks.md: `node --import tsx bench/measuring/write-results.ts`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Figures } from '@bahu/tools/measurement.ts';

interface Result extends Figures {
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly node: string;
  };
  readonly command: string;
  readonly measuredAt: string;
}

const results = new URL('../results/', import.meta.url);
const document = new URL('../../docs/benchmarks.md', import.meta.url);
const [begin, end] = ['<!-- results: written by bench/measuring/write-results.ts -->', '<!-- end of results -->'];

function rowsOf(name: string): string[] {
  const {
    figures,
    targets = {},
    machine,
    command,
    measuredAt,
  } = JSON.parse(readFileSync(new URL(`${name}.json`, results), 'utf8')) as Result;
  return Object.entries(figures).map(([figure, value], index) => {
    const { most, least } = targets[figure] ?? {};
    const target = most !== undefined ? `at most ${most}` : least !== undefined ? `at least ${least}` : '';
    const isMet = (most === undefined || value <= most) && (least === undefined || value >= least);
    const verdict = target === '' ? '' : isMet ? 'met' : '**missed**';
    const on = `${machine.cores} cores ${machine.processor}, ${machine.memoryGb} GB, Node ${machine.node}`;
    const run = index === 0 ? `${measuredAt.slice(0, 10)}, \`${command}\`, ${on}` : '';
    return `| ${index === 0 ? `\`${name}\`` : ''} | \`${figure}\` | ${value} | ${target} | ${verdict} | ${run} |`;
  });
}

const names = readdirSync(results)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));
const table = [
  '| name | figure | value | target | | run |',
  '|---|---|---|---|---|---|',
  ...names.flatMap(rowsOf),
].join('\n');
const text = readFileSync(document, 'utf8');
if (!text.includes(begin) || !text.includes(end))
  throw new Error(`docs/benchmarks.md has no place for the results: ${begin} … ${end}`);
writeFileSync(document, `${text.slice(0, text.indexOf(begin))}${begin}\n${table}\n${text.slice(text.indexOf(end))}`);
