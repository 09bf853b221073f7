/** What must not be forgotten, above every page: somebody is here for support, tries out a role, or the company may only read. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Eye, LifeBuoy, Lock, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../lib/failure.ts';
import { clockTime, isoDay } from '../../lib/format.ts';
import { queryKeys } from '../../lib/records.ts';
import { roleName } from '../../lib/role-name.ts';
import { useApi } from '../../lib/services.tsx';
import { useMe } from '../../lib/session.tsx';
import { classes } from '../../ui/marks.tsx';
import type { StateColour } from '../../ui/theme.ts';
import { useToasts } from '../../ui/toasts.tsx';
import './banners.css';

export function Banners() {
  const { t } = useTranslation();
  const { support, viewingAs, tenant, branding } = useMe();
  return (
    <>
      {support && (
        <Banner tone="alarm" icon={LifeBuoy} action={<LeaveSupport />}>
          {t('app.banner.support', {
            operator: support.operator,
            tenant: tenant.name,
            time: clockTime(support.endsAt),
          })}
        </Banner>
      )}
      {viewingAs && (
        <Banner tone="ringing" icon={Eye} action={<LeaveRole />}>
          {t('app.banner.viewingAs', { role: roleName(t, viewingAs.name) })}
        </Banner>
      )}
      {tenant.status !== 'active' && (
        <Banner tone="alarm" icon={Lock}>
          {t(`app.banner.${tenant.status}`, { day: tenant.expiresAt ? isoDay(tenant.expiresAt) : '' })}
          {branding.supportContact && ` ${t('app.banner.contact', { contact: branding.supportContact })}`}
        </Banner>
      )}
    </>
  );
}

function Banner({
  tone,
  icon: Icon,
  action,
  children,
}: {
  tone: StateColour;
  icon: LucideIcon;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div role="status" className={classes('banner', `tone-${tone}`)}>
      <Icon size={16} aria-hidden />
      <span className="fill">{children}</span>
      {action}
    </div>
  );
}

function LeaveRole() {
  const api = useApi();
  const queries = useQueryClient();
  const leave = useMutation({
    mutationFn: () => api.session.viewAsMyself(),
    onSuccess(me) {
      queries.setQueryData(queryKeys.me, me);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== queryKeys.me[0] });
    },
    onError: useTell(),
  });
  return <LeaveButton isBusy={leave.isPending} onClick={() => leave.mutate()} />;
}

/** The operator goes back to where the tenants are. */
function LeaveSupport() {
  const api = useApi();
  const leave = useMutation({
    mutationFn: () => api.session.signOut(),
    onSuccess: () => location.assign('/operator'),
    onError: useTell(),
  });
  return <LeaveButton isBusy={leave.isPending} onClick={() => leave.mutate()} />;
}

function useTell(): (error: unknown) => void {
  const toasts = useToasts();
  const { t } = useTranslation();
  return (error) => toasts.failed(failureText(t, error));
}

function LeaveButton({ isBusy, onClick }: { isBusy: boolean; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="banner-leave" disabled={isBusy} onClick={onClick}>
      {t('app.banner.leave')}
    </button>
  );
}
