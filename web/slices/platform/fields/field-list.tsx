/** The fields in their order: those that every company has first, then the designed ones, which are dragged or moved by keys. */
import type { Field } from '@bahu/contract/fields.ts';
import type { FixedField } from '@bahu/domain/fields/built-in.ts';
import { fieldClients, isVisible } from '@bahu/domain/fields/field.ts';
import { GripVertical, Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { moved } from '../../../ui/list/arrangement.ts';
import { classes, Tag } from '../../../ui/marks.tsx';
import { useReorder } from './use-reorder.tsx';

interface Props {
  fields: readonly Field[];
  builtIn: readonly FixedField[];
  openId: string | undefined;
  onOpen: (id: string) => void;
  onArrange: (fields: readonly Field[]) => void;
}

export function FieldList({ fields, builtIn, openId, onOpen, onArrange }: Props) {
  const { t } = useTranslation();
  const put = (id: string, to: number) => {
    const ids = moved(
      fields.map((field) => field.id),
      id,
      to,
    );
    onArrange(ids.map((wanted) => fields.find((field) => field.id === wanted)!));
  };
  const placeOf = (id: string) => fields.findIndex((field) => field.id === id);
  const reorder = useReorder({
    onDrop: (id, overId) => put(id, placeOf(overId)),
    onStep: (id, step) => put(id, placeOf(id) + step),
  });
  return (
    <>
      {reorder.announcement}
      <table className="data-table field-table" aria-label={t('fieldDesign.title')}>
        <Columns />
        <tbody>
          {builtIn.map((field) => (
            <BuiltInRow key={field.key} field={field} />
          ))}
          {fields.map((field, at) => (
            <DesignedRow
              key={field.id}
              field={field}
              place={{ at: at + 1, count: fields.length }}
              isOpen={field.id === openId}
              reorder={reorder}
              onOpen={() => onOpen(field.id)}
            />
          ))}
        </tbody>
      </table>
      {fields.length === 0 && <p className="hint field-none">{t('fieldDesign.none')}</p>}
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
        <col style={{ width: 108 }} />
        <col style={{ width: 96 }} />
        <col style={{ width: 100 }} />
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
const byReader = ({ zh, en }: FixedField['labels'], language: string) =>
  language === 'en' ? ([en, zh, 'zh-CN'] as const) : ([zh, en, 'en'] as const);

function BuiltInRow({ field }: { field: FixedField }) {
  const { t, i18n } = useTranslation();
  const { labels } = field;
  const [own, other, otherLanguage] = byReader(labels, i18n.language);
  return (
    <tr className="is-built-in">
      <td className="field-grip-cell">
        <Lock size={14} className="hint" aria-hidden />
      </td>
      <td>
        <span className="row row-tight">
          <span className="cut">{own}</span>
          <span lang={otherLanguage} className="hint small cut">
            {other}
          </span>
          <Tag look="plain">{t('fieldDesign.builtIn')}</Tag>
        </span>
      </td>
      <td className="second">{field.key}</td>
      <td>{t(`fieldDesign.types.${field.type}`)}</td>
      <td>{t('fieldDesign.states.all')}</td>
      <td>{field.isRequired ? t('fieldDesign.everywhere') : <None />}</td>
      <td>
        <None />
      </td>
    </tr>
  );
}

const None = () => {
  const { t } = useTranslation();
  return <span className="hint">{t('app.time.none')}</span>;
};

interface RowProps {
  field: Field;
  place: { at: number; count: number };
  isOpen: boolean;
  reorder: ReturnType<typeof useReorder>;
  onOpen: () => void;
}

function DesignedRow({ field, place, isOpen, reorder, onOpen }: RowProps) {
  const { t, i18n } = useTranslation();
  const { id, labels } = field;
  const [own, other, otherLanguage] = byReader(labels, i18n.language);
  const clients = fieldClients.filter((client) => field.required[client]);
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
          className="chooser-grip"
          {...reorder.gripOf({ id, name: own, place: place.at, count: place.count })}
          onClick={(event) => event.stopPropagation()}
        >
          <GripVertical size={14} aria-hidden />
        </button>
      </td>
      <td>
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
        </span>
      </td>
      <td className="second">
        <span className="cut">{field.key}</span>
      </td>
      <td>{t(`fieldDesign.types.${field.type}`)}</td>
      <td>{t(`fieldDesign.states.${field.state}`)}</td>
      <td>
        {clients.length === fieldClients.length ? (
          t('fieldDesign.everywhere')
        ) : clients.length > 0 ? (
          clients.map((client) => t(`fieldDesign.clients.${client}`)).join(t('ui.separator'))
        ) : (
          <None />
        )}
      </td>
      <td>
        {field.isSearchable ? (
          <Tag {...(!field.isIndexed && { tone: 'ringing' as const })}>
            {t(field.isIndexed ? 'fieldDesign.searchable' : 'fieldDesign.indexing')}
          </Tag>
        ) : (
          <None />
        )}
      </td>
    </tr>
  );
}
