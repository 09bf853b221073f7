/** How many messages wait for the reader, in the menu. */
import { voicemailRoutes } from '@bahu/contract/voicemails.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { counted } from '../../../lib/format.ts';
import { useClient } from '../../../lib/services.tsx';

export function UnheardBadge() {
  const { t } = useTranslation();
  const voicemails = useClient(voicemailRoutes);
  const { data } = useQuery({
    queryKey: ['voicemails', 'unheard'],
    queryFn: ({ signal }) => voicemails.unheard({ signal }),
  });
  const count = data?.count ?? 0;
  return (
    count > 0 && (
      <i className="panel-count" aria-label={t('app.unheardCount', { count })} role="img">
        {counted(count)}
      </i>
    )
  );
}
