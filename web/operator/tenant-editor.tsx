/** Creating a tenant, and changing its name, licence and end. */
import { operatorRoutes, type PlatformTenant } from '@bahu/contract/operator.ts';
import { standardAreaCode } from '@bahu/contract/tenants.ts';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../lib/api.ts';
import { bytes } from '../lib/format.ts';
import { EntityEditor } from '../ui/form/entity-editor.tsx';
import type { Field, Section } from '../ui/form/fields.ts';
import { LastDayControl } from './last-day-control.tsx';
import { endOf, lastDayOf } from './licence-end.ts';
import { fromGigabytes, toGigabytes } from './sizes.ts';
import { useOperatorApi } from './who.tsx';

interface Values {
  name: string;
  code: string;
  areaCode: string;
  callerId: string;
  note: string;
  licensedAgents: number;
  licensedChannels: number;
  storageGigabytes: number;
  lastDay: string;
}
export interface Created {
  tenant: PlatformTenant;
  account: string;
  password: string;
}

const fresh: Values = {
  name: '',
  code: '',
  areaCode: standardAreaCode,
  callerId: '',
  note: '',
  licensedAgents: 10,
  licensedChannels: 20,
  storageGigabytes: 50,
  lastDay: '',
};
const valuesOf = ({
  name,
  code,
  note,
  licensedAgents,
  licensedChannels,
  storageBytes,
  expiresAt,
}: PlatformTenant): Values => ({
  name,
  code,
  areaCode: '',
  callerId: '',
  note,
  licensedAgents,
  licensedChannels,
  storageGigabytes: toGigabytes(storageBytes),
  lastDay: lastDayOf(expiresAt),
});

const { properties } = operatorRoutes.createTenant.body;
/** Storage is typed in gigabytes and a day stands for the moment after it; everything else has the limits of the contract. */
const schema = {
  properties: {
    ...properties,
    code: { type: 'string', pattern: '^([1-9][0-9]{5})?$' },
    storageGigabytes: { type: 'number', minimum: 0, maximum: 900_000 },
  },
};

/** What the request calls those two. */
function sent<V extends Partial<Values>>({ storageGigabytes, lastDay, ...rest }: V) {
  return {
    ...rest,
    ...(storageGigabytes !== undefined && { storageBytes: fromGigabytes(storageGigabytes) }),
    ...(lastDay !== undefined && { expiresAt: endOf(lastDay) }),
  };
}

/** A refusal of the storage points at the field as the form has it, and speaks in its unit. */
function asTyped(error: unknown): never {
  if (!(error instanceof ApiError) || error.fields[0]?.path !== 'storageBytes') throw error;
  const [field] = error.fields;
  throw new ApiError(error.code as 'tenant.below-usage', {
    id: error.id,
    params: { used: bytes(Number(field.limit)) },
    fields: [{ ...field, path: 'storageGigabytes', limit: bytes(Number(field.limit)) }],
  });
}

interface Props {
  tenant: PlatformTenant | null;
  onCreated: (created: Created) => void;
  onSaved: (tenant: PlatformTenant) => void;
  onClose: () => void;
  onReopen: () => void;
  onReload: () => void;
}

export function TenantEditor({ tenant, onCreated, onSaved, onClose, onReopen, onReload }: Props) {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const shared = {
    name: 'tenant',
    schema,
    isEditable: true,
    sections: useSections(tenant),
    onClose,
    onReopen,
    onReload,
  };
  if (tenant === null)
    return (
      <EntityEditor<Values, Created>
        {...shared}
        id={null}
        title={t('operator.tenants.create')}
        saved={fresh}
        save={({ code, areaCode, callerId, name, note, licensedAgents, licensedChannels, storageGigabytes, lastDay }) =>
          api.createTenant({
            body: {
              name,
              note,
              areaCode,
              callerId,
              ...(code && { code }),
              licensedAgents,
              licensedChannels,
              storageBytes: fromGigabytes(storageGigabytes),
              expiresAt: endOf(lastDay),
            },
          })
        }
        onSaved={onCreated}
      />
    );
  return (
    <EntityEditor<Values, PlatformTenant>
      {...shared}
      id={tenant.id}
      title={t('operator.tenants.editTitle', { code: tenant.code })}
      saved={valuesOf(tenant)}
      savedText={t('operator.tenants.saved')}
      save={(_, changes) =>
        api
          .changeTenant({ params: { id: tenant.id }, body: { version: tenant.version, ...sent(changes) } })
          .catch(asTyped)
      }
      onSaved={onSaved}
    />
  );
}

function useSections(tenant: PlatformTenant | null): Section<Values>[] {
  const { t } = useTranslation();
  const isNew = tenant === null;
  const used = (value: string | undefined): Partial<Pick<Field<Values>, 'hint'>> =>
    value === undefined ? {} : { hint: t('operator.tenants.belowUsage', { used: value }) };
  const { agents, storageBytes } = tenant?.usage ?? {};
  return [
    {
      title: t('operator.tenants.about'),
      fields: [
        { kind: 'text', name: 'name', label: t('operator.tenants.name') },
        {
          kind: 'text',
          name: 'code',
          label: t('operator.tenants.code'),
          hint: t('operator.tenants.codeHint'),
          patternText: t('operator.tenants.codePattern'),
          isShown: isNew,
        },
        {
          kind: 'text',
          name: 'areaCode',
          label: t('operator.tenants.areaCode'),
          hint: t('operator.tenants.areaCodeHint'),
          isShown: isNew,
        },
        {
          kind: 'text',
          name: 'callerId',
          label: t('operator.tenants.callerId'),
          hint: t('operator.tenants.callerIdHint'),
          isShown: isNew,
        },
        { kind: 'textarea', name: 'note', label: t('operator.tenants.note') },
      ],
    },
    {
      title: t('operator.tenants.licence'),
      fields: [
        {
          kind: 'number',
          name: 'licensedAgents',
          label: t('operator.tenants.licensedAgents'),
          ...used(agents?.toString()),
        },
        {
          kind: 'number',
          name: 'licensedChannels',
          label: t('operator.tenants.licensedChannels'),
          hint: t('operator.tenants.channelsHint'),
        },
        {
          kind: 'number',
          name: 'storageGigabytes',
          label: t('operator.tenants.storageLimit'),
          suffix: 'GB',
          hint: [t('operator.tenants.storageHint'), used(storageBytes ? bytes(storageBytes) : undefined).hint]
            .filter(Boolean)
            .join(' · '),
        },
        {
          kind: 'custom',
          name: 'lastDay',
          label: t('operator.tenants.expires'),
          hint: t('operator.tenants.expiresHint'),
          control: (field) => <LastDayControl {...field} />,
        },
      ],
    },
  ];
}
