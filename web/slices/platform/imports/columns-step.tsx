/** Which column of the file is which field. Suggested by name, or as the same heads were mapped before. */
import type { Import } from '@bahu/contract/imports.ts';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExistingChoice, existingOf } from './existing-choice.tsx';
import { sharesOf } from '../../../ui/share-of.ts';
import { fieldName } from './import-words.ts';
import { Questions } from './questions.tsx';
import { TableChoiceFields } from './table-choice.tsx';
import { useImportActions, type Choices, type TableChoice } from './use-import.ts';

interface Props {
  found: Import;
  onChecked: () => void;
}

export function ColumnsStep({ found, onChecked }: Props) {
  const { t, i18n } = useTranslation();
  const [mapping, setMapping] = useState<readonly (string | null)[]>(found.mapping);
  const [existing, setExisting] = useState(() => existingOf(found));
  const [choices, setChoices] = useState<Choices>({});
  const { map, table, cancel } = useImportActions(found.id);
  const missing = found.fields.filter(({ key, isRequired }) => isRequired && !mapping.includes(key));
  /** Another head has other columns: what was chosen for the old ones goes with them. */
  function chooseTable(choice: TableChoice): void {
    if (!table.isPending) table.mutate(choice, { onSuccess: (after) => setMapping(after.mapping) });
  }
  const check = () => {
    const { assignTo, shares, ...others } = existing;
    map.mutate(
      {
        mapping: [...mapping],
        ...others,
        choices,
        ...(assignTo.length > 0 ? { assignTo, ...sharesOf(assignTo, shares) } : {}),
      },
      { onSuccess: onChecked },
    );
  };
  return (
    <>
      <div className="import-body">
        <div className="scroll fill">
          <ColumnsTable found={found} mapping={mapping} onChange={setMapping} />
        </div>
        <div className="import-side scroll">
          <TableChoiceFields found={found} onChange={chooseTable} />
          <Questions found={found} chosen={choices} onChange={setChoices} />
          <ExistingChoice found={found} value={existing} onChange={setExisting} />
        </div>
      </div>
      <div className="section-foot">
        <span className={missing.length > 0 ? 'tone-alarm toned' : 'hint'} role="status">
          {missing.length > 0
            ? t('imports.missing', {
                fields: missing.map(({ key }) => fieldName(found, key, i18n.language)).join(t('ui.separator')),
              })
            : t('imports.mapped', { count: mapping.filter(Boolean).length, all: mapping.length })}
        </span>
        <span className="fill" />
        {found.can.includes('cancel') && (
          <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('imports.giveUp')}
          </Button>
        )}
        <Button
          type="primary"
          disabled={missing.length > 0 || found.table.merged !== null || table.isPending}
          loading={map.isPending}
          onClick={check}
        >
          {t('imports.check')}
        </Button>
      </div>
    </>
  );
}

interface TableProps {
  found: Import;
  mapping: readonly (string | null)[];
  onChange: (mapping: readonly (string | null)[]) => void;
}

function ColumnsTable({ found, mapping, onChange }: TableProps) {
  const { t, i18n } = useTranslation();
  const options = found.fields.map(({ key, isRequired }) => ({
    value: key,
    label: `${fieldName(found, key, i18n.language)}${isRequired ? ' *' : ''}`,
  }));
  /** A field takes one column: chosen anew, it leaves the one it had. */
  const choose = (index: number, key: string | null) =>
    onChange(mapping.map((other, at) => (at === index ? key : other === key && key !== null ? null : other)));
  return (
    <table className="import-table">
      <thead>
        <tr>
          <th scope="col">{t('imports.column')}</th>
          <th scope="col">{t('imports.samples')}</th>
          <th scope="col" className="import-field">
            {t('imports.field')}
          </th>
        </tr>
      </thead>
      <tbody>
        {found.columns.map((column, index) => (
          <tr key={index}>
            <th scope="row">{column.name || t('imports.nameless', { place: index + 1 })}</th>
            <td className="second">{column.samples.filter(Boolean).slice(0, 3).join(t('ui.separator')) || '—'}</td>
            <td className="import-field">
              <Select<string | null>
                size="small"
                disabled={column.isOfFiles}
                style={{ width: '100%' }}
                allowClear
                aria-label={t('imports.fieldOf', { name: column.name })}
                placeholder={t(column.isOfFiles ? 'imports.ofFiles' : 'imports.leftOut')}
                showSearch={{ optionFilterProp: 'label' }}
                value={mapping[index] ?? null}
                options={options}
                onChange={(key) => choose(index, key ?? null)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
