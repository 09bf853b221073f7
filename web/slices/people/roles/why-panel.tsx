/** 为什么: why somebody may or may not do something, step by step in words. */
import { roleRoutes } from '@bahu/contract/roles.ts';
import { type Permission, permissionMenus } from '@bahu/contract/permissions.ts';
import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { CircleCheck, CircleX, Info, X } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../../../lib/hotkeys.ts';
import { roleName } from '../../../lib/role-name.ts';
import { useClient } from '../../../lib/services.tsx';
import { FieldLabel } from '../../../ui/field-label.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Loaded } from '../../../ui/list-state.tsx';
import { classes, Tag } from '../../../ui/marks.tsx';
import { useDayTime } from '../../../ui/moment.tsx';
import { RemoteSelect } from '../../../ui/remote/remote-select.tsx';
import { usePeople } from '../../../ui/use-people.ts';
import { customerIn } from './customer-in.ts';

interface Asked {
  user: string | null;
  permission: Permission | null;
  customer: string;
}

export function WhyPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked>({ user: null, permission: null, customer: '' });
  useHotkey('Escape', onClose);
  return (
    <aside className="docked entity-editor why-panel" aria-label={t('roles.why.title')}>
      <div className="section-head">
        <h2 className="cut">{t('roles.why.title')}</h2>
        <span className="fill" />
        <IconButton icon={X} size="small" label={t('app.action.close')} keys="Esc" onClick={onClose} />
      </div>
      <div className="scroll fill form-body">
        <Question asked={asked} onChange={(part) => setAsked((before) => ({ ...before, ...part }))} />
        <Answer asked={asked} />
      </div>
    </aside>
  );
}

function Question({ asked, onChange }: { asked: Asked; onChange: (part: Partial<Asked>) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const remote = usePeople({ permission: 'user.read', withDisabled: true });
  const actions = permissionMenus.map(({ menu, permissions }) => ({
    label: t(`permissionMenus.${menu}`),
    options: permissions.map((value) => ({ value, label: t(`permissions.${value}`) })),
  }));
  const isWrong = asked.customer.trim() !== '' && customerIn(asked.customer) === null;
  return (
    <div className="form-section">
      <div className="form-field">
        <FieldLabel id={`${id}-user`} label={t('roles.why.person')} />
        <RemoteSelect
          id={`${id}-user`}
          label={t('roles.why.person')}
          remote={remote}
          values={asked.user === null ? [] : [asked.user]}
          onChange={([user = null]) => onChange({ user })}
        />
      </div>
      <div className="form-field">
        <FieldLabel id={`${id}-action`} label={t('roles.why.action')} />
        <Select<Permission>
          id={`${id}-action`}
          style={{ width: '100%' }}
          placeholder={t('ui.form.choose')}
          showSearch={{ optionFilterProp: 'label' }}
          options={actions}
          value={asked.permission}
          onChange={(permission) => onChange({ permission })}
        />
      </div>
      <div className="form-field">
        <FieldLabel id={`${id}-customer`} label={t('roles.why.customer')} />
        <Input
          id={`${id}-customer`}
          allowClear
          status={isWrong ? 'error' : ''}
          aria-describedby={`${id}-note`}
          value={asked.customer}
          onChange={(event) => onChange({ customer: event.target.value })}
        />
        <div id={`${id}-note`} className={classes('form-note small', isWrong ? 'tone-alarm toned' : 'hint')}>
          {t(isWrong ? 'roles.why.customerWrong' : 'roles.why.customerHint')}
        </div>
      </div>
    </div>
  );
}

function Answer({ asked: { user, permission, customer } }: { asked: Asked }) {
  const { t } = useTranslation();
  const roles = useClient(roleRoutes);
  const say = useDayTime();
  const customerId = customerIn(customer);
  const answer = useQuery({
    queryKey: ['roles', 'why', user, permission, customerId],
    queryFn: ({ signal }) =>
      roles.explain(
        { query: { user: user!, permission: permission!, ...(customerId ? { customer: customerId } : {}) } },
        { signal },
      ),
    enabled: user !== null && permission !== null,
    retry: false,
    staleTime: 0,
  });
  if (user === null || permission === null) return <p className="hint why-answer">{t('roles.why.choose')}</p>;
  return (
    <div className="why-answer" aria-live="polite">
      <Loaded answer={answer} what={t('roles.why.open')} rows={3}>
        {({ isAllowed, userName, reasons, customerName }) => (
          <>
            <div className="row">
              <b className="cut">{userName}</b>
              <Tag tone={isAllowed ? 'ready' : 'alarm'}>{t(isAllowed ? 'roles.why.yes' : 'roles.why.no')}</Tag>
              <span className="cut">{t(`permissions.${permission}`)}</span>
            </div>
            {customerName && <p className="second">{t('roles.why.about', { name: customerName })}</p>}
            <ol className="why-steps">
              {reasons.map(({ code, decides, params }) => {
                const Icon = refusing.has(code) ? CircleX : granting.has(code) ? CircleCheck : Info;
                const words = {
                  ...params,
                  role: roleName(t, params['role'] ?? ''),
                  permission: t(`permissions.${permission}`),
                  until: params['until'] ? say(params['until']) : '',
                  names: (params['names'] ?? '').split(', ').join(t('roles.why.and')),
                };
                return (
                  <li
                    key={code}
                    className={classes(
                      'row',
                      refusing.has(code) ? 'tone-alarm' : granting.has(code) ? 'tone-ready' : 'tone-away',
                      decides && 'is-deciding',
                    )}
                  >
                    <Icon size={16} className="toned" aria-hidden />
                    <span className="fill">{t(`roles.why.${code}`, words)}</span>
                  </li>
                );
              })}
            </ol>
          </>
        )}
      </Loaded>
    </div>
  );
}

const refusing: ReadonlySet<string> = new Set([
  'role-lacks',
  'user-disabled',
  'user-locked',
  'tenant-suspended',
  'tenant-expired',
  'out-of-scope',
]);
const granting: ReadonlySet<string> = new Set(['role-grants', 'in-scope']);
