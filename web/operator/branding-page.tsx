/** Name, logo and colour of the installation, with a preview and a warning when text could not be read. */
import type { Branding } from '@bahu/contract/tenants.ts';
import { contrastOf, isReadableBrand } from '@bahu/domain/branding/contrast.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { Phone } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../lib/failure.ts';
import { ColourInput } from '../ui/colour-input.tsx';
import { FieldLabel } from '../ui/field-label.tsx';
import { Loaded } from '../ui/list-state.tsx';
import { classes, Mark } from '../ui/marks.tsx';
import { standardColour } from '../ui/theme.ts';
import { useToasts } from '../ui/toasts.tsx';
import { useOperatorApi, whoKey } from './who.tsx';

const brandingKey = ['branding'];

export function BrandingPage() {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const branding = useQuery({ queryKey: brandingKey, queryFn: ({ signal }) => api.branding({ signal }) });
  return (
    <div className="scroll operator-branding">
      <h1>{t('operator.branding.title')}</h1>
      <p className="second">{t('operator.branding.about')}</p>
      <Loaded answer={branding} what={t('operator.branding.title')} rows={6}>
        {(saved) => <BrandingForm saved={saved} />}
      </Loaded>
    </div>
  );
}

const colourPattern = /^#[0-9a-fA-F]{6}$/;

function BrandingForm({ saved }: { saved: Branding }) {
  const { t } = useTranslation();
  const api = useOperatorApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [typed, setTyped] = useState<Branding>(saved);
  const save = useMutation({
    mutationFn: () => api.changeBranding({ body: typed }),
    onSuccess(next) {
      queries.setQueryData(brandingKey, next);
      void queries.invalidateQueries({ queryKey: whoKey });
      toasts.done(t('operator.branding.saved'));
    },
    onError: (error) => toasts.failed(failureText(t, error)),
  });
  const change = (part: Partial<Branding>) => setTyped({ ...typed, ...part });
  const isColour = typed.colour === null || colourPattern.test(typed.colour);
  const isFit = isColour && (typed.colour === null || isReadableBrand(typed.colour));
  const isChanged = JSON.stringify(typed) !== JSON.stringify(saved);
  return (
    <form
      className="operator-branding-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isFit && !save.isPending) save.mutate();
      }}
    >
      <div className="column operator-form">
        <div className="operator-field">
          <FieldLabel id="branding-name" label={t('settings.productName')} />
          <Input
            id="branding-name"
            maxLength={24}
            value={typed.productName}
            onChange={(event) => change({ productName: event.target.value })}
          />
          <div className="hint small">{t('operator.branding.productNameHint')}</div>
        </div>
        <LogoField logo={typed.logo} onChange={(logo) => change({ logo })} />
        <ColourField colour={typed.colour} isColour={isColour} onChange={(colour) => change({ colour })} />
        <div className="operator-field">
          <FieldLabel id="branding-contact" label={t('settings.supportContact')} />
          <Input
            id="branding-contact"
            maxLength={200}
            value={typed.supportContact}
            onChange={(event) => change({ supportContact: event.target.value })}
          />
          <div className="hint small">{t('settings.supportContactHint')}</div>
        </div>
        <div>
          <Button type="primary" htmlType="submit" disabled={!isChanged || !isFit} loading={save.isPending}>
            {t('ui.form.save')}
          </Button>
        </div>
      </div>
      <Preview branding={typed} colour={isColour ? (typed.colour ?? standardColour) : standardColour} />
    </form>
  );
}

const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'];
const maxBytes = 100 * 1024;

function LogoField({ logo, onChange }: { logo: string | null; onChange: (logo: string | null) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  function take(file: File | undefined): void {
    if (!file) return;
    const wrong = !pictureTypes.includes(file.type)
      ? t('settings.logoWrong')
      : file.size > maxBytes
        ? t('settings.logoTooLarge')
        : null;
    setProblem(wrong);
    if (wrong) return;
    const reader = new FileReader();
    reader.addEventListener('load', () => typeof reader.result === 'string' && onChange(reader.result));
    reader.readAsDataURL(file);
  }
  return (
    <div className="operator-field" role="group" aria-labelledby="branding-logo">
      <span id="branding-logo" className="operator-label">
        {t('settings.logo')}
      </span>
      <div className="row">
        {logo && <img src={logo} alt="" className="operator-logo" />}
        <input
          ref={input}
          type="file"
          accept={pictureTypes.join(',')}
          hidden
          aria-label={t('settings.logoChoose')}
          onChange={(event) => take(event.target.files?.[0])}
        />
        <Button onClick={() => input.current?.click()}>{t('settings.logoChoose')}</Button>
        {logo && (
          <Button type="text" onClick={() => onChange(null)}>
            {t('settings.logoRemove')}
          </Button>
        )}
      </div>
      <div className={classes('small', problem ? 'tone-alarm toned' : 'hint')} role={problem ? 'alert' : undefined}>
        {problem ?? t('settings.logoHint')}
      </div>
    </div>
  );
}

function ColourField({
  colour,
  isColour,
  onChange,
}: {
  colour: string | null;
  isColour: boolean;
  onChange: (colour: string | null) => void;
}) {
  const { t } = useTranslation();
  const isKnown = colour !== null && isColour;
  const isFit = isKnown && isReadableBrand(colour);
  const ratio = isKnown ? contrastOf(colour, '#ffffff').toFixed(1) : '';
  return (
    <div className="operator-field">
      <FieldLabel id="branding-colour" label={t('settings.colour')} />
      <div className="row">
        <ColourInput label={t('operator.branding.colourPick')} colour={isKnown ? colour : null} onChange={onChange} />
        <Input
          id="branding-colour"
          style={{ width: 120 }}
          maxLength={7}
          placeholder={standardColour}
          aria-invalid={!isColour || (isKnown && !isFit)}
          aria-describedby="branding-contrast"
          value={colour ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
        />
        <Button type="text" disabled={colour === null} onClick={() => onChange(null)}>
          {t('settings.colourStandard')}
        </Button>
      </div>
      <div
        id="branding-contrast"
        className={classes('small', colour === null || isFit ? 'hint' : 'tone-alarm toned')}
        role="status"
      >
        {colour === null
          ? t('settings.colourHint')
          : !isColour
            ? t('validation.badField')
            : `${t('operator.branding.contrast', { ratio })} · ${t(isFit ? 'operator.branding.enough' : 'operator.branding.weak')}`}
      </div>
    </div>
  );
}

/** How it will look; the field beside it says the same in words. The colour is the one thing that is not a token. */
function Preview({ branding, colour }: { branding: Branding; colour: string }) {
  const { t } = useTranslation();
  return (
    <div className="operator-preview" aria-hidden>
      <span className="hint small">{t('operator.branding.preview')}</span>
      <div className="row">
        {branding.logo ? <img src={branding.logo} alt="" className="operator-logo" /> : <Mark size={36} />}
        <b className="operator-preview-name">{branding.productName || t('app.name')}</b>
      </div>
      <span className="operator-preview-button" style={{ background: colour }}>
        {t('operator.branding.sample')}
      </span>
      {branding.supportContact && (
        <span className="row row-tight second small">
          <Phone size={13} aria-hidden />
          {branding.supportContact}
        </span>
      )}
    </div>
  );
}
