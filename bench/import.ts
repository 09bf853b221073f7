/**
 * Imports and exports of a million customers. The peer of the import is PostgreSQL's own COPY of the same rows into the same table with its
 * indexes, without reading a spreadsheet, checking a cell or keeping what is needed to take it back.
 * `npm run bench -- import 300000` for another number of rows.
 */
import { chmodSync, createWriteStream, rmSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseNumber } from '@bahu/domain/numbers/dial.ts';
import { initialsOf } from '@bahu/domain/text/initials.ts';
import { newId } from '@bahu/server/kernel/ids.ts';
import { customerRow, customersCsv } from '@bahu/server/slices/platform/imports/test-customers.ts';
import type { Measurement } from '@bahu/tools/measurement.ts';
import { ending } from './measuring/end.ts';
import { rounded } from './measuring/quantile.ts';
import { asOwner, importCustomers, prepareSite, runJob, type ImportSite, type Run } from './peers/import-site.ts';

/** Seconds of COPY of the finished rows from a file beside the database. */
async function copySeconds(site: ImportSite, rows: number): Promise<number> {
  const file = path.join(site.folder, 'postgres', 'rows.copy');
  const home = { countryCode: '86', areaCode: '755' };
  const titles: Record<string, string> = { 先生: 'mr', 女士: 'ms' };
  const stages: Record<string, string> = {
    初次联系: 'lead',
    需求确认: 'contacted',
    意向明确: 'interested',
    已成交: 'won',
  };
  const lines = function* lines(): Generator<string> {
    for (let i = 0; i < rows; i++) {
      const [name = '', phone = '', company, title = '', stage = '', email, address, note] = customerRow(i);
      yield `${[site.tenantId, newId(), name, parseNumber(phone, home), company, titles[title] ?? '', stages[stage] ?? '', email, address, note, site.agentIds[i % 3], initialsOf(name)].join('\t')}\n`;
    }
  };
  await pipeline(Readable.from(lines()), createWriteStream(file));
  chmodSync(file, 0o644);
  const seconds = await asOwner(
    site,
    `copy customers (tenant_id, id, name, phone, company, title, stage, email, address, note, owner_id, name_initials) from '${file}'`,
  );
  rmSync(file);
  await asOwner(site, 'truncate customers cascade');
  await asOwner(site, 'checkpoint');
  return seconds;
}

const exportAll = (site: ImportSite): Promise<Run> =>
  runJob(site, async () => ({
    kind: 'export',
    subject: 'customers',
    step: 'export',
    fileName: 'customers.xlsx',
    input: { kind: 'customers', format: 'xlsx', filter: {}, language: 'zh-CN' },
  }));

const measure: Measurement = (options) =>
  ending(async (end) => {
    const rows = Number(options[0] ?? 1_000_000);
    const site = await prepareSite(end);
    const copy = await copySeconds(site, rows);
    const { read, check, apply, result } = await importCustomers(site, customersCsv(rows));
    if (result.created !== rows) throw new Error(`${result.created} of ${rows} rows were imported`);
    const exported = await exportAll(site);
    const importSeconds = read.seconds + check.seconds + apply.seconds;
    const line = (what: string, { seconds, peakMb }: Run) => ({
      what,
      rows,
      seconds: rounded(seconds),
      rowsPerSecond: Math.round(rows / seconds),
      peakMb: Math.round(peakMb),
    });
    return {
      figures: {
        ratio: rounded(copy / importSeconds, 2),
        importSeconds: rounded(importSeconds),
        importPeakMb: Math.round(Math.max(read.peakMb, check.peakMb, apply.peakMb)),
        exportSeconds: rounded(exported.seconds),
        exportPeakMb: Math.round(exported.peakMb),
        rows,
      },
      targets: {
        ratio: { least: 0.6 },
        importPeakMb: { most: 512 },
        exportSeconds: { most: 60 },
        exportPeakMb: { most: 300 },
      },
      table: [
        { what: 'COPY', rows, seconds: rounded(copy), rowsPerSecond: Math.round(rows / copy), peakMb: 0 },
        line('read', read),
        line('check', check),
        line('apply', apply),
        line('export', exported),
      ],
    };
  });

export default measure;
