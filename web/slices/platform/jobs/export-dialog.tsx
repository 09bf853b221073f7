/** Which rows, which columns, which format; then the job runs in the background. */
import { exportFormats, type ExportKind } from '@bahu/contract/exports.ts';
import { maxChecked } from '@bahu/contract/selection.ts';
import { Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '../../../lib/focus.ts';
import { failureText } from '../../../lib/failure.ts';
import { count } from '../../../lib/format.ts';
import { useMe } from '../../../lib/session.tsx';
import type { Exportable } from './export-button.tsx';
import { useExport } from './use-export.ts';
import './export-dialog.css';

interface Props {
  kind: ExportKind;
  list: Exportable;
  unit: string;
  onClose: () => void;
}

export function ExportDialog({ kind, list, unit, onClose }: Props) {
  const { t } = useTranslation();
  const { masksNumbers } = useMe();
  const { selection, selectedCount } = list;
  const ids =
    'ids' in selection && selection.ids.length > 0 && selection.ids.length <= maxChecked ? selection.ids : null;
  const first = 'first' in selection ? selection.first : undefined;
  const [rows, setRows] = useState<'checked' | 'first' | 'all'>(ids ? 'checked' : first ? 'first' : 'all');
  const sort = 'sort' in selection && typeof selection.sort === 'string' ? selection.sort : undefined;
  const [columns, setColumns] = useState<'shown' | 'all'>('shown');
  const [format, setFormat] = useState<(typeof exportFormats)[number]>('xlsx');
  useFocusBack();
  const start = useExport();
  const { data } = list.answer;
  const total = count(data?.total ?? 0);
  const keys = [...new Set(list.shown.flatMap(({ key, exportAs }) => exportAs ?? [key]))];
  function submit(): void {
    const wanted = {
      kind,
      format,
      filter: { ...list.filter, ...(rows === 'first' && sort !== undefined && { sort }) },
      ...(rows === 'checked' && ids ? { ids } : {}),
      ...(rows === 'first' && first ? { first } : {}),
      ...(columns === 'shown' ? { columns: keys } : {}),
    };
    start.mutate(wanted, { onSuccess: onClose });
  }
  const ofRows = [
    ...(ids ? [{ value: 'checked' as const, label: t('ui.exports.checked', { count: selectedCount, unit }) }] : []),
    ...(first
      ? [
          {
            value: 'first' as const,
            label: t('ui.exports.first', { count: selectedCount, total: count(selectedCount), unit }),
          },
        ]
      : []),
    {
      value: 'all' as const,
      label: t(data?.totalIsExact === false ? 'ui.exports.allAbout' : 'ui.exports.all', { total, unit }),
    },
  ];
  return (
    <Modal
      open
      width={420}
      title={t('ui.exports.title')}
      okText={t('ui.exports.begin')}
      cancelText={t('app.action.cancel')}
      okButtonProps={{ loading: start.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="export-form">
        <Choice label={t('ui.exports.rows')} value={rows} options={ofRows} onChange={setRows} />
        <Choice
          label={t('ui.exports.columns')}
          value={columns}
          options={[
            { value: 'shown', label: t('ui.exports.shownColumns', { count: keys.length }) },
            { value: 'all', label: t('ui.exports.allColumns') },
          ]}
          onChange={setColumns}
        />
        <Choice
          label={t('ui.exports.format')}
          value={format}
          options={exportFormats.map((value) => ({ value, label: t(`ui.exports.formats.${value}`) }))}
          onChange={setFormat}
        />
        <p className="hint small">{t(masksNumbers ? 'ui.exports.masked' : 'ui.exports.audited')}</p>
        {start.isError && (
          <p role="alert" className="tone-alarm toned">
            {failureText(t, start.error)}
          </p>
        )}
      </div>
    </Modal>
  );
}

interface ChoiceProps<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
}

function Choice<V extends string>({ label, value, options, onChange }: ChoiceProps<V>) {
  return (
    <fieldset className="export-choice">
      <legend>{label}</legend>
      <Radio.Group
        vertical
        value={value}
        options={[...options]}
        onChange={(event) => onChange(event.target.value as V)}
      />
    </fieldset>
  );
}
