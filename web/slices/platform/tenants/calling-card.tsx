/** Which ranges of expensive numbers the company may dial at all, and where to find who may call abroad. */
import type { HomeSettings, OwnTenant } from '@bahu/contract/tenants.ts';
import { closedRanges, type ClosedRange } from '@bahu/domain/numbers/ranges.ts';
import { Button, Input, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/session.tsx';
import { useTabActions } from '../../../lib/tabs-context.tsx';
import { Line } from './branding-card.tsx';

interface Props {
  openRanges: OwnTenant['openRanges'];
  onChange: (openRanges: ClosedRange[]) => void;
  home: HomeSettings;
  onHome: (home: HomeSettings) => void;
}

export function CallingCard({ openRanges, onChange, home, onHome }: Props) {
  const { t } = useTranslation();
  const { show } = useTabActions();
  const maySeeUsers = useMay('user.read');
  /** In the order of the product, so that opening and closing one again is no change. */
  const withRange = (range: ClosedRange, isOpen: boolean) =>
    closedRanges.filter((one) => (one === range ? isOpen : openRanges.includes(one)));
  return (
    <section className="settings-card" aria-labelledby="settings-calling">
      <h2 id="settings-calling">{t('settings.calling')}</h2>
      {(['areaCode', 'outsidePrefix'] as const).map((name) => (
        <Line key={name} label={t(`settings.home.${name}`)} hint={t(`settings.homeHints.${name}`)}>
          {(id) => (
            <Input
              id={id}
              style={{ width: 96 }}
              inputMode="numeric"
              maxLength={name === 'areaCode' ? 4 : 6}
              value={name === 'areaCode' && home.areaCode ? `0${home.areaCode}` : home[name]}
              onChange={({ target: { value } }) => onHome({ ...home, [name]: digitsOf(name, value) })}
            />
          )}
        </Line>
      ))}
      {closedRanges.map((range) => (
        <Line key={range} label={t(`settings.ranges.${range}`)} hint={t(`settings.rangeHints.${range}`)}>
          {(id) => (
            <span>
              <Switch
                id={id}
                size="small"
                checked={openRanges.includes(range)}
                onChange={(isOpen) => onChange(withRange(range, isOpen))}
              />
            </span>
          )}
        </Line>
      ))}
      <div className="settings-line">
        <div className="small hint">{t('settings.abroadHint')}</div>
        {maySeeUsers && (
          <span>
            {/* Leads to a list, which a company that only reads may see as well. */}
            <Button size="small" disabled={false} onClick={() => show('/users?international=true')}>
              {t('settings.whoCallsAbroad')}
            </Button>
          </span>
        )}
      </div>
    </section>
  );
}

/** An area code is written with its 0 and kept without. */
const digitsOf = (name: keyof HomeSettings, written: string): string =>
  written.replace(/[^0-9]/g, '').replace(name === 'areaCode' ? /^0/ : '', '');
