/** A page of plain records, from what the slice declares of them: the list, the form docked beside it, adding, saving, removing. */
import type { ImportKind } from '@bahu/contract/imports.ts';
import type { Permission } from '@bahu/contract/permissions.ts';
import type { RecordType } from '@bahu/contract/realtime.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { Plus, Trash2, Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PartOf } from '../../lib/address.ts';
import type { CallOptions } from '../../lib/api.ts';
import { failureText } from '../../lib/failure.ts';
import { pluralOf } from '../../lib/records.ts';
import type { QueryOf, Shape } from '../../lib/search.ts';
import { useMay } from '../../lib/session.tsx';
import { useTabActions } from '../../lib/tabs-context.tsx';
import { Facts } from '../facts.tsx';
import { EntityEditor } from '../form/entity-editor.tsx';
import type { Field } from '../form/fields.ts';
import type { FormSchema } from '../form/rules.ts';
import { IconButton } from '../icon-button.tsx';
import { useToasts } from '../toasts.tsx';
import type { Column } from './column.ts';
import type { Filter } from './filters.ts';
import { ListPage } from './list-page.tsx';
import { DockedFrame, OpenedRecord } from './opened-record.tsx';
import { useFormEditing } from './inline/form-editing.ts';
import { useList, type List, type ListName, type PageOf } from './use-list.ts';
import { usePlacing } from './use-placing.tsx';
import './records-page.css';

export interface PlainRecord {
  readonly id: string;
  readonly version: number;
  readonly can: readonly string[];
}

type ChangeOf<V> = Partial<V> & { version: number };
/** The five routes of a plain record, as the typed client has them. */
interface Routes<R, Q, V, H> {
  list(input: { query: Q & { limit: number; cursor?: string } }, options: CallOptions): Promise<PageOf<H>>;
  get(input: { params: { id: string } }, options: CallOptions): Promise<R>;
  create(input: { body: V }, options: CallOptions): Promise<R>;
  change(input: { params: { id: string }; body: ChangeOf<V> }): Promise<R>;
  remove(input: { params: { id: string } }): Promise<unknown>;
}

/** `H` is what the list says of one, which may be less than the record. */
interface Props<R extends PlainRecord & V, V extends object, S extends Shape, H extends PlainRecord = R> {
  list: ListName;
  record: RecordType;
  client: Routes<R, QueryOf<S>, V, H>;
  /** The permission to add, and how it is called. */
  manage: Permission;
  needs: string;
  shape: S & { readonly open: 'id' };
  columns: readonly Column<H>[];
  /** The list says less of one than the record is: the form fetches it. */
  hasHeads?: true;
  filters: readonly Filter<keyof S & string>[];
  /** The records in words, and how they are counted. */
  what: string;
  unit: string;
  nameOf: (row: H) => string;
  hint: string;
  /** Above the form of a new one: 添加公告. */
  addText: string;
  importKind?: ImportKind;
  actions?: (list: List<H, S>) => ReactNode;
  /** Where people put them into an order: puts one where another one stands. */
  place?: (input: { params: { id: string }; body: { at: string } }) => Promise<unknown>;
  form: {
    start: V;
    fields: (row: R | null) => readonly Field<V>[];
    schemas: { create: FormSchema; change: FormSchema };
    /** Two of a form that is wide. */
    columns?: 1 | 2;
    /** What removing means, said before it is done. */
    removing: string;
    /** Its words where it is called otherwise than deleting: 移出. */
    removalWords?: (name: string) => RemovalWords;
    /** In place of what the columns say, for whoever only reads the record. */
    reading?: (row: R) => ReactNode;
    /** Below the fields of one that there is. */
    below?: (row: R) => ReactNode;
  };
  /** Told when one was added. */
  onCreated?: (row: R) => void;
  /** Told when somebody opens a row. */
  onOpened?: (row: H) => void;
}

export function RecordsPage<
  R extends PlainRecord & V,
  V extends object,
  const S extends Shape,
  H extends PlainRecord = R,
