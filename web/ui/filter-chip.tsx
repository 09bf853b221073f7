/** A filter as a chip: closed it shows what is chosen, open it is a list of choices. */
import { Dropdown } from 'antd';
import { ChevronDown, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classes } from './marks.tsx';
import './filter-chip.css';

interface Props {
  name: string;
  value: string | undefined;
  options: readonly { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
  /** There is always one chosen, e.g. an order. */
  isRequired?: boolean;
}

export function FilterChip({ name, value, options, onChange, isRequired }: Props) {
  const { t } = useTranslation();
  const chosen = options.find((option) => option.value === value);
  const items = options.map(({ value: key, label }) => ({ key, label }));
  return (
    <span className={classes('filter-chip', chosen && !isRequired && 'is-set')}>
      <Dropdown
        trigger={['click']}
        menu={{ items, selectable: true, selectedKeys: value ? [value] : [], onClick: ({ key }) => onChange(key) }}
      >
        <button type="button" aria-haspopup="menu" className="filter-chip-name">
          {name} {chosen && <b>{chosen.label}</b>} {(isRequired || !chosen) && <ChevronDown size={13} aria-hidden />}
        </button>
      </Dropdown>
      {chosen && !isRequired && (
        <button
          type="button"
          className="filter-chip-clear"
          aria-label={t('calls.list.remove', { name })}
          onClick={() => onChange(undefined)}
        >
          <X size={13} aria-hidden />
        </button>
      )}
    </span>
  );
}
