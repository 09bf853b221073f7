/** The first page: brand on the left, form and device check on the right. */
import type { Me } from '@bahu/contract/session.ts';
import { SignInForm } from './sign-in-form.tsx';
import { BrandPanel } from './brand-panel.tsx';
import { DeviceCheck } from './device-check.tsx';
import { LookSwitches } from './look-switches.tsx';
import './sign-in.css';

export function SignInPage({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  return (
    <div className="sign-in">
      <BrandPanel />
      <main className="sign-in-side">
        <LookSwitches />
        <div className="sign-in-box">
          <SignInForm onSignedIn={onSignedIn} />
          <DeviceCheck />
        </div>
      </main>
    </div>
  );
}
