/** A page of another system within ours, or the way to it in a tab of its own: as the reader has chosen. However slow it is, nothing waits for it. */
import { framePath, goPath, type LinkedSubject } from '@bahu/contract/linked-page-paths.ts';
import type { PlacedPage } from '@bahu/contract/linked-pages.ts';
import { Button } from 'antd';
import { ExternalLink, RotateCw } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/session.tsx';
import { IconButton } from '../icon-button.tsx';
import { classes } from '../marks.tsx';
import { Notice } from '../list-state.tsx';
import { useKeepsFocus } from './use-keeps-focus.ts';
import { useKeysBack } from './use-keys-back.ts';
import './linked-page.css';

interface Props {
  page: Pick<PlacedPage, 'id' | 'name'>;
  subject: LinkedSubject;
}

/** Whoever was typing in the page types on for a moment: nothing of that may be a command. */
function swallowText(event: KeyboardEvent<HTMLElement>): void {
  const isText = [...event.key].length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
  if (!isText || event.target !== event.currentTarget) return;
  event.preventDefault();
  event.stopPropagation();
}

export function LinkedPage({ page, subject }: Props) {
  const { t } = useTranslation();
  const isEmbedded = useMe().settings.linkedPagesOpen === 'embedded';
  const [round, setRound] = useState(0);
  const frame = useRef<HTMLIFrameElement>(null);
  const head = useRef<HTMLDivElement>(null);
  useKeepsFocus(frame);
  const keyboard = useKeysBack(frame, head);
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
      <div ref={head} tabIndex={-1} className="linked-page-head row" onKeyDown={swallowText}>
        <span className={classes('small fill', keyboard === 'desk' ? 'hint' : 'toned tone-ringing')} role="status">
          {t(`linkedPages.keyboard.${keyboard}`)}
        </span>
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
