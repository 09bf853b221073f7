/** One entry beside the list: who, what, from where, and what was before and after. */
import type { AuditEntry } from '@bahu/contract/audit.ts';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fullTime } from '../../../lib/format.ts';
import { useHotkey } from '../../../lib/hotkeys.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Actor, RecordLink } from './audit-columns.tsx';
import './entry-drawer.css';
import { differences, listChange, type FieldChange, type Value } from './difference.ts';
import { actionName, outcomeText, recordName, useWords } from './words.ts';

export function EntryDrawer({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const { t } = useTranslation();
  useHotkey('Escape', onClose);
  return (
    <aside className="docked audit-drawer" aria-label={t('audit.detail')}>
      <div className="section-head">
        <h2 className="cut">{actionName(t, entry.action)}</h2>
        <span className="fill" />
        <IconButton icon={X} size="small" label={t('app.action.close')} keys="Esc" onClick={onClose} />
      </div>
      <dl className="audit-facts">
        <Fact name={t('audit.at')}>{fullTime(entry.at)}</Fact>
        <Fact name={t('audit.actor')}>
          <Actor entry={entry} />
        </Fact>
        <Fact name={recordName(t, entry.recordType)}>
          <RecordLink entry={entry} />
        </Fact>
        <Fact name={t('audit.address')}>{entry.address ?? '—'}</Fact>
        {entry.outcome !== 'done' && <Fact name={t('audit.outcome')}>{outcomeText(t, entry.outcome)}</Fact>}
      </dl>
      <Changes entry={entry} />
    </aside>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="cut">{children}</dd>
    </>
  );
}

function Changes({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const words = useWords();
  const changes = differences(entry.before, entry.after);
  if (changes.length === 0) return <p className="hint audit-none">{t('audit.noValues')}</p>;
  return (
    <table className="audit-changes">
      <thead>
        <tr>
          <th scope="col">{t('audit.field')}</th>
          <th scope="col">{t('audit.before')}</th>
          <th scope="col">{t('audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.path.join('.')}>
            <th scope="row">{words.field(change.path)}</th>
            <ChangeCells change={change} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ChangeCells({ change }: { change: FieldChange }) {
  const { t } = useTranslation();
  const list = listChange(change);
  if (!list)
    return (
      <>
        <td>{change.before === undefined ? '—' : <Side path={change.path} value={change.before} />}</td>
        <td>{change.after === undefined ? '—' : <Side path={change.path} value={change.after} />}</td>
      </>
    );
  return (
    <>
      <td>{list.removed.length > 0 && <Side path={change.path} prefix={t('audit.removed')} value={list.removed} />}</td>
      <td>{list.added.length > 0 && <Side path={change.path} prefix={t('audit.added')} value={list.added} />}</td>
    </>
  );
}

function Side({ path, prefix, value }: { path: readonly string[]; prefix?: string; value: readonly Value[] | Value }) {
  const { value: word } = useWords([value]);
  const isList = (one: typeof value): one is readonly Value[] => Array.isArray(one);
  if (!isList(value)) return <span className={value === null || value === '' ? 'hint' : ''}>{word(value, path)}</span>;
  return (
    <>
      {prefix && <span className="hint">{prefix}</span>}
      <ul>
        {value.map((one, index) => (
          <li key={index}>{word(one, path)}</li>
        ))}
        {value.length === 0 && <li className="hint">{word(null)}</li>}
      </ul>
    </>
  );
}
