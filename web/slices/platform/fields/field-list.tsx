/** The fields in their order, built in and designed; they are dragged or moved by keys. */
import { fieldClients, isVisible, type FieldDef, type Labels } from '@bahu/domain/fields/field.ts';
import { GripVertical, Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { moved } from '../../../ui/list/arrangement.ts';
import { classes, Tag } from '../../../ui/marks.tsx';
import { useReorder } from '../../../ui/use-reorder.tsx';
import type { FieldRow } from './use-designed.ts';
import '../../../ui/grip.css';

interface Props {
  rows: readonly FieldRow[];
  openId: string | undefined;
  onOpen: (row: FieldRow) => void;
  onArrange: (ids: readonly string[]) => void;
}

export function FieldList({ rows, openId, onOpen, onArrange }: Props) {
  const { t } = useTranslation();
  const ids = rows.map(({ id }) => id);
  const put = (id: string, to: number) => onArrange(moved(ids, id, to));
  const reorder = useReorder({
    onDrop: (id, overId) => put(id, ids.indexOf(overId)),
    onStep: (id, step) => put(id, ids.indexOf(id) + step),
  });
  return (
    <>
      {reorder.announcement}
      <table className="data-table field-table" aria-label={t('fieldDesign.title')}>
        <Columns />
        <tbody>
          {rows.map((row, at) => (
            <Row
              key={row.id}
              row={row}
              place={{ at: at + 1, count: rows.length }}
              isOpen={row.id === openId}
              reorder={reorder}
              onOpen={() => onOpen(row)}
            />
          ))}
        </tbody>
      </table>
      {!rows.some(({ stored }) => stored) && <p className="hint field-none">{t('fieldDesign.none')}</p>}
      <p className="hint small field-none">{t('fieldDesign.builtInHint')}</p>
    </>
  );
}

function Columns() {
  const { t } = useTranslation();
  return (
    <>
      <colgroup>
        <col style={{ width: 36 }} />
        <col />
        <col style={{ width: 104 }} />
        <col style={{ width: 128 }} />
        <col style={{ width: 116 }} />
        <col style={{ width: 92 }} />
        <col style={{ width: 96 }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{t('fieldDesign.columns.move')}</span>
          </th>
          {(['name', 'code', 'type', 'state', 'required', 'searchable'] as const).map((name) => (
            <th key={name} scope="col">
              {t(`fieldDesign.columns.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
    </>
  );
}

/** The name in the reader's language, the other one, and which language that is. */
const byReader = ({ zh, en }: Labels, language: string) =>
  language === 'en' ? ([en, zh, 'zh-CN'] as const) : ([zh, en, 'en'] as const);

const None = () => {
  const { t } = useTranslation();
  return <span className="hint">{t('app.time.none')}</span>;
};

interface RowProps {
  row: FieldRow;
  place: { at: number; count: number };
  isOpen: boolean;
  reorder: ReturnType<typeof useReorder>;
  onOpen: () => void;
}

function Row({ row, place, isOpen, reorder, onOpen }: RowProps) {
  const { t, i18n } = useTranslation();
  const { id, field } = row;
  const [own] = byReader(field.labels, i18n.language);
  return (
    <tr
      {...reorder.lineOf(id)}
      data-key={field.key}
      className={classes(
        isOpen && 'is-open',
        reorder.dragged === id && 'is-dragged',
        reorder.over === id && reorder.dragged !== id && 'is-over',
        !isVisible(field) && 'is-off',
      )}
      onClick={onOpen}
    >
      <td className="field-grip-cell">
        <button
          type="button"
          className="grip"
          {...reorder.gripOf({ id, name: own, place: place.at, count: place.count })}
          onClick={(event) => event.stopPropagation()}
        >
          <GripVertical size={14} aria-hidden />
        </button>
      </td>
      <td>
        <Name field={field} isOpen={isOpen} onOpen={onOpen} />
      </td>
      <td className="second">
        <span className="cut">{field.key}</span>
      </td>
      <td>{t(`fieldDesign.types.${field.type}`)}</td>
      <td>
        <span className="row row-tight">
          {t(`fieldDesign.states.${field.state}`)}
          {field.builtIn?.isNeeded && (
            <span className="hint" title={t('fieldDesign.needed')}>
              <Lock size={12} role="img" aria-label={t('fieldDesign.needed')} />
            </span>
          )}
        </span>
      </td>
      <td>
        <Requiring field={field} />
      </td>
      <td>
        {field.isSearchable ? (
          <Tag {...(row.stored?.isIndexed === false && { tone: 'ringing' as const })}>
            {t(row.stored?.isIndexed === false ? 'fieldDesign.indexing' : 'fieldDesign.searchable')}
          </Tag>
        ) : (
          <None />
        )}
      </td>
    </tr>
  );
}

function Name({ field, isOpen, onOpen }: { field: FieldDef; isOpen: boolean; onOpen: () => void }) {
  const { t, i18n } = useTranslation();
  const [own, other, otherLanguage] = byReader(field.labels, i18n.language);
  return (
    <span className="row row-tight">
      <button
        type="button"
        className="link cut"
        aria-expanded={isOpen}
        onClick={(event) => {
          event.stopPropagation();
          onOpen();
        }}
      >
        {own}
      </button>
      {other !== own && (
        <span lang={otherLanguage} className="hint small cut">
          {other}
        </span>
      )}
      {field.builtIn && <Tag look="plain">{t('fieldDesign.builtIn')}</Tag>}
    </span>
  );
}

/** Where the field must be filled in. */
function Requiring({ field: { required } }: { field: FieldDef }) {
  const { t } = useTranslation();
  const clients = fieldClients.filter((client) => required[client]);
  if (clients.length === 0) return <None />;
  if (clients.length === fieldClients.length) return t('fieldDesign.everywhere');
  return clients.map((client) => t(`fieldDesign.clients.${client}`)).join(t('ui.separator'));
}
