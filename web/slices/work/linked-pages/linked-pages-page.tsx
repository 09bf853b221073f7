/** The company's linked pages: where each stands, its address with variables, and its secret. */
import { linkedPageRoutes, linkedPlaces, type LinkedPage } from '@bahu/contract/linked-pages.ts';
import { useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import type { Field } from '../../../ui/form/fields.ts';
import type { Column } from '../../../ui/list/column.ts';
import { RecordsPage } from '../../../ui/list/records-page.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { SecretDialog } from '../../../ui/secret-dialog.tsx';
import { AddressControl } from './address-control.tsx';
import { linkedPagesShape } from './index.ts';
import { PageTools } from './page-tools.tsx';

type Values = Omit<LinkedPage, 'id' | 'createdAt' | 'version' | 'can' | 'isSigned'>;
const start: Values = { name: '', url: '', place: 'customer', opensOnPop: false, position: 1, isEnabled: true };

export function LinkedPagesPage() {
  const { t } = useTranslation();
  const client = useClient(linkedPageRoutes);
  const queries = useQueryClient();
  const [secret, setSecret] = useState<string | null>(null);
  const places = linkedPlaces.map((value) => ({ value, label: t(`linkedPages.places.${value}`) }));
  const enabled = [true, false].map((value) => ({
    value,
    label: t(value ? 'linkedPages.enabled' : 'linkedPages.disabled'),
  }));
  async function makeSecret({ id }: Pick<LinkedPage, 'id'>): Promise<void> {
    const made = await client.rotate({ params: { id } });
    setSecret(made.secret);
    void queries.invalidateQueries({ queryKey: ['linked-pages'] });
  }
  return (
    <>
      <RecordsPage
        list="linked-pages"
        record="linked-page"
        client={client}
        manage="linked-page.manage"
        needs={t('permissions.linked-page.manage')}
        shape={linkedPagesShape}
        columns={useColumns()}
        filters={[
          { key: 'search', kind: 'text', label: t('linkedPages.search') },
          { key: 'place', kind: 'choice', label: t('linkedPages.place'), isAlways: true, options: places },
          { key: 'enabled', kind: 'choice', label: t('linkedPages.isEnabled'), isAlways: true, options: enabled },
        ]}
        what={t('linkedPages.what')}
        unit={t('linkedPages.unit')}
        nameOf={(row) => row.name}
        hint={t('linkedPages.hint')}
        addText={t('linkedPages.add')}
        onCreated={(row) => void makeSecret(row)}
        form={{
          start,
          fields: () => fieldsOf(t),
          schemas: { create: linkedPageRoutes.create.body, change: linkedPageRoutes.change.body },
          columns: 2,
          removing: t('linkedPages.removing'),
          below: (row) => <PageTools page={row} makeSecret={() => makeSecret(row)} />,
        }}
      />
      {secret !== null && (
        <SecretDialog
          title={t('linkedPages.secretTitle')}
          hint={t('linkedPages.secretOnce')}
          secret={secret}
          onClose={() => setSecret(null)}
        />
      )}
    </>
  );
}

function fieldsOf(t: TFunction): readonly Field<Values>[] {
  const of = <K extends keyof Values>(name: K) => ({ name, label: t(`linkedPages.${name}`) });
  const places = linkedPlaces.map((value) => ({
    value,
    label: t(`linkedPages.places.${value}`),
  }));
  return [
    { kind: 'text', ...of('name') },
    { kind: 'select', ...of('place'), options: places, hint: t('linkedPages.placeHint'), isRequired: true },
    {
      kind: 'custom',
      ...of('url'),
      hint: t('linkedPages.urlHint'),
      isWide: true,
      isRequired: true,
      control: (field) => <AddressControl {...field} />,
    },
    {
      kind: 'switch',
      ...of('opensOnPop'),
      hint: t('linkedPages.opensOnPopHint'),
      isShown: ({ place }) => place === 'customer' || place === 'pop',
    },
    { kind: 'number', ...of('position') },
    { kind: 'switch', ...of('isEnabled') },
  ];
}

function useColumns(): readonly Column<LinkedPage>[] {
  const { t } = useTranslation();
  const of = <K extends keyof Values>(key: K) => ({ key, title: t(`linkedPages.${key}`) });
  return [
    { ...of('name'), width: 160, fixed: 'left', cell: (row) => <b className="cut">{row.name}</b> },
    { ...of('place'), width: 104, cell: (row) => t(`linkedPages.places.${row.place}`) },
    {
      ...of('url'),
      field: null,
      cell: (row) => (
        <span className="cut" title={row.url}>
          {row.url}
        </span>
      ),
    },
    {
      ...of('opensOnPop'),
      width: 136,
      cell: ({ opensOnPop }) => (opensOnPop ? t('linkedPages.enabled') : '—'),
    },
    { ...of('position'), width: 72, align: 'right', cell: (row) => row.position },
    {
      key: 'signature',
      field: null,
      title: t('linkedPages.signature'),
      width: 96,
      cell: ({ isSigned }) =>
        isSigned ? (
          <Tag tone="ready">{t('linkedPages.signed')}</Tag>
        ) : (
          <Tag tone="ringing">{t('linkedPages.unsigned')}</Tag>
        ),
    },
    {
      ...of('isEnabled'),
      width: 88,
      cell: ({ isEnabled }) =>
        isEnabled ? <Tag tone="ready">{t('linkedPages.enabled')}</Tag> : <Tag>{t('linkedPages.disabled')}</Tag>,
    },
  ];
}
