/** Lines to carriers, and what each is given to dial. */
import { longDistanceRules } from '@bahu/domain/numbers/long-distance.ts';
import { trunkRoutes, type Trunk } from '@bahu/contract/trunks.ts';
import { useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TObject } from 'typebox';
import { useClient } from '../../../lib/services.tsx';
import { EntityEditor } from '../../../ui/form/entity-editor.tsx';
import type { Column } from '../../../ui/list/column.ts';
import { ListPage } from '../../../ui/list/list-page.tsx';
import { OpenedRecord } from '../../../ui/list/opened-record.tsx';
import { useList } from '../../../ui/list/use-list.ts';
import { Tag } from '../../../ui/marks.tsx';
import { trunksShape } from './index.ts';

type Rule = NonNullable<Trunk['longDistance']>;
/** `null` is the company's in both: a switch and a choice say so in words. */
interface Values {
  hasOwnPrefix: boolean;
  outsidePrefix: string;
  longDistance: Rule | 'company';
}

export function TrunksPage() {
  const { t } = useTranslation();
  const trunks = useClient(trunkRoutes);
  const list = useList({
    name: 'trunks',
    shape: trunksShape,
    columns: useColumns(),
    fetch: (query, options) => trunks.list({ query }, options),
  });
  const { open } = list.search;
  const close = () => list.change({ open: undefined });
  return (
    <ListPage
      list={list}
      what={t('trunks.what')}
      unit={t('trunks.unit')}
      filters={[]}
      onOpen={(trunk) => list.change({ open: trunk.id })}
      empty={{ title: t('trunks.empty') }}
      aside={
        open && (
          <OpenedRecord
            key={open}
            id={open}
            records="trunks"
            what={t('trunks.what')}
            known={list.answer.data?.items.find(({ id }) => id === open)}
            get={(id, options) => trunks.get({ params: { id } }, options)}
            onClose={close}
          >
            {(trunk) => <TrunkEditor trunk={trunk} onClose={close} onReopen={() => list.change({ open })} />}
          </OpenedRecord>
        )
      }
    />
  );
}

const ruleWord = (t: TFunction, rule: Trunk['longDistance']): string => t(`trunks.rules.${rule ?? 'company'}`);

function useColumns(): readonly Column<Trunk>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('trunks.name'),
        width: 240,
        fixed: 'left',
        cell: ({ name }) => <b className="cut">{name}</b>,
      },
      { key: 'channels', title: t('trunks.channels'), width: 96, align: 'right', cell: ({ channels }) => channels },
      {
        key: 'outsidePrefix',
        title: t('trunks.outsidePrefix'),
        width: 160,
        cell: ({ outsidePrefix }) =>
          outsidePrefix === null ? t('trunks.asCompany') : outsidePrefix || t('trunks.noPrefix'),
      },
      {
        key: 'longDistance',
        title: t('trunks.longDistance'),
        cell: ({ longDistance }) => ruleWord(t, longDistance),
      },
      {
        key: 'state',
        field: null,
        title: t('trunks.state'),
        width: 96,
        cell: ({ isEnabled }) =>
          isEnabled ? <Tag tone="ready">{t('trunks.enabled')}</Tag> : <Tag>{t('trunks.disabled')}</Tag>,
      },
    ],
    [t],
  );
}

const valuesOf = ({ outsidePrefix, longDistance }: Trunk): Values => ({
  hasOwnPrefix: outsidePrefix !== null,
  outsidePrefix: outsidePrefix ?? '',
  longDistance: longDistance ?? 'company',
});

function TrunkEditor({ trunk, onClose, onReopen }: { trunk: Trunk; onClose: () => void; onReopen: () => void }) {
  const { t } = useTranslation();
  const trunks = useClient(trunkRoutes);
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries({ queryKey: ['trunks'] });
  const rules = ['company', ...longDistanceRules.filter((rule) => rule !== 'ask')] as const;
  return (
    <EntityEditor<Values, Trunk>
      name="trunk"
      id={trunk.id}
      title={trunk.name}
      saved={valuesOf(trunk)}
      schema={trunkRoutes.change.body as TObject}
      sections={[
        {
          fields: [
            {
              kind: 'switch',
              name: 'hasOwnPrefix',
              label: t('trunks.hasOwnPrefix'),
              hint: t('trunks.hasOwnPrefixHint'),
            },
            {
              kind: 'text',
              name: 'outsidePrefix',
              label: t('trunks.outsidePrefix'),
              hint: t('trunks.outsidePrefixHint'),
            },
            {
              kind: 'radio',
              name: 'longDistance',
              label: t('trunks.longDistance'),
              hint: t('trunks.longDistanceHint'),
              options: rules.map((value) => ({ value, label: t(`trunks.rules.${value}`) })),
            },
          ],
        },
      ]}
      isEditable={trunk.can.includes('edit')}
      needs={t('permissions.trunk.manage')}
      save={({ hasOwnPrefix, outsidePrefix, longDistance }) =>
        trunks.change({
          params: { id: trunk.id },
          body: {
            version: trunk.version,
            outsidePrefix: hasOwnPrefix ? outsidePrefix : null,
            longDistance: longDistance === 'company' ? null : longDistance,
          },
        })
      }
      onSaved={() => {
        refresh();
        onClose();
      }}
      savedText={t('trunks.saved')}
      onClose={onClose}
      onReopen={onReopen}
      onReload={refresh}
    />
  );
}
