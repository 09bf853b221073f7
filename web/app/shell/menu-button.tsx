/** The main menu in the hand: a button, and a drawer that is loaded when it is first wanted. */
import { Menu } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';

const MenuDrawer = lazy(async () => ({ default: (await import('./menu-drawer.tsx')).MenuDrawer }));

export function MenuButton() {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  // From its first use it is closed and not gone, which gives the focus back.
  const [isWanted, setIsWanted] = useState(false);
  if (isOpen && !isWanted) setIsWanted(true);
  return (
    <>
      <IconButton
        icon={Menu}
        label={t('app.rail')}
        className="menu-button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(true)}
      />
      {isWanted && (
        <Suspense fallback={null}>
          <MenuDrawer isOpen={isOpen} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
