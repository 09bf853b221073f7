/** Recovery codes, to be kept before they are gone. */
import { Button } from 'antd';
import { Copy, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCopy } from './use-copy.ts';

export function RecoveryCodes({
  account,
  codes,
  onKept,
}: {
  account: string;
  codes: readonly string[];
  onKept: () => void;
}) {
  const { t } = useTranslation();
  const copy = useCopy();
  const text = codes.join('\n');
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`${account}\n${text}\n`)}`;
  return (
    <section aria-labelledby="recovery-title">
      <h3 id="recovery-title">{t('account.recovery.title')}</h3>
      <p className="second own-step">{t('account.recovery.about')}</p>
      <ol className="factor-recovery" aria-label={t('account.recovery.list')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="row">
        <Button icon={<Copy size={14} aria-hidden />} onClick={() => void copy(text)}>
          {t('account.recovery.copy')}
        </Button>
        <Button
          icon={<Download size={14} aria-hidden />}
          href={file}
          download={t('account.recovery.file', { account })}
        >
          {t('account.recovery.download')}
        </Button>
        <Button type="primary" autoFocus onClick={onKept}>
          {t('account.recovery.saved')}
        </Button>
      </div>
    </section>
  );
}
