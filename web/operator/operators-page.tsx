/** Who runs the platform. */
import { operatorRoutes, type Operator } from '@bahu/contract/operator.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../lib/failure.ts';
import { EntityEditor } from '../ui/form/entity-editor.tsx';
import type { Column } from '../ui/list/column.ts';
import { Tag } from '../ui/marks.tsx';
import { Moment } from '../ui/moment.tsx';
import { useToasts } from '../ui/toasts.tsx';
import { OperatorList, useAddress } from './operator-list.tsx';
import { SecretDialog, type Secret } from './secret-dialog.tsx';
import { operatorsShape } from './shapes.ts';
import { useOperatorApi, useWho } from './who.tsx';

const listKey = ['operators', 'list'];

export function OperatorsPage() {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const queries = useQueryClient();
  const { search, change } = useAddress(operatorsShape);
  const [secret, setSecret] = useState<Secret | null>(null);
  const close = () => change({ open: undefined });
  return (
    <>
      <OperatorList
        name="operators"
        what={t('operator.operators.what')}
        unit={t('operator.operators.unit')}
        shape={{}}
        columns={useColumns()}
        fetch={async (_query, options) => {
          const { items } = await api.operators(options);
          return { items, next: null, total: items.length, totalIsExact: true };
        }}
        actions={
          <Button type="primary" icon={<Plus size={15} aria-hidden />} onClick={() => change({ open: 'new' })}>
            {t('operator.operators.create')}
          </Button>
        }
        empty={{ title: t('operator.operators.nothing') }}
        aside={
          search.open === 'new' && (
            <EntityEditor
              name="operator"
              id={null}
              title={t('operator.operators.create')}
              saved={{ loginName: '', name: '' }}
              schema={operatorRoutes.createOperator.body}
              isEditable
              sections={[
                {
                  fields: [
                    { kind: 'text', name: 'loginName', label: t('operator.operators.loginName') },
                    { kind: 'text', name: 'name', label: t('operator.operators.name') },
                  ],
                },
              ]}
              save={(body) => api.createOperator({ body })}
              onSaved={({ operator, password }) => {
                void queries.invalidateQueries({ queryKey: listKey });
                close();
                setSecret({ account: operator.loginName, password });
              }}
              onClose={close}
              onReopen={() => change({ open: 'new' })}
            />
          )
        }
      />
      {secret && <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
}

function useColumns(): Column<Operator>[] {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const toasts = useToasts();
  const queries = useQueryClient();
  const me = useWho().operator.id;
  const change = useMutation({
    mutationFn: ({ id, isEnabled }: Operator) =>
      api.changeOperator({ params: { id }, body: { isEnabled: !isEnabled } }),
    onSuccess({ name, isEnabled }) {
      void queries.invalidateQueries({ queryKey: listKey });
      toasts.done(t(isEnabled ? 'operator.operators.wasEnabled' : 'operator.operators.wasDisabled', { name }));
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  return [
    {
      key: 'loginName',
      title: t('operator.operators.loginName'),
      width: 200,
      fixed: 'left',
      cell: ({ loginName }) => loginName,
    },
    { key: 'name', title: t('operator.operators.name'), cell: ({ name }) => name },
    {
      key: 'state',
      title: t('operator.operators.state'),
      width: 140,
      cell: (operator) => <State operator={operator} />,
    },
    {
      key: 'factor',
      title: t('account.factor.title'),
      width: 150,
      cell: ({ hasSecondFactor }) => (
        <Tag tone={hasSecondFactor ? 'ready' : 'away'}>
          {t(hasSecondFactor ? 'account.factor.on' : 'account.factor.off')}
        </Tag>
      ),
    },
    {
      key: 'lastSignIn',
      title: t('operator.operators.lastSignIn'),
      width: 150,
      cell: ({ lastSignInAt }) => <Moment at={lastSignInAt} />,
    },
    {
      key: 'createdAt',
      title: t('operator.operators.createdAt'),
      width: 150,
      cell: ({ createdAt }) => <Moment at={createdAt} />,
    },
    {
      key: 'actions',
      title: '',
      width: 110,
      fixed: 'right',
      align: 'right',
      cell: (operator) =>
        operator.id === me ? (
          <span className="hint">{t('operator.operators.self')}</span>
        ) : (
          <Button
            size="small"
            danger={operator.isEnabled}
            disabled={change.isPending}
            onClick={() => change.mutate(operator)}
          >
            {t(operator.isEnabled ? 'operator.operators.disable' : 'operator.operators.enable')}
          </Button>
        ),
    },
  ];
}

function State({ operator: { isEnabled, mustChangePassword } }: { operator: Operator }) {
  const { t } = useTranslation();
  if (!isEnabled) return <Tag tone="away">{t('operator.operators.disabled')}</Tag>;
  return mustChangePassword ? <Tag>{t('operator.operators.first')}</Tag> : t('operator.operators.enabled');
}
