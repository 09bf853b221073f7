/** Agent scripts: which calls they are for, their steps with a preview, and their versions. */
import { scriptRoutes, type Script, type ScriptHead, type ScriptStep } from '@bahu/contract/scripts.ts';
import { isUsed } from '@bahu/domain/fields/field.ts';
import type { ScriptField } from '@bahu/domain/scripts/check.ts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { useFields } from '../../../ui/fields/use-fields.ts';
import type { Field, Option } from '../../../ui/form/fields.ts';
import type { Column } from '../../../ui/list/column.ts';
import { RecordsPage } from '../../../ui/list/records-page.tsx';
import { Tag } from '../../../ui/marks.tsx';
import { queueWords, useQueueOptions, withOwnQueues } from '../../../ui/queue-options.ts';
import { scriptsShape } from './index.ts';
import { ScriptState, ScriptVersions } from './script-versions.tsx';
import { StepsEditor } from './steps-editor.tsx';

type Values = Pick<Script, 'name' | 'appliesTo' | 'queueIds' | 'isEnabled' | 'steps'>;
const start: Values = { name: '', appliesTo: 'none', queueIds: [], isEnabled: true, steps: [] };

export function ScriptsPage() {
  const { t } = useTranslation();
  const queues = useQueueOptions();
  const designed = useScriptFields();
  const enabled = [true, false].map((value) => ({ value, label: t(value ? 'scripts.on' : 'scripts.off') }));
  return (
    <RecordsPage
      list="scripts"
      record="script"
      client={useClient(scriptRoutes)}
      manage="script.manage"
      needs={t('permissions.script.manage')}
      shape={scriptsShape}
      columns={useColumns()}
      hasHeads
      filters={[
        { key: 'search', kind: 'text', label: t('scripts.name') },
        { key: 'enabled', kind: 'choice', label: t('scripts.status'), isAlways: true, options: enabled },
      ]}
      what={t('scripts.what')}
      unit={t('scripts.unit')}
      nameOf={(row) => row.name}
      hint={t('scripts.hint')}
      addText={t('scripts.add')}
      form={{
        start,
        columns: 2,
        fields: (row) => fieldsOf(t, withOwnQueues(queues, row), designed),
        schemas: { create: scriptRoutes.create.body, change: scriptRoutes.change.body },
        removing: t('scripts.removing'),
        below: (row) => <ScriptVersions script={row} />,
      }}
    />
  );
}

/** The customers' fields that take answers and stand in texts. */
function useScriptFields(): readonly ScriptField[] {
  const { fields } = useFields('customers');
  return fields
    .filter((field) => isUsed(field) && !field.builtIn)
    .map(({ key, type, options }) => ({
      key,
      type,
      values: options.filter(({ isRetired }) => !isRetired).map(({ code }) => code),
    }));
}

function fieldsOf(t: TFunction, queues: readonly Option[], designed: readonly ScriptField[]): readonly Field<Values>[] {
  const of = <K extends keyof Values>(name: K) => ({ name, label: t(`scripts.${name}`) });
  const targets = (['none', 'all', 'queues'] as const).map((value) => ({
    value,
    label: t(`scripts.targets.${value}`),
  }));
  return [
    { kind: 'text', ...of('name') },
    { kind: 'switch', ...of('isEnabled') },
    { kind: 'radio', ...of('appliesTo'), options: targets, isWide: true, isRequired: true },
    {
      kind: 'multi-select',
      ...of('queueIds'),
      options: queues,
      isWide: true,
      isShown: ({ appliesTo }) => appliesTo === 'queues',
    },
    {
      kind: 'custom',
      ...of('steps'),
      isWide: true,
      hint: t('scripts.stepsHint'),
      control: ({ id, value, isDisabled, onChange }) => (
        <StepsEditor
          id={id}
          steps={value as readonly ScriptStep[]}
          fields={designed}
          isDisabled={isDisabled}
          onChange={onChange}
        />
      ),
    },
  ];
}

function useColumns(): readonly Column<ScriptHead>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      title: t('scripts.name'),
      width: 200,
      fixed: 'left',
      cell: (row) => <b className="cut">{row.name}</b>,
    },
    { key: 'state', title: t('scripts.version'), width: 176, field: null, cell: (row) => <ScriptState script={row} /> },
    {
      key: 'appliesTo',
      title: t('scripts.appliesTo'),
      field: 'queueIds',
      cell: ({ appliesTo, queueNames }) => (
        <span className="cut">
          {appliesTo === 'queues' ? queueWords(t, queueNames) : t(`scripts.targets.${appliesTo}`)}
        </span>
      ),
    },
    {
      key: 'steps',
      title: t('scripts.steps'),
      width: 80,
      align: 'right',
      field: null,
      cell: ({ stepCount }) => stepCount,
    },
    {
      key: 'isEnabled',
      title: t('scripts.status'),
      width: 80,
      cell: ({ isEnabled }) => (isEnabled ? <Tag tone="ready">{t('scripts.on')}</Tag> : <Tag>{t('scripts.off')}</Tag>),
    },
  ];
}
