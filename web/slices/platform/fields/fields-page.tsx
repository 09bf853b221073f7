/** The field designer: the fields of customers or follow-ups in their order, an editor beside them, and what they will look like below. */
import type { Field } from '@bahu/contract/fields.ts';
import { fixedFields } from '@bahu/domain/fields/built-in.ts';
import { fieldLimits, fieldOwners, type FieldDef, type FieldOwner } from '@bahu/domain/fields/field.ts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readSearch } from '../../../lib/search.ts';
import { definitionOf as storedDefinition } from '../../../ui/fields/use-fields.ts';
import { Loaded } from '../../../ui/list-state.tsx';
import '../../../ui/list/list-page.css';
import '../../../ui/list/data-table.css';
import { FieldEditor, type Draft } from './field-editor.tsx';
import { FieldList } from './field-list.tsx';
import { definitionOf, type Values } from './field-values.ts';
import './fields.css';
import { FieldPreview } from './preview.tsx';
import { fieldsShape } from './search.ts';
import { useDesigned } from './use-designed.ts';

export function FieldsPage() {
  const { t } = useTranslation();
  const search = readSearch(fieldsShape, useSearch({ strict: false }));
  const { open } = search;
  const navigate = useNavigate();
  const show = (next: FieldOwner, id?: string) =>
    void navigate({
      to: '/fields',
      search: { ...(next !== 'customers' && { owner: next }), ...(id && { open: id }) } as never,
    });
  const designed = { customers: useDesigned('customers'), 'follow-ups': useDesigned('follow-ups') };
  // A link to a field says its id alone.
  const having = fieldOwners.find((one) => designed[one].answer.data?.items.some(({ id }) => id === open));
  const owner = search.owner ?? having ?? 'customers';
  const { answer, fields, arrange, refresh } = designed[owner];
  const opened = fields.find(({ id }) => id === open) ?? null;
  const isEditing = answer.data !== undefined && (open === 'new' || opened !== null);
  const [draft, setDraft] = useState<Draft | null>(null);
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
                fields={fields}
                builtIn={fixedFields[owner]}
                openId={open}
                onOpen={(id) => show(owner, id)}
                onArrange={arrange}
              />
            )}
          </Loaded>
        </div>
        {answer.data && (
          <FieldPreview
            fields={pictured(fields, open, draft?.of === `${owner} ${open}` && isEditing ? draft.values : null)}
            openId={isEditing ? (opened?.fieldId ?? 'new') : undefined}
          />
        )}
      </div>
      {isEditing && (
        <FieldEditor
          key={`${owner} ${open}`}
          owner={owner}
          field={opened}
          fields={fields}
          onDraft={setDraft}
          onSaved={(field) => {
            refresh();
            show(owner, field.id);
          }}
          onClose={() => show(owner)}
          onReopen={() => show(owner, open)}
          onReload={refresh}
        />
      )}
    </div>
  );
}

/** The fields as they will be once what is typed is saved. */
function pictured(fields: readonly Field[], open: string | undefined, values: Values | null): FieldDef[] {
  const stored = fields.map((field) =>
    values && field.id === open
      ? definitionOf(values, { id: field.fieldId, position: field.position })
      : storedDefinition(field),
  );
  return values && open === 'new' ? [...stored, definitionOf(values, { id: 'new', position: stored.length })] : stored;
}

interface HeadProps {
  owner: FieldOwner;
  count: number | undefined;
  onOwner: (owner: FieldOwner) => void;
  onAdd: () => void;
}

function Head({ owner, count, onOwner, onAdd }: HeadProps) {
  const { t } = useTranslation();
  return (
    <div className="section-head">
      <h1 className="fields-title whole">{t('fieldDesign.title')}</h1>
      <Segmented<FieldOwner>
        size="small"
        aria-label={t('fieldDesign.owner')}
        value={owner}
        options={fieldOwners.map((value) => ({ value, label: t(`fieldDesign.owners.${value}`) }))}
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
