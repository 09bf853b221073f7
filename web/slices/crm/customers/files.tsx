/** The files of a customer (附件), those beside their fields and those in them: a tab of the customer's page. */
import { customerFileRoutes, type CustomerFile } from '@bahu/contract/customer-files.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import { areAttachments } from '@bahu/domain/attachments/attachment.ts';
import { isVisible } from '@bahu/domain/fields/field.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Paperclip, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useFields } from '../../../ui/fields/use-fields.ts';
import { FilesControl } from '../../../ui/form/files-control.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { FilePreview } from './file-preview.tsx';

const keyOf = (id: string) => ['customers', 'files', id] as const;

function useFiles(id: string | null) {
  const files = useClient(customerFileRoutes);
  return useQuery({
    queryKey: keyOf(id ?? ''),
    queryFn: async ({ signal }) => (await files.listFiles({ params: { id: id ?? '' } }, { signal })).items,
    enabled: id !== null,
  });
}

export function Files({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const answer = useFiles(customer.id);
  const inFields = useFilesInFields(customer);
  const { add, remove } = useFileChanges(customer.id);
  return (
    <>
      {customer.can.includes('edit') && (
        <div className="customer-files-drop">
          <FilesControl
            id="customer-files"
            disabled={false}
            value={null}
            onChange={(sent) => sent.length > 0 && add.mutate(sent.map(({ id }) => id))}
            onBusy={() => undefined}
            aria-invalid={false}
            aria-required={false}
            aria-describedby={undefined}
          />
        </div>
      )}
      <div className="scroll fill" tabIndex={0} role="region" aria-label={t('customers.files.what')}>
        <Loaded answer={answer} what={t('customers.files.what')}>
          {(files) =>
            files.length + inFields.length === 0 ? (
              <Notice icon={Paperclip} title={t('customers.files.empty')} hint={t('customers.files.emptyHint')} />
            ) : (
              <ul className="customer-files">
                {files.map((file) => (
                  <li key={file.id}>
                    <FilePreview file={file} />
                    <span className="row row-tight hint small">
                      <Moment at={file.addedAt} /> {file.byName}
                      <span className="fill" />
                      {file.can.includes('remove') && (
                        <IconButton
                          icon={Trash2}
                          size="tiny"
                          label={t('customers.files.remove', { name: file.name })}
                          onClick={() => remove.mutate(file)}
                        />
                      )}
                    </span>
                  </li>
                ))}
                {inFields.map(({ file, field }) => (
                  <li key={file.id}>
                    <FilePreview file={file} />
                    <span className="hint small">{t('customers.files.byField', { field })}</span>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </>
  );
}

function useFilesInFields(customer: Customer) {
  const { i18n } = useTranslation();
  const { fields } = useFields('customers');
  return fields.filter(isVisible).flatMap(({ key, labels }) => {
    const value: unknown = customer.fields[key];
    const field = i18n.language === 'en' ? labels.en : labels.zh;
    return areAttachments(value) ? value.map((file) => ({ file, field })) : [];
  });
}

function useFileChanges(id: string) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const queries = useQueryClient();
  const files = useClient(customerFileRoutes);
  const changed = (): void => {
    void queries.invalidateQueries({ queryKey: keyOf(id) });
    void queries.invalidateQueries({ queryKey: ['customers', 'history', id] });
  };
  const failed = (error: unknown): void => toasts.failed(failureText(t, error));
  const add = useMutation({
    mutationFn: (ids: string[]) => files.addFiles({ params: { id }, body: { ids } }),
    onSuccess: changed,
    onError: failed,
  });
  const remove = useMutation({
    mutationFn: (file: CustomerFile) => files.removeFile({ params: { id, fileId: file.id } }),
    onSuccess: (_reply, { id: fileId, name }) => {
      changed();
      toasts.done(t('customers.files.removed', { name }), () => add.mutate([fileId]));
    },
    onError: failed,
  });
  return { add, remove };
}
