import { useTranslation } from 'react-i18next';
import { useToasts } from '../toasts.tsx';

/** Puts a text into the clipboard and says so; a page without https has none. */
export function useCopy(): (text: string) => Promise<void> {
  const { t } = useTranslation();
  const toasts = useToasts();
  return async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      toasts.done(t('account.recovery.copied'));
    } catch {
      toasts.failed(t('account.recovery.copyFailed'));
    }
  };
}
