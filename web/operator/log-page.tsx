/** What operators did, newest first. */
import { errorStatus, type ErrorCode } from '@bahu/contract/errors.ts';
import type { operatorRoutes } from '@bahu/contract/operator.ts';
import type { TFunction } from 'i18next';
import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import type { Texts } from '../text/texts.ts';
import { bytes, fullTime } from '../lib/format.ts';
import { queryKeys } from '../lib/records.ts';
import type { Column } from '../ui/list/column.ts';
import { lastDayOf } from './licence-end.ts';
import { OperatorList, useAddress } from './operator-list.tsx';
import { logShape } from './shapes.ts';
import { useOperatorApi } from './who.tsx';

type Entry = Static<typeof operatorRoutes.log.reply>['items'][number];

export function LogPage() {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const { search, change } = useAddress(logShape);
  const { tenant: tenantId = '' } = search;
  const tenant = useQuery({
    queryKey: queryKeys.one('tenants', tenantId),
    queryFn: ({ signal }) => api.tenant({ params: { id: tenantId } }, { signal }),
    enabled: tenantId !== '',
  });
  return (
    <OperatorList
      name="log"
      what={t('operator.log.what')}
      unit={t('operator.log.unit')}
      shape={logShape}
      columns={columnsOf(t)}
      fetch={(query, options) => api.log({ query }, options)}
      empty={{ title: t('operator.log.nothing') }}
      actions={
        tenantId !== '' && (
          <>
            {tenant.data && <span className="hint">{t('operator.log.onlyTenant', { name: tenant.data.name })}</span>}
            <Button size="small" onClick={() => change({ tenant: undefined })}>
              {t('operator.log.allTenants')}
            </Button>
          </>
        )
      }
    />
  );
}

function columnsOf(t: TFunction): Column<Entry>[] {
  return [
    {
      key: 'at',
      title: t('operator.log.at'),
      width: 160,
      fixed: 'left',
      cell: ({ at }) => <time dateTime={at}>{fullTime(at)}</time>,
    },
    { key: 'who', title: t('operator.log.who'), width: 140, cell: ({ operatorName }) => operatorName },
    { key: 'action', title: t('operator.log.action'), width: 240, cell: ({ action }) => actionWord(t, action) },
    {
      key: 'tenant',
      title: t('operator.log.tenant'),
      width: 220,
      cell: ({ tenantCode, tenantName }) => (tenantCode === null ? '—' : `${tenantCode} ${tenantName ?? ''}`),
    },
    {
      key: 'detail',
      title: t('operator.log.detail'),
      cell: (entry) => <span className="operator-detail">{detailOf(t, entry) || '—'}</span>,
    },
    {
      key: 'address',
      title: t('operator.log.address'),
      width: 140,
      isWideOnly: true,
      cell: ({ address }) => address ?? '—',
    },
  ];
}

type Action = keyof Texts['operator']['log']['actions'];
type FieldName = keyof Texts['operator']['log']['fields'];

/** A log may hold words of a later version; they are shown as they are. */
const actionWord = (t: TFunction, action: string): string =>
  t(`operator.log.actions.${action as Action}`, { defaultValue: action });

/** The fields that differ, or all of them when there is nothing to compare with. */
export function detailOf(t: TFunction, { before, after }: Pick<Entry, 'before' | 'after'>): string {
  const [old, next] = [fieldsOf(before), fieldsOf(after)];
  const isChange = before !== null && before !== undefined;
  const names = Object.keys(next).filter(
    (name) => !isChange || JSON.stringify(old[name]) !== JSON.stringify(next[name]),
  );
  return names
    .map((name) => {
      const label = t(`operator.log.fields.${name as FieldName}`, { defaultValue: name });
      const said = valueText(t, name, next[name]);
      return isChange ? `${label} ${valueText(t, name, old[name])} → ${said}` : `${label} ${said}`;
    })
    .join(' · ');
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** A refused sign-in has its code as the reason; a visit has what the operator typed. */
const isRefusal = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(errorStatus, value);

function valueText(t: TFunction, name: string, value: unknown): string {
  if (name === 'expiresAt') return typeof value === 'string' ? lastDayOf(value) : t('operator.tenants.never');
  if (name === 'storageBytes' && typeof value === 'number')
    return value === 0 ? t('operator.tenants.noLimit') : bytes(value);
  if (name === 'status' && (value === 'active' || value === 'suspended')) return t(`operator.tenants.states.${value}`);
  if (name === 'reason' && isRefusal(value))
    return t(`errors.${value}` as 'errors.session.disabled', { defaultValue: value });
  if (typeof value === 'boolean') return t(value ? 'operator.log.yes' : 'operator.log.no');
  if (value === null || value === undefined || value === '') return t('operator.log.none');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
