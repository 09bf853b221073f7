/** The field designer: the fields of one kind of record in their order, an editor beside them, and what they will look like below. */
import type { Field } from '@bahu/contract/fields.ts';
import { fieldOwners, type FieldOwner } from '@bahu/contract/field-owners.ts';
import { fieldLimits, type FieldDef } from '@bahu/domain/fields/field.ts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readSearch } from '../../../lib/search.ts';
import { useSlices } from '../../../lib/services.tsx';
import { sheetTitle } from '../../../lib/web-slice.ts';
import { Loaded } from '../../../ui/list-state.tsx';
import '../../../ui/list/list-page.css';
import '../../../ui/list/data-table.css';
import { BuiltInEditor } from './built-in-editor.tsx';
import { FieldEditor } from './field-editor.tsx';
import { FieldList } from './field-list.tsx';
import './fields.css';
import { FieldPreview } from './preview.tsx';
import { fieldsShape } from './search.ts';
import type { Draft } from './told.tsx';
import { useDesigned, useOwnerOf, type FieldRow } from './use-designed.ts';

const [firstOwner] = fieldOwners as readonly [FieldOwner];

export function FieldsPage() {
  const { t } = useTranslation();
  const search = readSearch(fieldsShape, useSearch({ strict: false }));
  const open = search.open ?? search.builtIn;
  const navigate = useNavigate();
  const show = (next: FieldOwner, id?: string, isBuiltIn = false) =>
    void navigate({
      to: '/fields',
      search: {
        ...(next !== firstOwner && { owner: next }),
        ...(id && { [isBuiltIn ? 'builtIn' : 'open']: id }),
      } as never,
    });
  const having = useOwnerOf(search.owner === undefined ? search.open : undefined);
  const owner = search.owner ?? having ?? firstOwner;
  const { answer, rows, arrange, refresh } = useDesigned(owner);
  const opened = rows.find(({ id }) => id === open);
  const isEditing = answer.data !== undefined && (open === 'new' || opened !== undefined);
  const [draft, setDraft] = useState<Draft | null>(null);
  const part = isEditing && draft?.of === `${owner} ${open}` ? draft.part : null;
  return (
    <div className="list-page">
      <div className="list-page-list fields-page">
        <Head
          owner={owner}
          count={answer.data?.items.length}
          onOwner={(next) => show(next)}
          onAdd={() => show(owner, 'new')}
        />
        <div className="scroll fields-list">
          <Loaded answer={answer} what={t('fieldDesign.title')} rows={8}>
            {() => (
              <FieldList
                rows={rows}
                openId={open}
                onOpen={({ id, place }) => show(owner, id, place !== null)}
                onArrange={arrange}
              />
            )}
          </Loaded>
        </div>
        {answer.data && (
          <FieldPreview
            fields={pictured(rows, open, part)}
            openId={isEditing ? (opened?.field.id ?? 'new') : undefined}
          />
        )}
      </div>
      {isEditing && (
        <Editor
          key={`${owner} ${open}`}
          owner={owner}
          opened={opened}
          fields={answer.data.items}
          onDraft={setDraft}
          onShow={(id) => show(owner, id, id !== undefined && opened?.place?.key === id)}
          onReload={refresh}
        />
      )}
    </div>
  );
}

interface EditorProps {
  owner: FieldOwner;
  /** Undefined for a new one. */
  opened: FieldRow | undefined;
  fields: readonly Field[];
  onDraft: (draft: Draft) => void;
  onShow: (id?: string) => void;
  onReload: () => void;
}

function Editor({ owner, opened, fields, onDraft, onShow, onReload }: EditorProps) {
  const beside = {
    owner,
    onDraft,
    onClose: () => onShow(),
    onReopen: () => onShow(opened?.id ?? 'new'),
    onReload,
  };
  if (opened?.place) return <BuiltInEditor {...beside} field={opened.field} place={opened.place} onSaved={onReload} />;
  return (
    <FieldEditor
      {...beside}
      field={opened?.stored ?? null}
      fields={fields}
      onSaved={({ id }) => {
        onReload();
        onShow(id);
      }}
    />
  );
}

/** The fields as they will be once what is typed is saved. */
function pictured(rows: readonly FieldRow[], open: string | undefined, part: Partial<FieldDef> | null): FieldDef[] {
  const fields = rows.map(({ id, field }, position) => ({ ...field, ...(id === open && part), position }));
  return part && open === 'new' ? [...fields, part as FieldDef] : fields;
}

interface HeadProps {
  owner: FieldOwner;
  count: number | undefined;
  onOwner: (owner: FieldOwner) => void;
  onAdd: () => void;
}

function Head({ owner, count, onOwner, onAdd }: HeadProps) {
  const { t, i18n } = useTranslation();
  const slices = useSlices();
  return (
    <div className="section-head">
      <h1 className="fields-title whole">{t('fieldDesign.title')}</h1>
      <Segmented<FieldOwner>
        size="small"
        aria-label={t('fieldDesign.owner')}
        value={owner}
        options={fieldOwners.map((value) => ({ value, label: sheetTitle(slices, value, i18n.language) }))}
        onChange={onOwner}
      />
      {count !== undefined && (
        <span className="hint cut">{t('fieldDesign.total', { count, most: fieldLimits.fields })}</span>
      )}
      <span className="fill" />
      <Button
        type="primary"
        size="small"
        icon={<Plus size={14} aria-hidden />}
        disabled={(count ?? 0) >= fieldLimits.fields}
        onClick={onAdd}
      >
        {t('fieldDesign.create')}
      </Button>
    </div>
  );
}
