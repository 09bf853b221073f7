/** From which time on a state or a wait needs somebody's eye: minutes and seconds as people write them. */
import { monitorRoutes } from '@bahu/contract/monitor.ts';
import { longestLimit, type Limits } from '@bahu/domain/monitor/limits.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { InputNumber, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

const names = ['talking', 'wrapUp', 'busy', 'ringing', 'waiting'] as const satisfies readonly (keyof Limits)[];

export default function LimitsDialog({ limits, onClose }: { limits: Limits; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const monitor = useClient(monitorRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const [typed, setTyped] = useState<Limits>(limits);
  const save = useMutation({
    mutationFn: () => monitor.setLimits({ body: typed }),
    onSuccess: () => {
      toasts.done(t('board.limits.saved'));
      onClose();
    },
    onError: (error) => toasts.failed(failureText(t, error)),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['monitor', 'board'] }),
  });
  return (
    <Modal
      open
      width={420}
      title={t('board.limits.title')}
      okText={t('ui.form.save')}
      confirmLoading={save.isPending}
      onOk={() => save.mutate()}
      onCancel={onClose}
    >
      <p className="second">{t('board.limits.hint')}</p>
      <div className="monitor-limits">
        {names.map((name) => (
          <div key={name} className="row">
            <label className="fill" htmlFor={`${id}-${name}`}>
              {t(`board.limits.${name}`)}
            </label>
            <InputNumber
              id={`${id}-${name}`}
              min={0}
              max={longestLimit}
              precision={0}
              value={typed[name]}
              onChange={(value) => setTyped((before) => ({ ...before, [name]: value ?? 0 }))}
            />
            <span className="second">{t('board.limits.seconds')}</span>
          </div>
        ))}
      </div>
    </Modal>
  );
}
