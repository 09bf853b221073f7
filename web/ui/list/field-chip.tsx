/** A filter by a designed field: what its type can be asked, and whether there is a value at all. */
import { hasOptions, type FieldDef } from '@bahu/domain/fields/field.ts';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldWords } from '../fields/field-words.ts';
import { DaySpan } from '../day/day-span.tsx';
import { Chip } from './chip.tsx';
import {
  askedOf,
  dayOf,
  isOneOf,
  nearDays,
  nearDaysOf,
  ofDays,
  valueOf,
  valuesOf,
  withAsked,
  type Asked,
  type NearDays,
} from './field-filters.ts';
import { severalWords, type Choice } from './filters.ts';
import { ManyChoices } from './many-choices.tsx';
import { RemoteChoices } from '../remote/remote-list.tsx';
import { useOptions, type Remote } from '../remote/remote.ts';
import { usePeople } from '../use-people.ts';
import { TypedFilter } from './typed-filter.tsx';

interface Props {
  field: FieldDef;
  words: FieldWords;
  /** All filters of designed fields, as the address has them. */
  text: string | undefined;
  isFresh: boolean;
  onChange: (text: string | undefined) => void;
}

export function FieldChip({ field, words, text, isFresh, onChange }: Props) {
  const { t } = useTranslation();
  const asked = askedOf(text, field.key);
  const name = field.labels[words.language];
  const ask = (next: Asked) => onChange(withAsked(text, field.key, next));
  const options = choicesOf(field, words);
  const remote = usePeople({ withDisabled: true });
  const agents = useOptions(remote, field.type === 'agent' ? valuesOf(asked) : []);
  return (
    <Chip
      name={name}
      chosen={asked.length > 0 ? inWords(t, asked, [...options, ...agents]) : undefined}
      isFresh={isFresh}
      onClear={() => ask([])}
    >
      {(close) => (
        <div className="field-filter">
          <Body {...{ field, name, asked, options, remote }} onAsk={ask} onDone={close} />
          <Presence field={field} asked={asked} onAsk={ask} />
        </div>
      )}
    </Chip>
  );
}

/** The values of a list, retired ones too, as records may have them. */
function choicesOf(field: FieldDef, { language }: FieldWords): Choice[] {
  if (!hasOptions(field.type)) return [];
  const below = (parentId: string | null, depth: number): Choice[] =>
    field.options
      .filter((option) => (field.type === 'cascade' ? option.parentId === parentId : depth === 0))
      .flatMap(({ id, code, labels }) => [
        { value: code, label: labels[language], depth },
        ...(field.type === 'cascade' ? below(id, depth + 1) : []),
      ]);
  return below(null, 0);
}

interface BodyProps {
  field: FieldDef;
  name: string;
  asked: Asked;
  options: readonly Choice[];
  remote: Remote;
  onAsk: (asked: Asked) => void;
  onDone: () => void;
}

function Body({ field, name, asked, options, remote, onAsk, onDone }: BodyProps): ReactNode {
  const { key, type } = field;
  const chosen = {
    label: name,
    values: valuesOf(asked),
    onChange: (values: readonly string[]) => onAsk(isOneOf(key, values)),
  };
  if (type === 'agent') return <RemoteChoices {...chosen} remote={remote} isSeveral />;
  if (hasOptions(type)) return <ManyChoices {...chosen} options={options} />;
  // Whether there are any is all that is asked of files.
  if (type === 'file') return null;
  if (type === 'date' || type === 'date-time') return <Days field={field} asked={asked} onAsk={onAsk} />;
  return <TypedFilter key={JSON.stringify(asked)} field={field} asked={asked} onAsk={onAsk} onDone={onDone} />;
}

/** Days counted from today, which stay true tomorrow, or two days. */
function Days({ field, asked, onAsk }: Pick<BodyProps, 'field' | 'asked' | 'onAsk'>) {
  const { t } = useTranslation();
  const near = nearDaysOf(asked);
  const [from, to] = [dayOf(valueOf(asked, 'from')), dayOf(valueOf(asked, 'to'))];
  const set = (part: { from?: string; to?: string }) => {
    const next = { from, to, ...part };
    onAsk(ofDays(field, next.from, next.to));
  };
  return (
    <div className="time-choices">
      <div className="chips near-days">
        {(Object.keys(nearDays) as NearDays[]).map((name, index) => (
          <button
            key={name}
            type="button"
            className="chip"
            aria-pressed={name === near}
            ref={(box) => void (index === 0 && asked.length === 0 && box?.focus())}
            onClick={() =>
              onAsk(name === near ? [] : [{ key: field.key, operator: 'within', values: [...nearDays[name]] }])
            }
          >
            {t(`ui.near.${name}`)}
          </button>
        ))}
      </div>
      <DaySpan from={from} to={to} onChange={set} />
    </div>
  );
}

/** 已填 and 未填. */
function Presence({ field, asked, onAsk }: Pick<BodyProps, 'field' | 'asked' | 'onAsk'>) {
  const { t } = useTranslation();
  return (
    <div className="chips presence">
      {(['filled', 'empty'] as const).map((operator) => {
        const isOn = asked.some((filter) => filter.operator === operator);
        return (
          <button
            key={operator}
            type="button"
            className="chip"
            aria-pressed={isOn}
            onClick={() => onAsk(isOn ? [] : [{ key: field.key, operator, values: [] }])}
          >
            {t(`ui.filter.${operator}`)}
          </button>
        );
      })}
    </div>
  );
}

/** What is asked, in the words of the chip. */
function inWords(t: TFunction, asked: Asked, options: readonly Choice[]): string {
  const [first] = asked;
  const near = nearDaysOf(asked);
  if (near) return t(`ui.near.${near}`);
  switch (first?.operator) {
    case 'is': {
      const nameOf = (value: string) => options.find((option) => option.value === value)?.label ?? value;
      return severalWords(t, first.values.map(nameOf));
    }
    case 'starts':
      return t('ui.filter.starting', { text: first.values[0] });
    case 'empty':
    case 'filled':
      return t(`ui.filter.${first.operator}`);
    case 'within':
      return t('ui.filter.daysAway', { from: first.values[0] || '…', to: first.values[1] || '…' });
    default: {
      const [from, to] = [dayOf(valueOf(asked, 'from')), dayOf(valueOf(asked, 'to'))];
      return from && to ? `${from} – ${to}` : from ? `≥ ${from}` : `≤ ${to}`;
    }
  }
}
