/** One's own settings (系统设置): what one has chosen, what the company has, and what the company has locked. */
import {
  deskSettingNames,
  deskSettingRoutes,
  type DeskSettingName,
  type OwnDeskSettings,
  type SomeDeskSettings,
} from '@bahu/contract/desk-settings.ts';
import type { Me } from '@bahu/contract/session.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { askToNotify } from '../../../lib/notices.ts';
import { queryKeys } from '../../../lib/records.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMayChange } from '../../../lib/session.tsx';
import { Loaded } from '../../../ui/list-state.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { SettingLines } from './setting-lines.tsx';
import { ThisDevice } from './this-device.tsx';
import { isSame, usePageSaving } from './use-page-saving.ts';

const queryKey = ['desk-settings', 'own'];

export function OwnSettingsPage() {
  const { t } = useTranslation();
  const settings = useClient(deskSettingRoutes);
  const answer = useQuery({ queryKey, queryFn: ({ signal }) => settings.get({ signal }) });
  return (
    <Loaded answer={answer} what={t('deskSettings.what')}>
      {(kept) => <Settings key={kept.version} kept={kept} />}
    </Loaded>
  );
}

function Settings({ kept }: { kept: OwnDeskSettings }) {
  const { t } = useTranslation();
  const [own, setOwn] = useState<SomeDeskSettings>(kept.own);
  const saving = useSaving(kept);
  const isEditable = useMayChange();
  const isLocked = (name: DeskSettingName) => kept.locks.includes(name);
  const isOpen = (name: DeskSettingName) => own[name] !== undefined && !isLocked(name);
  const values = { ...kept.defaults, ...pick(own, deskSettingNames.filter(isOpen)) };
  const save = () => saving.mutate(own);
  const isChanged = isEditable && !isSame(own, kept.own);
  const canSave = usePageSaving({ path: '/desk-settings', isChanged, settings: own, save });
  const byDefault = pick(own, kept.locks);
  return (
    <div className="own-page">
      <SettingLines
        values={values}
        fixed={(name) => {
          if (!isEditable) return t('deskSettings.readOnly');
          return isLocked(name) ? t('deskSettings.locked') : undefined;
        }}
        onChange={(change) => {
          // The browser asks only here, where somebody wants to be called back to the window.
          if (change.raisesInbound) void askToNotify();
          setOwn({ ...own, ...change });
        }}
        aside={(name) =>
          isEditable &&
          isOpen(name) && (
            <Button
              type="text"
              size="small"
              onClick={() =>
                setOwn(
                  pick(
                    own,
                    deskSettingNames.filter((other) => other !== name),
                  ),
                )
              }
            >
              {t('deskSettings.restore')}
            </Button>
          )
        }
      />
      <ThisDevice />
      {isEditable && (
        <div className="desk-settings-foot">
          <Button type="primary" disabled={!canSave} loading={saving.isPending} onClick={save}>
            {t('deskSettings.save')}
          </Button>
          <Button disabled={isSame(own, byDefault)} onClick={() => setOwn(byDefault)}>
            {t('deskSettings.restoreAll')}
          </Button>
        </div>
      )}
    </div>
  );
}

const pick = (settings: SomeDeskSettings, names: readonly DeskSettingName[]): SomeDeskSettings =>
  Object.fromEntries(
    Object.entries(settings).filter(([name]) => names.includes(name as DeskSettingName)),
  ) as SomeDeskSettings;

function useSaving({ version }: OwnDeskSettings) {
  const { t } = useTranslation();
  const settings = useClient(deskSettingRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (own: SomeDeskSettings) => settings.change({ body: { version, own } }),
    onSuccess(next) {
      queries.setQueryData(queryKey, next);
      queries.setQueryData<Me | null>(queryKeys.me, (me) => me && { ...me, settings: next.inForce });
      toasts.done(t('deskSettings.saved'));
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
}
