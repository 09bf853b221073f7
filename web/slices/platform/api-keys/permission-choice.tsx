import { permissions as all, type Permission } from '@bahu/contract/permissions.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../lib/session.tsx';
import { ChoiceGrid } from '../../../ui/choice-grid.tsx';
import './api-keys.css';

interface Props {
  id: string;
  label: string;
  value: readonly Permission[];
  onChange: (value: Permission[]) => void;
}

/** Programs cannot manage keys. */
const forPrograms = all.filter((name) => name !== 'api-key.manage');
const isReading = (name: Permission): boolean => name.endsWith('.read') || name === 'recording.play';

/** One's own permissions, to choose from. */
export function PermissionChoice({ id, label, value, onChange }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const own = forPrograms.filter((name) => me.permissions.includes(name));
  return (
    <div className="column permission-choice">
      <div className="row">
        <Button size="small" onClick={() => onChange(own.filter(isReading))}>
          {t('apiKeys.readOnly')}
        </Button>
        <Button size="small" onClick={() => onChange(own)}>
          {t('apiKeys.all')}
        </Button>
        <Button size="small" onClick={() => onChange([])}>
          {t('apiKeys.none')}
        </Button>
      </div>
      <ChoiceGrid
        id={id}
        label={label}
        value={value}
        options={own.map((name) => ({ value: name, label: t(`permissions.${name}`) }))}
        onChange={onChange}
      />
    </div>
  );
}
