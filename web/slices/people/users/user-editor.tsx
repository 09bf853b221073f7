/** Adding people, or changing one. */
import { NewUser, userRoutes, UserChange, type User } from '@bahu/contract/users.ts';
import { useQueryClient } from '@tanstack/react-query';
import type { Static } from 'typebox';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../../lib/records.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { EntityEditor } from '../../../ui/form/entity-editor.tsx';
import { OpenedRecord } from '../../../ui/list/opened-record.tsx';
import { usePeople } from '../../../ui/use-people.ts';
import { AgentSkills } from '../skills/public.ts';
import { newUserOf, sectionsOf, startOf, userChangeOf, valuesOf } from './user-form.ts';
import type { FreshPasswords } from './passwords-dialog.tsx';
import { UserTools } from './user-tools.tsx';
import { useUserOptions } from './use-user-options.ts';

interface Props {
  /** Null for a new one. */
  id: string | null;
  onClose: () => void;
  onReopen: () => void;
  onPasswords: (passwords: FreshPasswords) => void;
}

export function UserEditor({ id, ...rest }: Props) {
  const { t } = useTranslation();
  const users = useClient(userRoutes);
  const queries = useQueryClient();
  if (id === null) return <Form {...rest} user={null} onReload={() => undefined} />;
  const reload = () => void queries.invalidateQueries({ queryKey: queryKeys.one('users', id) });
  return (
    <OpenedRecord
      id={id}
      records="users"
      what={t('users.what')}
      get={(of, options) => users.get({ params: { id: of } }, options)}
      onClose={rest.onClose}
    >
      {(user) => <Form key={user.id} {...rest} user={user} onReload={reload} />}
    </OpenedRecord>
  );
}

function Form({
  user,
  onClose,
  onReopen,
  onPasswords,
  onReload,
}: Omit<Props, 'id'> & { user: User | null; onReload: () => void }) {
  const { t } = useTranslation();
  const users = useClient(userRoutes);
  const queries = useQueryClient();
  const mayCreate = useMay('user.create');
  const { data: options } = useUserOptions();
  const superiors = usePeople({ permission: 'user.read', except: user?.id });
  const standardRole =
    options?.roles.find(({ code, canGive }) => code === 'agent' && canGive) ??
    options?.roles.find(({ canGive }) => canGive);
  const saved = user ? valuesOf(user) : startOf(standardRole?.id ?? '');
  const refresh = () => void queries.invalidateQueries({ queryKey: ['users'] });
  return (
    <EntityEditor
      name="user"
      id={user?.id ?? null}
      title={user ? `${user.name} ${user.extension}` : t('users.editor.createTitle')}
      saved={saved}
      schema={user ? UserChange : NewUser}
      sections={sectionsOf(t, user, options, superiors)}
      isEditable={user ? user.can.includes('edit') : mayCreate}
      needs={t('permissions.user.edit')}
      save={(values, changes, once) =>
        user
          ? users.change({ params: { id: user.id }, body: userChangeOf(user.version, changes) })
          : users.create({ body: newUserOf(values) }, once)
      }
      onSaved={(reply: User | Static<(typeof userRoutes)['create']['reply']>) => {
        if ('passwords' in reply && reply.passwords.length > 0) onPasswords(reply.passwords);
        refresh();
        onClose();
      }}
      savedText={(reply) =>
        'items' in reply ? t('users.editor.created', { count: reply.items.length }) : t('users.editor.saved')
      }
      onClose={onClose}
      onReopen={onReopen}
      onReload={onReload}
      columns={2}
      tools={user && <UserTools user={user} onPasswords={onPasswords} onGone={onClose} />}
    >
      {user && <AgentSkills agentId={user.id} name={user.name} />}
    </EntityEditor>
  );
}
