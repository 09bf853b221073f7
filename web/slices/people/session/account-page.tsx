/** One's own page: who one is, password, second factor, devices, appearance. */
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, type Preferences } from '../../../lib/preferences.tsx';
import { roleName } from '../../../lib/role-name.ts';
import { useMay, useMe } from '../../../lib/session.tsx';
import { useTabTitle } from '../../../lib/tabs-context.tsx';
import { languageNames, languages } from '../../../text/i18n.ts';
import { Initial } from '../../../ui/marks.tsx';
import { OwnDeskPhone } from '../desk-phones/public.ts';
import { OwnFactorSection } from './own-factor.tsx';
import { PasswordForm } from './password-form.tsx';
import { SessionList } from './session-list.tsx';
import '../../../ui/own-page.css';
import './account.css';

export function AccountPage() {
  const { t } = useTranslation();
  const { support } = useMe();
  const mayUseDesk = useMay('desk.use');
  useTabTitle('/account', t('account.title'));
  return (
    <div className="own-page">
      <Identity />
      {/* In support the account is somebody else's: only what belongs to this browser is left. */}
      {!support && (
        <>
          <PasswordSection />
          <OwnFactorSection />
          {mayUseDesk && <OwnDeskPhone />}
          <SessionList />
        </>
      )}
      <LookSection />
    </div>
  );
}

function Identity() {
  const { t } = useTranslation();
  const { name, account, role, tenant } = useMe();
  const facts = [
    [t('account.number'), account],
    [t('account.role'), roleName(t, role.name)],
    [t('account.company'), tenant.name],
  ] as const;
  return (
    <header className="own-section row account-identity">
      <Initial name={name} />
      <div className="fill">
        <h1>{name}</h1>
        <dl className="row account-facts">
          {facts.map(([word, value]) => (
            <div key={word} className="row row-tight">
              <dt className="hint">{word}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </header>
  );
}

function PasswordSection() {
  const { t } = useTranslation();
  const { security } = useMe();
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <section className="own-section" aria-labelledby="password-title">
      <h2 id="password-title" className="own-head">
        {t('account.password.title')}
      </h2>
      <p className="second own-step">
        {security.passwordDays > 0 && t('account.password.days', { days: security.passwordDays })}
        {t('account.password.hint')}
      </p>
      {isOpen ? (
        <PasswordForm onDone={close} onCancel={close} />
      ) : (
        <Button onClick={() => setIsOpen(true)}>{t('account.password.change')}</Button>
      )}
    </section>
  );
}

const themes = ['light', 'dark', 'system'] as const;
const densities = ['compact', 'comfortable'] as const;

function LookSection() {
  const { t } = useTranslation();
  const { preferences, change } = usePreferences();
  return (
    <section className="own-section" aria-labelledby="look-title">
      <h2 id="look-title" className="own-head">
        {t('account.look.title')}
      </h2>
      <div className="account-look">
        <span id="look-language">{t('account.look.language')}</span>
        <Segmented<Preferences['language']>
          aria-labelledby="look-language"
          value={preferences.language}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(language) => change({ language })}
        />
        <span id="look-theme">{t('account.look.theme')}</span>
        <Segmented<Preferences['theme']>
          aria-labelledby="look-theme"
          value={preferences.theme}
          options={themes.map((value) => ({ value, label: t(`app.menu.${value}`) }))}
          onChange={(theme) => change({ theme })}
        />
        <span id="look-density">{t('account.look.density')}</span>
        <Segmented<Preferences['density']>
          aria-labelledby="look-density"
          value={preferences.density}
          options={densities.map((value) => ({ value, label: t(`account.look.${value}`) }))}
          onChange={(density) => change({ density })}
        />
      </div>
    </section>
  );
}
