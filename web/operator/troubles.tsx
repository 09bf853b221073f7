/** What the installation is in trouble with, above every page of the operators for as long as it is. */
import type { InstallationStatus } from '@bahu/contract/status.ts';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useOperatorApi } from './who.tsx';

const refreshMs = 15_000;
const nothing: InstallationStatus = { isReady: true, dependencies: [], troubles: [], mediaServer: 'none' };

/** How the installation is, as it was a moment ago. */
export function useStatus(): InstallationStatus {
  const api = useOperatorApi();
  const { data = nothing } = useQuery({
    queryKey: ['operator', 'status'],
    queryFn: () => api.status(),
    refetchInterval: refreshMs,
  });
  return data;
}

export function Troubles() {
  const { t } = useTranslation();
  const { dependencies, troubles } = useStatus();
  const lines = [
    ...dependencies
      .filter(({ isUp }) => !isUp)
      .map(({ name, error = '' }) => ({
        key: name,
        text: t('operator.troubles.away', { name: t(`operator.parts.${name}`, { defaultValue: name }), error }),
      })),
    ...troubles.map(({ code, params }) => ({ key: code, text: t(`operator.troubles.${code}`, params) })),
  ];
  return (
    <div role="alert" className="operator-troubles">
      {lines.map(({ key, text }) => (
        <p key={key} className="row">
          <TriangleAlert size={15} aria-hidden />
          {text}
        </p>
      ))}
    </div>
  );
}
