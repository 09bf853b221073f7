/** Tables of where numbers belong (归属地): which is in force, what was left out of each file, and bringing another. */
import type { RegionTableRow } from '@bahu/contract/operator.ts';
import { regionFilePath, regionUploadPath } from '@bahu/contract/region-paths.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Download, Upload } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../lib/failure.ts';
import { count } from '../lib/format.ts';
import { upload } from '../lib/upload.ts';
import { Loaded } from '../ui/list-state.tsx';
import { Tag } from '../ui/marks.tsx';
import { Moment } from '../ui/moment.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { useOperatorApi } from './who.tsx';

const queryKey = ['region-tables'];

export function RegionsPage() {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const tables = useQuery({ queryKey, queryFn: ({ signal }) => api.regionTables({ signal }) });
  return (
    <div className="scroll operator-branding">
      <div className="row">
        <h1 className="fill">{t('operator.regions.title')}</h1>
        <Bring />
      </div>
      <p className="second region-about">{t('operator.regions.about')}</p>
      <Loaded answer={tables} what={t('operator.regions.title')} rows={3}>
        {({ items }) => (
          <ul className="region-tables">
            {items.map((table) => (
              <TableLine key={table.id} table={table} />
            ))}
          </ul>
        )}
      </Loaded>
    </div>
  );
}

/** What has been done with the tables, said and shown. */
function useDoing<T>(work: (given: T) => Promise<unknown>, said: string) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: work,
    onSuccess() {
      void queries.invalidateQueries({ queryKey });
      toasts.done(said);
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
}

function Bring() {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const bring = useDoing(
    (file: File) => upload<RegionTableRow>(regionUploadPath, { name: file.name }, file, () => undefined).done,
    t('operator.regions.brought'),
  );
  return (
    <>
      <input
        ref={input}
        hidden
        type="file"
        accept=".csv,.xlsx,.txt"
        aria-label={t('operator.regions.bring')}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) bring.mutate(file);
          target.value = '';
        }}
      />
      <Button
        type="primary"
        icon={<Upload size={15} aria-hidden />}
        loading={bring.isPending}
        onClick={() => input.current?.click()}
      >
        {t('operator.regions.bring')}
      </Button>
    </>
  );
}

function TableLine({ table }: { table: RegionTableRow }) {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const { id, fileName, operatorName, createdAt, rows, inForce } = table;
  const start = useDoing(() => api.chooseRegionTable({ body: { id } }), t('operator.regions.used'));
  const remove = useDoing(() => api.removeRegionTable({ params: { id: id! } }), t('operator.regions.removed'));
  return (
    <li>
      <div className="row">
        <b className="cut">{fileName ?? t('operator.regions.builtIn')}</b>
        {inForce && <Tag tone="ready">{t('operator.regions.inForce')}</Tag>}
        <span className="fill" />
        {!inForce && (
          <Button size="small" loading={start.isPending} onClick={() => start.mutate(undefined)}>
            {t('operator.regions.use')}
          </Button>
        )}
        <Button
          size="small"
          icon={<Download size={14} aria-hidden />}
          href={id === null ? regionFilePath : `${regionFilePath}?id=${id}`}
          download
        >
          {t('operator.regions.save')}
        </Button>
        {id !== null && !inForce && (
          <Button size="small" danger loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
            {t('operator.regions.remove')}
          </Button>
        )}
      </div>
      <div className="second small row">
        <span>{t('operator.regions.rows', { count: rows, shown: count(rows) })}</span>
        {operatorName && <span>{operatorName}</span>}
        {createdAt && <Moment at={createdAt} />}
      </div>
      <LeftOut table={table} />
    </li>
  );
}

/** What of the file counts for nothing, by reason, with the lines of the first. */
function LeftOut({ table: { leftOut, samples } }: { table: RegionTableRow }) {
  const { t } = useTranslation();
  return leftOut.map(({ fault, rows }) => {
    const lines = samples.filter((one) => one.fault === fault).map(({ line }) => line);
    return (
      <div key={fault} className="small tone-ringing toned">
        {t('operator.regions.leftOut', { count: rows, shown: count(rows), why: t(`operator.regions.faults.${fault}`) })}
        {lines.length > 0 && ` ${t('operator.regions.lines', { lines: lines.slice(0, 8).join(t('ui.separator')) })}`}
      </div>
    );
  });
}
