import type { FastifyInstance } from 'fastify';
import { Value } from 'typebox/value';
import { exportKinds, exportRoutes, type NewExport } from '@bahu/contract/exports.ts';
import { audit } from '../../../kernel/audit.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { checker } from '../../../kernel/http/validation.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { findMine, presentJob, startJob, type OnJobChange } from '../jobs/index.ts';
import { columnsOf, type ExportSpec, type ExportSpecs } from './kind.ts';
import { clockOf } from './run.ts';

export interface ExportsSlice {
  access: Access;
  specs: ExportSpecs;
  onChange: OnJobChange;
}

export function mountExports(app: FastifyInstance, { access, specs, onChange }: ExportsSlice): void {
  mount(app, access, exportRoutes, {
    start: async (ctx, { body }) => {
      const { principal } = ctx;
      if (!principal.permissions.has(exportKinds[body.kind])) throw new Refusal('forbidden');
      const job = await ctx.tenant(async (tx) => {
        const filter = checkFilter(specs[body.kind], await columnsOf(specs[body.kind], tx, principal), body);
        const now = (await clockOf(tx, principal.tenantId))(new Date());
        const fileName = `${body.kind}-${now.slice(0, 16).replace(/[-:]/g, '').replace(' ', '-')}.${body.format}`;
        const id = await startJob(tx, ctx, {
          kind: 'export',
          subject: body.kind,
          step: 'export',
          fileName,
          input: { ...body, filter },
        });
        await audit(tx, ctx, {
          action: 'export.start',
          recordType: 'export',
          recordId: id,
          recordName: fileName,
          after: {
            kind: body.kind,
            format: body.format,
            filter,
            ids: body.ids?.length ?? null,
            first: body.first ?? null,
            columns: body.columns ?? null,
          },
        });
        return (await findMine(tx, principal, id))!;
      });
      onChange(principal.tenantId, principal.userId, { type: 'job', id: job.id, version: job.version });
      return presentJob(principal, job);
    },
  });
}

/** The filter must be one of the list's own, or somebody would export all and believe it to be some. @throws Refusal input.invalid */
function checkFilter(spec: ExportSpec, known: ExportSpec['columns'], { filter, columns }: NewExport): object {
  const unknown = columns?.find((key) => !Object.hasOwn(known, key));
  if (unknown !== undefined)
    throw new Refusal('input.invalid', undefined, [{ path: 'columns', rule: 'enum', limit: unknown }]);
  if (columns && new Set(columns).size < columns.length)
    throw new Refusal('input.invalid', undefined, [{ path: 'columns', rule: 'unique' }]);
  const filters = new Set(Object.keys(spec.filter.properties));
  const stranger = Object.keys(filter).find((key) => !filters.has(key) || key === 'cursor' || key === 'limit');
  if (stranger !== undefined)
    throw new Refusal('input.invalid', undefined, [{ path: `filter.${stranger}`, rule: 'unknown' }]);
  return checker(spec.filter, 'body')(Value.Convert(spec.filter, { ...filter })) as object;
}
