/** What was typed about a user, and saving it. */
import type { User } from '@bahu/contract/users.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { differences } from '../../lib/drafts.ts';
import { failureText, fieldFailures } from '../../lib/failure.ts';
import { queryKeys } from '../../lib/records.ts';
import { useApi } from '../../lib/services.tsx';
import { useMay } from '../../lib/session.tsx';
import { useToasts } from '../../ui/toasts.tsx';

export interface UserValues {
  name: string;
  extension: string;
  loginName: string;
  role: User['role'];
  password: string;
  isEnabled: boolean;
  isRecorded: boolean;
}

export interface UserForm {
  values: UserValues;
  errors: Record<string, string>;
  isEditable: boolean;
  canSave: boolean;
  isSaving: boolean;
  change: (part: Partial<UserValues>) => void;
  save: () => void;
}

const empty: UserValues = { name: '', extension: '', loginName: '', role: 'agent', password: '', isEnabled: true, isRecorded: true };
const valuesOf = ({ name, extension, loginName, role, isEnabled, isRecorded }: User): UserValues => ({
  name,
  extension,
  loginName: loginName ?? '',
  role,
  password: '',
  isEnabled,
  isRecorded,
});

export function useUserForm(user: User | null, onDone: () => void): UserForm {
  const { t } = useTranslation();
  const mayManage = useMay('user.manage');
  const saved = user ? valuesOf(user) : empty;
  const [typed, setTyped] = useState<Partial<UserValues>>({});
  const changes = differences(saved, typed);
  const values = { ...saved, ...changes };
  const saving = useSaveUser(user, onDone);
  const isEditable = user ? user.can.includes('edit') : mayManage;
  const isComplete = values.name.trim() !== '' && values.extension !== '' && (user !== null || values.password !== '');
  return {
    values,
    errors: fieldFailures(t, saving.error),
    isEditable,
    canSave: isEditable && isComplete && Object.keys(changes).length > 0 && !saving.isPending,
    isSaving: saving.isPending,
    change(part) {
      saving.reset();
      setTyped((before) => ({ ...before, ...part }));
    },
    save: () => saving.mutate({ values, changes }),
  };
}

function useSaveUser(user: User | null, onDone: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  return useMutation({
    async mutationFn({ values, changes }: { values: UserValues; changes: Partial<UserValues> }): Promise<User> {
      const { loginName, extension: _, ...rest } = changes;
      if (user)
        return api.users.change({
          params: { id: user.id },
          body: { version: user.version, ...rest, ...(loginName === undefined ? {} : { loginName: loginName.trim() || null }) },
        });
      const { name, extension, role, password, isRecorded } = values;
      const created = await api.users.create({
        body: { name: name.trim(), extension, role, password, ...(values.loginName.trim() ? { loginName: values.loginName.trim() } : {}) },
      });
      return isRecorded ? created : api.users.change({ params: { id: created.id }, body: { version: created.version, isRecorded } });
    },
    onSuccess() {
      toasts.done(t(user ? 'users.editor.saved' : 'users.editor.added'));
      void queries.invalidateQueries({ queryKey: ['users'] });
      void queries.invalidateQueries({ queryKey: queryKeys.colleagues });
      onDone();
    },
    onError(error) {
      if (Object.keys(fieldFailures(t, error)).length === 0) toasts.failed(failureText(t, error));
    },
  });
}
