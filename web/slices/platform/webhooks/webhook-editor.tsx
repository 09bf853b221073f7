/** Adding or changing an address. */
import { maxFailures, webhookEvents, webhookRoutes, type Webhook, type WebhookEvent } from '@bahu/contract/webhooks.ts';
import { useTranslation } from 'react-i18next';
import type { CallOptions } from '../../../lib/api.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMayAdd } from '../../../lib/session.tsx';
import { ChoiceGrid } from '../../../ui/choice-grid.tsx';
import { EntityEditor } from '../../../ui/form/entity-editor.tsx';
import type { Field } from '../../../ui/form/fields.ts';
import { WebhookTools } from './webhook-tools.tsx';
import './webhooks.css';

interface Values {
  url: string;
  events: WebhookEvent[];
  isEnabled: boolean;
  note: string;
}
const start: Values = { url: '', events: [], isEnabled: true, note: '' };
const valuesOf = ({ url, events, isEnabled, note }: Webhook): Values => ({ url, events, isEnabled, note });
/** A test comes when it is asked for. */
const choices = webhookEvents.filter((event) => event !== 'webhook.test');

interface Props {
  webhook: Webhook | null;
  onChanged: () => void;
  onSecret: (secret: string) => void;
  onClose: () => void;
  onReopen: () => void;
  onLog: () => void;
}

export function WebhookEditor({ webhook, onChanged, onSecret, onClose, onReopen, onLog }: Props) {
  const { t } = useTranslation();
  const webhooks = useClient(webhookRoutes);
  const leave = () => {
    onChanged();
    onClose();
  };
  async function save(
    { url, events, note }: Values,
    changes: Partial<Values>,
    once: CallOptions,
  ): Promise<string | null> {
    if (!webhook) return (await webhooks.create({ body: { url, events, note } }, once)).secret;
    await webhooks.change({ params: { id: webhook.id }, body: { version: webhook.version, ...changes } });
    return null;
  }
  const mayCreate = useMayAdd();
  return (
    <EntityEditor<Values, string | null>
      name="webhook"
      id={webhook?.id ?? null}
      title={webhook?.url ?? t('webhooks.create')}
      saved={webhook ? valuesOf(webhook) : start}
      schema={webhook ? webhookRoutes.change.body : webhookRoutes.create.body}
      sections={[{ fields: useFields(webhook) }]}
      isEditable={webhook ? webhook.can.includes('edit') : mayCreate}
      save={save}
      onSaved={(secret) => {
        leave();
        if (secret !== null) onSecret(secret);
      }}
      savedText={t(webhook ? 'webhooks.saved' : 'webhooks.added')}
      onClose={onClose}
      onReopen={onReopen}
      onReload={onChanged}
      tools={webhook && <WebhookTools webhook={webhook} onSecret={onSecret} onDeleted={leave} onLog={onLog} />}
    />
  );
}

function useFields(webhook: Webhook | null): readonly Field<Values>[] {
  const { t } = useTranslation();
  return [
    {
      kind: 'text',
      name: 'url',
      label: t('webhooks.url'),
      hint: t('webhooks.urlHint'),
      placeholder: 'https://',
      patternText: t('webhooks.urlPattern'),
      isRequired: true,
    },
    {
      kind: 'custom',
      name: 'events',
      label: t('webhooks.events'),
      hint: t('webhooks.eventsHint'),
      isRequired: true,
      control: ({ id, value, onChange }) => (
        <ChoiceGrid
          id={id}
          label={t('webhooks.events')}
          value={value as WebhookEvent[]}
          options={choices.map((event) => ({ value: event, label: t(`webhooks.event.${event}`) }))}
          onChange={onChange}
        />
      ),
    },
    {
      kind: 'switch',
      name: 'isEnabled',
      label: t('webhooks.enabled'),
      hint: t('webhooks.failuresHint', { most: maxFailures }),
      isShown: webhook !== null,
    },
    { kind: 'textarea', name: 'note', label: t('webhooks.note') },
  ];
}
