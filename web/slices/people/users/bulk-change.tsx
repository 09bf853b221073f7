/** Changes fields of many people at once: only what is selected changes. */
import { userRoutes } from '@bahu/contract/users.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Modal, Select, Switch, TreeSelect } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '../../../lib/focus.ts';
import type { Input } from '@bahu/contract/route.ts';
import { failureText } from '../../../lib/failure.ts';
import { roleName } from '../../../lib/role-name.ts';
import { useClient } from '../../../lib/services.tsx';
import { treeOf } from '../../../ui/form/fields.ts';
import { useToasts } from '../../../ui/toasts.tsx';
import { useUserOptions } from './use-user-options.ts';
import './users.css';

type Body = Input<(typeof userRoutes)['changeMany']>['body'];
export interface BulkTarget {
  selection: Body['selection'];
  count: number;
}
type Change = Body['change'];

const flags = ['isEnabled', 'isRecorded', 'mayCallDomestic', 'mayCallInternational', 'isInsideOnly'] as const;

export function BulkChange({
  target,
  onClose,
  onDone,
}: {
  target: BulkTarget;
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const users = useClient(userRoutes);
  useFocusBack();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [change, setChange] = useState<Change>({});
  const saving = useMutation({
    mutationFn: () => users.changeMany({ body: { selection: target.selection, change } }),
    onSuccess({ changed }) {
      toasts.done(t('users.bulk.done', { count: changed }));
      void queries.invalidateQueries({ queryKey: ['users'] });
      onDone();
      onClose();
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  return (
    <Modal
      open
      title={t('users.bulk.title', { count: target.count })}
      okText={t('users.bulk.apply', { count: target.count })}
      cancelText={t('app.action.cancel')}
      okButtonProps={{ disabled: Object.keys(change).length === 0, loading: saving.isPending }}
      onOk={() => saving.mutate()}
      onCancel={onClose}
    >
      <p className="hint">{t('users.bulk.hint')}</p>
      <Lines change={change} onChange={setChange} />
    </Modal>
  );
}

function Lines({ change, onChange }: { change: Change; onChange: (change: Change) => void }) {
  const { t } = useTranslation();
  const { data: options } = useUserOptions();
  const set = (part: Change) => onChange({ ...change, ...part });
  const without = (name: keyof Change) =>
    onChange(Object.fromEntries(Object.entries(change).filter(([key]) => key !== name)));
  const line = (name: keyof Change, start: Change, control: (label: string) => ReactNode, label: string) => (
    <Line key={name} label={label} isOn={name in change} onToggle={(isOn) => (isOn ? set(start) : without(name))}>
      {control(label)}
    </Line>
  );
  const roles = (options?.roles ?? [])
    .filter(({ canGive }) => canGive)
    .map(({ id, name }) => ({ value: id, label: roleName(t, name) }));
  const callerIds = [
    { value: '', label: t('users.standardNone') },
    ...(options?.callerIds ?? []).map(({ number, label }) => ({ value: number, label })),
  ];
  return (
    <>
      {line(
        'departmentId',
        { departmentId: null },
        (label) => (
          <TreeSelect
            aria-label={label}
            allowClear
            showSearch
            treeNodeFilterProp="label"
            treeDefaultExpandAll
            treeData={treeOf(options?.departments ?? [])}
            value={change.departmentId ?? null}
            placeholder={t('users.none')}
            onChange={(value: string | null | undefined) => set({ departmentId: value ?? null })}
          />
        ),
        t('users.field.department'),
      )}
      {roles[0] &&
        line(
          'roleId',
          { roleId: roles[0].value },
          (label) => (
            <Select
              aria-label={label}
              options={roles}
              value={change.roleId ?? null}
              onChange={(roleId: string) => set({ roleId })}
            />
          ),
          t('users.field.role'),
        )}
      {line(
        'callerId',
        { callerId: null },
        (label) => (
          <Select
            aria-label={label}
            options={callerIds}
            value={change.callerId ?? ''}
            onChange={(value: string) => set({ callerId: value || null })}
          />
        ),
        t('users.field.callerId'),
      )}
      {flags.map((flag) =>
        line(
          flag,
          { [flag]: true },
          (label) => (
            <FlagSwitch label={label} isOn={change[flag] ?? true} onChange={(isOn) => set({ [flag]: isOn })} />
          ),
          t(`users.field.${flag}`),
        ),
      )}
    </>
  );
}

interface FlagProps {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}
const FlagSwitch = ({ label, isOn, onChange }: FlagProps) => (
  <span>
    <Switch size="small" aria-label={label} checked={isOn} onChange={onChange} />
  </span>
);

function Line({
  label,
  isOn,
  onToggle,
  children,
}: {
  label: string;
  isOn: boolean;
  onToggle: (isOn: boolean) => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <div className="change-line">
      <Checkbox id={id} checked={isOn} onChange={(event) => onToggle(event.target.checked)} />
      <label htmlFor={id}>{label}</label>
      {isOn ? children : <span />}
    </div>
  );
}
