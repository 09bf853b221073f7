/** The company's own name, logo and colour. */
import type { Branding } from '@bahu/contract/tenants.ts';
import { Button, Input } from 'antd';
import { useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ColourInput } from '../../../ui/colour-input.tsx';
import { FieldLabel } from '../../../ui/field-label.tsx';

interface Props {
  branding: Branding;
  errors: Readonly<Record<string, string>>;
  onChange: (part: Partial<Branding>) => void;
}

export function BrandingCard({ branding, errors, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <section className="settings-card" aria-labelledby="settings-branding">
      <h2 id="settings-branding">{t('settings.branding')}</h2>
      <Line label={t('settings.productName')} hint={t('settings.productNameHint')}>
        {(id) => (
          <Input
            id={id}
            maxLength={24}
            value={branding.productName}
            onChange={(event) => onChange({ productName: event.target.value })}
          />
        )}
      </Line>
      <LogoLine logo={branding.logo} onChange={(logo) => onChange({ logo })} />
      <Line label={t('settings.colour')} hint={t('settings.colourHint')} error={errors['colour']}>
        {(id) => (
          <div className="row">
            <ColourInput id={id} colour={branding.colour} onChange={(colour) => onChange({ colour })} />
            {branding.colour ?? t('settings.colourStandard')}
            {branding.colour && (
              <Button type="text" onClick={() => onChange({ colour: null })}>
                {t('settings.colourStandard')}
              </Button>
            )}
          </div>
        )}
      </Line>
      <Line label={t('settings.supportContact')} hint={t('settings.supportContactHint')}>
        {(id) => (
          <Input
            id={id}
            maxLength={200}
            value={branding.supportContact}
            onChange={(event) => onChange({ supportContact: event.target.value })}
          />
        )}
      </Line>
    </section>
  );
}

const largestLogo = 100_000;
const logoTypes = ['image/png', 'image/jpeg', 'image/webp'];

function LogoLine({ logo, onChange }: { logo: string | null; onChange: (logo: string | null) => void }) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  function take(file: File | undefined): void {
    if (!file) return;
    if (!logoTypes.includes(file.type)) return setProblem(t('settings.logoWrong'));
    if (file.size > largestLogo) return setProblem(t('settings.logoTooLarge'));
    setProblem(undefined);
    const reader = new FileReader();
    reader.addEventListener('load', () => onChange(String(reader.result)));
    reader.readAsDataURL(file);
  }
  return (
    <Line label={t('settings.logo')} hint={t('settings.logoHint')} error={problem}>
      {(id) => (
        <div className="row">
          {logo && <img className="logo-preview" src={logo} alt={t('settings.logo')} />}
          <input
            ref={input}
            type="file"
            hidden
            accept={logoTypes.join(',')}
            onChange={(event) => take(event.target.files?.[0])}
          />
          <Button id={id} onClick={() => input.current?.click()}>
            {t('settings.logoChoose')}
          </Button>
          {logo && (
            <Button type="text" onClick={() => onChange(null)}>
              {t('settings.logoRemove')}
            </Button>
          )}
        </div>
      )}
    </Line>
  );
}

interface LineProps {
  label: string;
  hint?: string;
  error?: string | undefined;
  children: (id: string) => ReactNode;
}

export function Line({ label, hint, error, children }: LineProps) {
  const id = useId();
  return (
    <div className="settings-line">
      <FieldLabel id={id} label={label} />
      {children(id)}
      {error ? (
        <div role="alert" className="small tone-alarm toned">
          {error}
        </div>
      ) : (
        hint && <div className="small hint">{hint}</div>
      )}
    </div>
  );
}
