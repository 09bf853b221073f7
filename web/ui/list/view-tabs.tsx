/** Saved filters as tabs: 全部, those of mine and of everybody, and a way to save what is set now. */
import type { View } from '@bahu/contract/views.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { Plus, X } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { queryKeys } from '../../lib/records.ts';
import { isSameView, viewOf } from '../../lib/search.ts';
import { useApi } from '../../lib/services.tsx';
import { PanelPopover } from '../panel-popover.tsx';
import { useToasts } from '../toasts.tsx';
import type { ListName } from './use-list.ts';
import './view-tabs.css';

interface Props {
  list: ListName;
  views: readonly View[];
  search: object;
  onShow: (search: Record<string, string | number | boolean>) => void;
}

export function ViewTabs({ list, views, search, onShow }: Props) {
  const { t } = useTranslation();
  const kept = viewOf(search);
  const isAll = Object.keys(kept).length === 0;
  const current = isAll ? undefined : views.find((view) => isSameView(view.search, search));
  const remove = useRemoveView(list);
  return (
    <div className="view-tabs" role="group" aria-label={t('ui.view.label')}>
      <button type="button" className="view-tab" aria-pressed={isAll} onClick={() => onShow({})}>
        {t('ui.view.all')}
      </button>
      {views.map((view) => (
        <span key={view.id} className="view-tab-frame" data-is-current={view === current || undefined}>
          <button
            type="button"
            className="view-tab"
            aria-pressed={view === current}
            title={view.name}
            onClick={() => onShow(view.search)}
          >
            <span className="cut">{view.name}</span>
            {view.isShared && !view.isMine && <span className="unseen">{t('ui.view.shared')}</span>}
          </button>
          {view === current && view.isMine && (
            <button
              type="button"
              className="filter-chip-clear"
              aria-label={t('ui.view.remove', { name: view.name })}
              onClick={() => remove(view)}
            >
              <X size={13} aria-hidden />
            </button>
          )}
        </span>
      ))}
      {!isAll && !current && <SaveView list={list} search={kept} />}
    </div>
  );
}

function SaveView(props: { list: ListName; search: View['search'] }) {
  const { t } = useTranslation();
  return (
    <PanelPopover
      label={t('ui.view.saveAs')}
      placement="bottomLeft"
      panel={(close) => <ViewForm {...props} onDone={close} />}
      button={(opens) => (
        <button {...opens} type="button" className="view-tab">
          <Plus size={13} aria-hidden />
          {t('ui.view.saveAs')}
        </button>
      )}
    />
  );
}

function ViewForm({ list, search, onDone }: { list: ListName; search: View['search']; onDone: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [isShared, setIsShared] = useState(false);
  const save = useSaveView(list);
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    save.mutate({ name: name.trim(), search, isShared }, { onSuccess: onDone });
  }
  return (
    <form className="view-form" onSubmit={submit}>
      <Input
        autoFocus
        aria-label={t('ui.view.name')}
        placeholder={t('ui.view.name')}
        maxLength={32}
        value={name}
        status={save.isError ? 'error' : ''}
        onChange={(event) => {
          save.reset();
          setName(event.target.value);
        }}
      />
      {save.isError && (
        <div role="alert" className="tone-alarm toned small">
          {failureText(t, save.error)}
        </div>
      )}
      <Checkbox checked={isShared} onChange={(event) => setIsShared(event.target.checked)}>
        {t('ui.view.forAll')}
      </Checkbox>
      <Button size="small" type="primary" htmlType="submit" disabled={name.trim() === ''} loading={save.isPending}>
        {t('ui.view.save')}
      </Button>
    </form>
  );
}

function useSaveView(list: ListName) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Pick<View, 'name' | 'search' | 'isShared'>) => api.views.save({ params: { list }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.layout(list) }),
  });
}

function useRemoveView(list: ListName): (view: View) => void {
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  const save = useSaveView(list);
  const remove = useMutation({
    mutationFn: (view: View) => api.views.remove({ params: { id: view.id } }),
    async onSuccess(_, { name, search, isShared }) {
      await queries.invalidateQueries({ queryKey: queryKeys.layout(list) });
      toasts.done(t('ui.view.removed', { name }), () => save.mutate({ name, search, isShared }));
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  return remove.mutate;
}
