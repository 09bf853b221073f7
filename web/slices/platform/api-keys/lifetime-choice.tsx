import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../../lib/services.tsx';

const days = ['30', '90', '365'] as const;
const dayMs = 86_400_000;

/** How long from now on; the value is the moment of the end, or null. */
export function LifetimeChoice({
  id,
  value,
  onChange,
}: {
  id: string;
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const chosen = value === null ? 'never' : String(Math.round((Date.parse(value) - clock.now()) / dayMs));
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      value={chosen}
      options={[
        ...days.map((one) => ({ value: one as string, label: t(`apiKeys.lifetimes.days${one}`) })),
        { value: 'never', label: t('apiKeys.lifetimes.never') },
      ]}
      onChange={(next) =>
        onChange(next === 'never' ? null : new Date(clock.now() + Number(next) * dayMs).toISOString())
      }
    />
  );
}
