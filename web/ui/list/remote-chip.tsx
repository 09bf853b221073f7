/** A filter by one or several of what the server finds. */
import { useTranslation } from 'react-i18next';
import { RemoteChoices } from '../remote/remote-list.tsx';
import { useOptions } from '../remote/remote.ts';
import { Chip } from './chip.tsx';
import { severalWords, type Filter } from './filters.ts';

interface Props {
  filter: Extract<Filter, { kind: 'remote' }>;
  value: string | undefined;
  isFresh: boolean;
  onChange: (value: string | undefined) => void;
}

export function RemoteChip({ filter: { label, remote, ...filter }, value, isFresh, onChange }: Props) {
  const { t } = useTranslation();
  const isSeveral = filter.isSeveral === true;
  const values = value === undefined ? [] : value.split(',');
  const chosen = useOptions(remote, values).map((option) => option.label);
  return (
    <Chip
      name={label}
      chosen={chosen.length > 0 ? severalWords(t, chosen) : undefined}
      isFresh={isFresh}
      onClear={() => onChange(undefined)}
    >
      {(close) => (
        <RemoteChoices
          remote={remote}
          label={label}
          values={values}
          isSeveral={isSeveral}
          onChange={(next) => {
            onChange(next.length > 0 ? next.join(',') : undefined);
            if (!isSeveral) close();
          }}
        />
      )}
    </Chip>
  );
}
