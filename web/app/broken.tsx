/** A page that failed, and an address that leads nowhere. */
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Button } from 'antd';
import { AlertTriangle, FileQuestion } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../ui/app-link.tsx';
import { Notice } from '../ui/list-state.tsx';

export function BrokenPage({ reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <Notice
      icon={AlertTriangle}
      isAlarm
      title={t('app.broken.title')}
      hint={t('app.broken.hint')}
      action={
        <Button size="small" onClick={reset}>
          {t('app.broken.reload')}
        </Button>
      }
    />
  );
}

export function MissingPage() {
  const { t } = useTranslation();
  return (
    <Notice
      icon={FileQuestion}
      title={t('app.missing.title')}
      hint={t('app.missing.hint')}
      action={<AppLink to="/">{t('app.missing.home')}</AppLink>}
    />
  );
}
