/** A choice level by level; apart, as few forms have one. */
import { Cascader } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ControlProps } from './choice-control.tsx';
import type { TreeOption } from './fields.ts';

interface Props {
  options: readonly TreeOption[];
  shared: ControlProps;
  value: string[];
  onChange: (value: string[]) => void;
}

export default function CascadeControl({ options, shared, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Cascader
      {...shared}
      style={{ width: '100%' }}
      placeholder={t('ui.form.choose')}
      changeOnSelect
      showSearch
      options={options as TreeOption[]}
      value={value}
      onChange={(path?: (string | number | null)[]) => onChange((path ?? []).map(String))}
    />
  );
}
