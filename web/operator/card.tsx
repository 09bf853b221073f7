/** A single card in the middle of the page, under the band of the platform: signing in, setting a password. What stands in it without a title brings one along. */
import { ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LookSwitches } from '../app/sign-in/look-switches.tsx';
import '../app/sign-in/sign-in.css';
import './operator.css';

export function OperatorCard({ title, about, children }: { title?: string; about?: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="operator-gate">
      <header className="operator-band">
        <ShieldCheck size={18} aria-hidden />
        <b>{t('operator.title')}</b>
      </header>
      <main className="operator-gate-main">
        <LookSwitches />
        <div className="operator-card">
          {title && <h1>{title}</h1>}
          {about && <p className="second">{about}</p>}
          {children}
        </div>
      </main>
    </div>
  );
}
