/**
 * Reads the file of its first argument as a worker would, and says what came of it and how much memory it took: a
 * process whose heap a test bounds.
 */
import { createReadStream, statSync } from 'node:fs';
import { Refusal } from '../kernel/errors.ts';
import { openTable } from './read.ts';

const [file = ''] = process.argv.slice(2);

async function read(): Promise<{ rows: number; code: string | null }> {
  let rows = 0;
  try {
    const table = await openTable({
      size: statSync(file).size,
      read: (start, end) => createReadStream(file, { start, end }),
    });
    for await (const batch of table.rows()) rows += batch.length;
    return { rows, code: null };
  } catch (error) {
    if (error instanceof Refusal) return { rows, code: error.code };
    throw error;
  }
}

const outcome = await read();
process.stdout.write(`${JSON.stringify({ ...outcome, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) })}\n`);
