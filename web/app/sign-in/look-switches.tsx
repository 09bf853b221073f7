/** Language and appearance, before anybody is signed in. */
import { ChevronDown, Globe, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../lib/preferences.tsx';
import { languageNames, languages } from '../../text/i18n.ts';
import { DropMenu } from '../../ui/drop-menu.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useMode } from '../../ui/theme-provider.tsx';

export function LookSwitches() {
  const { t } = useTranslation();
  const { preferences, change } = usePreferences();
  const mode = useMode();
  const items = languages.map((key) => ({ key, label: languageNames[key] }));
  const choose = (key: string) =>
    change({ language: languages.find((language) => language === key) ?? preferences.language });
  return (
    <div className="row look-switches">
      <DropMenu
        menu={{ items, selectable: true, selectedKeys: [preferences.language], onClick: ({ key }) => choose(key) }}
      >
        <button
          type="button"
          className="row row-tight hint look-language"
          aria-label={`${t('signIn.language')} ${languageNames[preferences.language]}`}
          aria-haspopup="menu"
        >
          <Globe size={15} aria-hidden />
          {languageNames[preferences.language]}
          <ChevronDown size={13} aria-hidden />
        </button>
      </DropMenu>
      <IconButton
        icon={mode === 'dark' ? Sun : Moon}
        size="small"
        label={t('signIn.theme')}
        onClick={() => change({ theme: mode === 'dark' ? 'light' : 'dark' })}
      />
    </div>
  );
}