>(props: Props<R, V, S, H>) {
  const { client, record, what, importKind } = props;
  const { t } = useTranslation();
  const mayManage = useMay(props.manage);
  const { show: go } = useTabActions();
  const list = useList<H, S>({
    name: props.list,
    records: pluralOf(record),
    shape: props.shape,
    columns: props.columns,
    fetch: (query, options) => client.list({ query }, options),
  });
  const open = (list.search as { open?: string }).open;
  const show = (id: string | undefined) => list.change({ open: id } as PartOf<S>);
  const add = mayManage && (
    <Button size="small" type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => show('new')}>
      {t('ui.records.add')}
    </Button>
  );
  return (
    <ListPage
      list={list}
      what={what}
      unit={props.unit}
      editing={useEditing(props)}
      placing={usePlaces(props, list.answer.data?.items ?? [], mayManage)}
      filters={props.filters}
      actions={
        <>
          {mayManage && importKind && (
            <Button
              size="small"
              icon={<Upload size={14} aria-hidden />}
              onClick={() => go(`/imports/new?kind=${importKind}`)}
            >
              {t('ui.records.import')}
            </Button>
          )}
          {props.actions?.(list)}
          {add}
        </>
      }
      onOpen={(row) => {
        show(row.id);
        props.onOpened?.(row);
      }}
      empty={{ title: t('ui.records.nothing', { what }), hint: props.hint, action: add }}
      aside={
        open === 'new' ? (
          <Editor key="new" row={null} page={props} mayAdd={mayManage} show={show} />
        ) : (
          open && (
            <OpenedRecord
              key={open}
              id={open}
              records={pluralOf(record)}
              what={what}
              known={
                props.hasHeads ? undefined : (list.answer.data?.items.find(({ id }) => id === open) as R | undefined)
              }
              get={(id, options) => client.get({ params: { id } }, options)}
              onClose={() => show(undefined)}
            >
              {(row) => <Opened row={row} page={props} mayAdd={mayManage} show={show} />}
            </OpenedRecord>
          )
        )
      }
    />
  );
}

/** Where people put them into an order, for those who may. */
function usePlaces<R extends PlainRecord & V, V extends object, S extends Shape, H extends PlainRecord>(
  { record, nameOf, place }: Props<R, V, S, H>,
  rows: readonly H[],
  mayPlace: boolean,
) {
  const placing = usePlacing<H>({
    rows,
    records: pluralOf(record),
    nameOf,
    place: async (id, at) => place?.({ params: { id }, body: { at } }),
  });
  return mayPlace && place ? placing : undefined;
}

/** A cell is changed by the control and the route of the form. */
function useEditing<R extends PlainRecord & V, V extends object, S extends Shape, H extends PlainRecord>(
  props: Props<R, V, S, H>,
) {
  const { client, form } = props;
  return useFormEditing<H, V>({
    ...props,
    records: pluralOf(props.record),
    fields: (row) => form.fields(row as unknown as R),
    valuesOf: (row) => picked(row as unknown as R, form.start),
    schema: form.schemas.change,
    change: async (row, changes) =>
      (await client.change({
        params: { id: row.id },
        body: { ...changes, version: row.version } as ChangeOf<V>,
      })) as unknown as H,
    get: async (row) => (await client.get({ params: { id: row.id } }, {})) as unknown as H,
  });
}

interface EditorProps<R extends PlainRecord & V, V extends object, S extends Shape, H extends PlainRecord> {
  /** Null for a new one. */
  row: R | null;
  page: Props<R, V, S, H>;
  mayAdd: boolean;
  show: (id: string | undefined) => void;
}

