/** One place where the call can go; its two buttons come forward on hover and focus. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dot, classes } from '../../ui/marks.tsx';
import type { StateColour } from '../../ui/theme.ts';

interface Props {
  name: string;
  number?: string;
  note: string;
  /** State and its time. */
  right?: ReactNode;
  tone: StateColour;
  isHollow?: boolean;
  isInCall?: boolean;
  onConsult?: (() => void) | undefined;
  onTransfer?: (() => void) | undefined;
}

export function TargetLine({
  name,
  number,
  note,
  right,
  tone,
  isHollow = false,
  isInCall = false,
  onConsult,
  onTransfer,
}: Props) {
  const { t } = useTranslation();
  const canGo = onConsult !== undefined || onTransfer !== undefined;
  return (
    <li className={classes('target-line', isInCall && 'is-in-call', canGo && 'can-go')}>
      <Dot tone={tone} isHollow={isHollow} />
      <span className="target-words">
        <span className="cut">
          <b>{name}</b> <span className="second">{number}</span>
        </span>
        <span className="hint small cut">{note}</span>
      </span>
      <span className="target-state small right whole">{right}</span>
      {canGo && (
        <span className="target-tools">
          {onConsult && (
            <Button size="small" type="primary" aria-label={t('transfers.consultWhom', { name })} onClick={onConsult}>
              {t('transfers.consult')}
            </Button>
          )}
          {onTransfer && (
            <Button size="small" aria-label={t('transfers.transferTo', { name })} onClick={onTransfer}>
              {t('transfers.transfer')}
            </Button>
          )}
        </span>
      )}
    </li>
  );
}
