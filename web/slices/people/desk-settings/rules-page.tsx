/** What the company sets for the desks of all its agents: what holds without their own choice, and what they do not choose. */
import { standardDeskSettings, type DeskRules } from '@bahu/contract/desk-settings.ts';
import { tenantRoutes, type OwnTenant } from '@bahu/contract/tenants.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useClient } from '../../../lib/services.tsx';
import { Loaded } from '../../../ui/list-state.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { SettingLines } from './setting-lines.tsx';
import { isSame, usePageSaving } from './use-page-saving.ts';

const queryKey = ['tenants', 'own'];

export function RulesPage() {
  const { t } = useTranslation();
  const tenant = useClient(tenantRoutes);
  const answer = useQuery({ queryKey, queryFn: ({ signal }) => tenant.get({ signal }) });
  return (
    <Loaded answer={answer} what={t('deskSettings.what')}>
      {(own) => <Rules key={own.version} own={own} />}
    </Loaded>
  );
}

function Rules({ own }: { own: OwnTenant }) {
  const { t } = useTranslation();
  const [rules, setRules] = useState<DeskRules>(own.desk);
  const { defaults, locks } = rules;
  const saving = useSaving(own);
  const isEditable = own.can.includes('edit');
  const save = () => saving.mutate(rules);
  const isChanged = isEditable && !isSame(rules, own.desk);
  const canSave = usePageSaving({ path: '/desk-rules', isChanged, settings: defaults, save });
  return (
    <div className="own-page">
      <p className="second">{t('deskSettings.rulesHint')}</p>
      <SettingLines
        values={{ ...standardDeskSettings, ...defaults }}
        fixed={() => (isEditable ? undefined : t('deskSettings.readOnly'))}
        onChange={(change) => setRules({ defaults: { ...defaults, ...change }, locks })}
        aside={(name) => (
          <Checkbox
            checked={locks.includes(name)}
            disabled={!isEditable}
            onChange={({ target: { checked } }) =>
              setRules({
                defaults,
                locks: checked ? [...locks, name] : locks.filter((other) => other !== name),
              })
            }
          >
            {t('deskSettings.lock')}
          </Checkbox>
        )}
      />
      {isEditable && (
        <div className="desk-settings-foot">
          <Button type="primary" disabled={!canSave} loading={saving.isPending} onClick={save}>
            {t('deskSettings.save')}
          </Button>
          <Button
            disabled={isSame(rules, { defaults: {}, locks: [] })}
            onClick={() => setRules({ defaults: {}, locks: [] })}
          >
            {t('deskSettings.restoreAll')}
          </Button>
        </div>
      )}
    </div>
  );
}

function useSaving({ version }: OwnTenant) {
  const { t } = useTranslation();
  const tenant = useClient(tenantRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (desk: DeskRules) => tenant.change({ body: { version, desk } }),
    onSuccess(next) {
      queries.setQueryData(queryKey, next);
      void queries.invalidateQueries({ queryKey: queryKeys.me });
      toasts.done(t('deskSettings.saved'));
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
}
