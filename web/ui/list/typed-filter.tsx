/** A filter that is typed: the size of a number from and to, the whole of a text or its beginning. It counts when it is confirmed. */
import { isNumeric, type FieldDef } from '@bahu/domain/fields/field.ts';
import { operatorsOf } from '@bahu/domain/fields/filter-text.ts';
import { plainMoney, plainNumber } from '@bahu/domain/fields/decimal.ts';
import { Button, Input, Segmented } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { between, isOneOf, valueOf, valuesOf, type Asked } from './field-filters.ts';

interface Props {
  field: FieldDef;
  asked: Asked;
  onAsk: (asked: Asked) => void;
  onDone: () => void;
}

export function TypedFilter(props: Props) {
  return isNumeric(props.field.type) ? <NumberRange {...props} /> : <TextFilter {...props} />;
}

function NumberRange({ field, asked, onAsk, onDone }: Props) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(valueOf(asked, 'from'));
  const [to, setTo] = useState(valueOf(asked, 'to'));
  const read = (text: string) => (field.type === 'money' ? plainMoney : plainNumber)(text.trim());
  const isWrong = (text: string) => text.trim() !== '' && read(text) === null;
  const isSound = !isWrong(from) && !isWrong(to);
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isSound) return;
    onAsk(between(field.key, read(from) ?? '', read(to) ?? ''));
    onDone();
  }
  const shared = { size: 'small', inputMode: 'decimal', autoComplete: 'off', maxLength: 32 } as const;
  return (
    <form className="typed-filter" onSubmit={submit}>
      <div className="row row-tight">
        <Input
          {...shared}
          autoFocus
          aria-label={t('ui.filter.least')}
          placeholder={t('ui.filter.least')}
          status={isWrong(from) ? 'error' : ''}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        –
        <Input
          {...shared}
          aria-label={t('ui.filter.most')}
          placeholder={t('ui.filter.most')}
          status={isWrong(to) ? 'error' : ''}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </div>
      {!isSound && (
        <p role="alert" className="tone-alarm toned small">
          {t(field.type === 'money' ? 'fields.rules.money' : 'fields.rules.number')}
        </p>
      )}
      <Button size="small" type="primary" htmlType="submit" disabled={!isSound}>
        {t('ui.filter.apply')}
      </Button>
    </form>
  );
}

function TextFilter({ field, asked, onAsk, onDone }: Props) {
  const { t } = useTranslation();
  const mayStart = operatorsOf(field.type).includes('starts');
  const [way, setWay] = useState<'is' | 'starts'>(mayStart && valuesOf(asked).length === 0 ? 'starts' : 'is');
  const [text, setText] = useState(valuesOf(asked)[0] ?? valueOf(asked, 'starts'));
  const label = t(`ui.filter.${way}`);
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const value = text.trim();
    if (way === 'is') onAsk(isOneOf(field.key, value === '' ? [] : [value]));
    else onAsk(value === '' ? [] : [{ key: field.key, operator: 'starts', values: [value] }]);
    onDone();
  }
  return (
    <form className="typed-filter" onSubmit={submit}>
      {mayStart && (
        <Segmented<'is' | 'starts'>
          size="small"
          aria-label={t('ui.filter.way')}
          value={way}
          options={(['starts', 'is'] as const).map((value) => ({ value, label: t(`ui.filter.${value}`) }))}
          onChange={setWay}
        />
      )}
      <Input
        size="small"
        autoFocus
        autoComplete="off"
        maxLength={256}
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button size="small" type="primary" htmlType="submit">
        {t('ui.filter.apply')}
      </Button>
    </form>
  );
}
