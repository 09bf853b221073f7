/** Opens the greeting of one's box, or of a queue. */
import type { GreetingOwner } from '@bahu/contract/greetings.ts';
import { Button } from 'antd';
import { Mic } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withTexts } from '../../../text/i18n.ts';

const loadDialog = withTexts(['greetings'], () => import('./greeting-dialog.tsx'));
const GreetingDialog = lazy(async () => ({ default: (await loadDialog()).GreetingDialog }));

export function GreetingButton({ owner, id }: { owner: GreetingOwner; id: string }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button icon={<Mic size={14} aria-hidden />} onClick={() => setIsOpen(true)}>
        {t('ui.recording.greeting')}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <GreetingDialog owner={owner} id={id} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
