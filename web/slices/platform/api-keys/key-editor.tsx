/** Making a key. */
import { apiKeyRoutes, type ApiKey } from '@bahu/contract/api-keys.ts';
import type { Permission } from '@bahu/contract/permissions.ts';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../lib/services.tsx';
import { EntityEditor } from '../../../ui/form/entity-editor.tsx';
import { LifetimeChoice } from './lifetime-choice.tsx';
import { PermissionChoice } from './permission-choice.tsx';

interface Values {
  name: string;
  permissions: Permission[];
  expiresAt: string | null;
}
const start: Values = { name: '', permissions: [], expiresAt: null };

interface Props {
  onAdded: (made: { key: ApiKey; secret: string }) => void;
  onClose: () => void;
  onReopen: () => void;
}

export function KeyEditor({ onAdded, onClose, onReopen }: Props) {
  const { t } = useTranslation();
  const keys = useClient(apiKeyRoutes);
  return (
    <EntityEditor<Values, { key: ApiKey; secret: string }>
      name="api-key"
      id={null}
      title={t('apiKeys.create')}
      saved={start}
      schema={apiKeyRoutes.create.body}
      sections={[
        {
          fields: [
            { kind: 'text', name: 'name', label: t('apiKeys.name'), hint: t('apiKeys.nameHint') },
            {
              kind: 'custom',
              name: 'expiresAt',
              label: t('apiKeys.lifetime'),
              control: ({ id, value, onChange }) => (
                <LifetimeChoice id={id} value={value as string | null} onChange={onChange} />
              ),
            },
            {
              kind: 'custom',
              name: 'permissions',
              label: t('apiKeys.permissions'),
              hint: t('apiKeys.permissionsHint'),
              isWide: true,
              isRequired: true,
              control: ({ id, value, onChange }) => (
                <PermissionChoice
                  id={id}
                  label={t('apiKeys.permissions')}
                  value={value as Permission[]}
                  onChange={onChange}
                />
              ),
            },
          ],
        },
      ]}
      isEditable
      save={(values, _, once) => keys.create({ body: values }, once)}
      onSaved={onAdded}
      savedText={t('apiKeys.added')}
      onClose={onClose}
      onReopen={onReopen}
    >
      <p className="hint small">{t('apiKeys.about')}</p>
    </EntityEditor>
  );
}
