/** All settings of a desk by their sections, as the contract declares them: of an agent, or of the company for all of them. */
import {
  deskSettingGroups,
  deskSettingNames,
  deskSettings,
  linkedOpenings,
  messageEnds,
  type DeskSettingName,
  type DeskSettings,
  type SomeDeskSettings,
} from '@bahu/contract/desk-settings.ts';
import { exceptions } from '@bahu/domain/agents/exception.ts';
import { Checkbox, InputNumber, Radio, Switch } from 'antd';
import { hangUpModes } from '@bahu/domain/messages/hang-up.ts';
import { longDistanceRules } from '@bahu/domain/numbers/long-distance.ts';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldLabel } from '../../../ui/field-label.tsx';
import { CodecOrder } from './codec-order.tsx';
import { HotKeyLines } from './hot-key-lines.tsx';
import { MessageLines } from './message-lines.tsx';
import '../../../ui/own-page.css';
import './desk-settings.css';

interface Props {
  values: DeskSettings;
  /** Why one cannot be changed. */
  fixed: (name: DeskSettingName) => string | undefined;
  onChange: (change: SomeDeskSettings) => void;
  /** What stands beside its label. */
  aside: (name: DeskSettingName) => ReactNode;
}

export function SettingLines(props: Props) {
  const { t } = useTranslation();
  return deskSettingGroups.map((group) => (
    <section key={group} className="own-section" aria-labelledby={`desk-settings-${group}`}>
      <h2 id={`desk-settings-${group}`} className="own-head">
        {t(`deskSettings.groups.${group}`)}
      </h2>
      {deskSettingNames
        .filter((name) => deskSettings[name].group === group)
        .map((name) => (
          <SettingLine key={name} name={name} {...props} />
        ))}
    </section>
  ));
}

function SettingLine({ name, values, fixed, onChange, aside }: Props & { name: DeskSettingName }) {
  const { t } = useTranslation();
  const id = useId();
  const reason = fixed(name);
  const hint = t(`deskSettings.hints.${name}`);
  return (
    <div className="desk-setting" data-setting={name}>
      <div className="row">
        {name !== 'hotKeys' && name !== 'textsAfterCalls' && (
          <FieldLabel id={id} label={t(`deskSettings.names.${name}`)} />
        )}
        <span className="fill" />
        {aside(name)}
      </div>
      {name === 'hotKeys' ? (
        <HotKeyLines
          keys={values.hotKeys}
          isFixed={reason !== undefined}
          onChange={(hotKeys) => onChange({ hotKeys })}
        />
      ) : name === 'textsAfterCalls' ? (
        <MessageLines
          texts={values.textsAfterCalls}
          isFixed={reason !== undefined}
          onChange={(textsAfterCalls) => onChange({ textsAfterCalls })}
        />
      ) : name === 'codecs' ? (
        <CodecOrder order={values.codecs} isFixed={reason !== undefined} onChange={(codecs) => onChange({ codecs })} />
      ) : (
        <span>
          <Control
            id={id}
            name={name}
            value={values[name]}
            isFixed={reason !== undefined}
            onChange={(value) => onChange({ [name]: value })}
          />
        </span>
      )}
      <div className="small hint">{reason ?? hint}</div>
    </div>
  );
}

interface ControlProps<Value> {
  id: string;
  name: DeskSettingName;
  value: Value;
  isFixed: boolean;
  onChange: (value: Value) => void;
}
type Plain = DeskSettings[Exclude<DeskSettingName, 'hotKeys' | 'textsAfterCalls' | 'codecs'>];

function Control({ id, name, value, isFixed, onChange }: ControlProps<Plain>) {
  const { t } = useTranslation();
  if (typeof value === 'boolean')
    return <Switch id={id} size="small" disabled={isFixed} checked={value} onChange={onChange} />;
  const choices = {
    afterMessage: messageEnds.map((one) => ({ value: one, label: t(`deskSettings.messageEnds.${one}`) })),
    linkedPagesOpen: linkedOpenings.map((one) => ({ value: one, label: t(`deskSettings.linkedOpenings.${one}`) })),
    longDistance: longDistanceRules.map((one) => ({ value: one, label: t(`deskSettings.longDistance.${one}`) })),
    textAfterCall: hangUpModes.map((one) => ({ value: one, label: t(`deskSettings.textModes.${one}`) })),
  };
  const options: { value: string; label: string }[] = choices[name as keyof typeof choices] ?? [];
  if (typeof value === 'string')
    return (
      <Radio.Group
        id={id}
        aria-label={t(`deskSettings.names.${name}`)}
        disabled={isFixed}
        value={value}
        options={options}
        onChange={(event) => onChange(event.target.value as Plain)}
      />
    );
  if (typeof value === 'number')
    return <NumberControl id={id} name={name as NumberName} value={value} isFixed={isFixed} onChange={onChange} />;
  return (
    <Checkbox.Group
      aria-label={t(`deskSettings.names.${name}`)}
      disabled={isFixed}
      value={value}
      options={exceptions.map((one) => ({ value: one, label: t(`deskSettings.exceptions.${one}`) }))}
      onChange={onChange}
    />
  );
}

type NumberName = {
  [Name in DeskSettingName]: DeskSettings[Name] extends number ? Name : never;
}[DeskSettingName];

/** Within the limits of the contract; what is left empty stays as it was. */
function NumberControl({ id, name, value, isFixed, onChange }: ControlProps<number> & { name: NumberName }) {
  const { t } = useTranslation();
  const { minimum, maximum } = deskSettings[name].value as { minimum?: number; maximum?: number };
  return (
    <InputNumber
      id={id}
      {...(minimum !== undefined && { min: minimum })}
      {...(maximum !== undefined && { max: maximum })}
      precision={0}
      disabled={isFixed}
      value={value}
      suffix={t(`deskSettings.units.${name}`)}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}
