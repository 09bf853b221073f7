/** A page of another system within ours, or the way to it in a tab of its own: as the reader has chosen. However slow it is, nothing waits for it. */
import { framePath, goPath, type LinkedSubject } from '@bahu/contract/linked-page-paths.ts';
import type { PlacedPage } from '@bahu/contract/linked-pages.ts';
import { Button } from 'antd';
import { ExternalLink, RotateCw } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/session.tsx';
import { IconButton } from '../icon-button.tsx';
import { Notice } from '../list-state.tsx';
import { useKeepsFocus } from './use-keeps-focus.ts';
import './linked-page.css';

interface Props {
  page: Pick<PlacedPage, 'id' | 'name'>;
  subject: LinkedSubject;
}

export function LinkedPage({ page, subject }: Props) {
  const { t } = useTranslation();
  const isEmbedded = useMe().settings.linkedPagesOpen === 'embedded';
  const [round, setRound] = useState(0);
  const frame = useRef<HTMLIFrameElement>(null);
  useKeepsFocus(frame);
  const apart = (
    <Button
      size="small"
      icon={<ExternalLink size={14} aria-hidden />}
      href={goPath(page.id, subject)}
      target="_blank"
      rel="noopener noreferrer"
    >
      {t('linkedPages.apart')}
    </Button>
  );
  if (!isEmbedded)
    return <Notice icon={ExternalLink} title={page.name} hint={t('linkedPages.apartHint')} action={apart} />;
  return (
    <div className="linked-page">
      <div className="linked-page-head row">
        <span className="hint small fill">{t('linkedPages.unseen')}</span>
        <IconButton icon={RotateCw} size="small" label={t('linkedPages.reload')} onClick={() => setRound(round + 1)} />
        {apart}
      </div>
      {/* oxlint-disable-next-line react/iframe-missing-sandbox -- this document is ours and runs no script; the page of the others is in a sandbox within it */}
      <iframe
        key={round}
        ref={frame}
        className="fill"
        title={page.name}
        src={framePath(page.id, subject)}
        referrerPolicy="no-referrer"
      />
    </div>
  );
}