function Opened<R extends PlainRecord & V, V extends object, S extends Shape, H extends PlainRecord>(
  props: EditorProps<R, V, S, H> & { row: R },
) {
  const { row, page, show } = props;
  if (row.can.includes('edit')) return <Editor {...props} />;
  const { reading = (one: R) => <Read row={one} page={page} /> } = page.form;
  return (
    <DockedFrame what={page.what} className="entity-editor" onClose={() => show(undefined)}>
      {reading(row)}
    </DockedFrame>
  );
}

/** All that the columns say of one, also of those that are not shown: a form that cannot be filled in says no more. */
function Read<R extends PlainRecord & V, V extends object, S extends Shape, H extends PlainRecord>({
  row,
  page,
}: {
  row: R;
  page: Props<R, V, S, H>;
}) {
  const { t } = useTranslation();
  return (
    <div className="scroll fill read-record">
      <Facts
        items={page.columns
          .filter(({ title }) => title !== '')
          .map(({ title, cell }) => [title, cell(row as unknown as H)])}
      />
      <p className="hint small">{t('ui.form.readOnly', { permission: page.needs })}</p>
    </div>
  );
}

function Editor<R extends PlainRecord & V, V extends object, S extends Shape, H extends PlainRecord>(
  props: EditorProps<R, V, S, H>,
) {
  const { row, page, mayAdd, show } = props;
  const { client, form, record } = page;
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries({ queryKey: [pluralOf(record)] });
  const done = () => {
    refresh();
    show(undefined);
  };
  return (
    <EntityEditor
      name={record}
      id={row?.id ?? null}
      title={row ? page.nameOf(row as unknown as H) : page.addText}
      saved={row ? picked(row, form.start) : form.start}
      schema={row ? form.schemas.change : form.schemas.create}
      sections={[{ fields: form.fields(row) }]}
      {...(form.columns && { columns: form.columns })}
      isEditable={row ? row.can.includes('edit') : mayAdd}
      needs={page.needs}
      save={(values, changes, once) =>
        row
          ? client.change({ params: { id: row.id }, body: { ...changes, version: row.version } })
          : client.create({ body: values }, once)
      }
      onSaved={(saved) => {
        done();
        if (!row) page.onCreated?.(saved);
      }}
      onClose={() => show(undefined)}
      onReopen={() => show(row?.id ?? 'new')}
      onReload={refresh}
      tools={
        row?.can.includes('delete') && (
          <RemoveButton
            name={page.nameOf(row as unknown as H)}
            hint={form.removing}
            words={form.removalWords?.(page.nameOf(row as unknown as H))}
            remove={() => client.remove({ params: { id: row.id } })}
            onDone={done}
          />
        )
      }
    >
      {row && form.below?.(row)}
    </EntityEditor>
  );
}

/** What the form holds of a record: the values with which a new one starts. */
const picked = <V extends object>(row: V, start: V): V =>
  Object.fromEntries(Object.keys(start).map((name) => [name, row[name as keyof V]])) as V;

interface RemovalWords {
  verb: string;
  ask: string;
  done: string;
}
interface RemoveProps {
  name: string;
  hint: string;
  words: RemovalWords | undefined;
  remove: () => Promise<unknown>;
  onDone: () => void;
}

function RemoveButton({ name, hint, words, remove, onDone }: RemoveProps) {
  const { t } = useTranslation();
  const { verb, ask, done } = words ?? {
    verb: t('ui.records.remove'),
    ask: t('ui.records.removeAsk', { name }),
    done: t('ui.records.removed', { name }),
  };
  const toasts = useToasts();
  const [modal, holder] = Modal.useModal();
  const removal = useMutation({
    mutationFn: remove,
    onSuccess() {
      toasts.done(done);
      onDone();
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  const askFirst = () =>
    void modal.confirm({
      title: ask,
      content: hint,
      okText: verb,
      okButtonProps: { danger: true },
      cancelText: t('app.action.cancel'),
      autoFocusButton: 'cancel',
      onOk: () => removal.mutate(),
    });
  return (
    <>
      {holder}
      <IconButton icon={Trash2} size="small" label={verb} onClick={askFirst} />
    </>
  );
}
