/** Choosing a wrap-up code: two digits while nothing is typed, a part of its name or its initials, or clicks. */
import type { OpenGroup } from '@bahu/contract/wrap-up-codes.ts';
import { ChevronLeft } from 'lucide-react';
import { useId, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { classes, Keycap } from '../marks.tsx';
import { PlainInput } from '../plain-input.tsx';
import { wordOf } from './picking.ts';
import { usePicking } from './use-picking.ts';
import './wrap-up-code.css';

interface Props {
  groups: readonly OpenGroup[];
  /** The code that is chosen now. */
  chosen: string | null;
  isWaiting: boolean;
  onPick: (codeId: string) => void;
  onLeave?: () => void;
  field?: Ref<HTMLInputElement>;
}

export function CodePicker({ groups, chosen, isWaiting, onPick, onLeave, field }: Props) {
  const { t, i18n } = useTranslation();
  const listId = useId();
  const { picking, entries, at, pick, back, write, press } = usePicking({ groups, isWaiting, onPick, onLeave });
  const group = groups.find(({ id }) => id === picking.groupId);
  return (
    <div className="code-picker">
      <PlainInput
        {...(field && { ref: field })}
        size="small"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={entries[at] ? `${listId}-${at}` : undefined}
        aria-label={t('wrapUpCodes.choice.label')}
        placeholder={t('wrapUpCodes.choice.placeholder')}
        maxLength={24}
        value={picking.text}
        onKeyDown={press}
        onChange={(event) => write(event.target.value)}
      />
      {/* The field keeps the focus while one is clicked. */}
      <div className="chips" onMouseDown={(event) => event.preventDefault()}>
        {group && (
          <button
            type="button"
            className="chip"
            tabIndex={-1}
            aria-label={t('wrapUpCodes.choice.back', { name: wordOf(group, i18n.language) })}
            onClick={back}
          >
            <ChevronLeft size={12} aria-hidden />
            {wordOf(group, i18n.language)}
          </button>
        )}
        <ul id={listId} role="listbox" aria-label={t('wrapUpCodes.choice.label')}>
          {entries.map((entry, index) => (
            <li
              key={entry.id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={entry.id === chosen}
              className={classes('chip', entry.id === chosen && 'is-chosen', index === at && 'is-at')}
              onClick={() => pick(entry)}
            >
              {entry.of && <span className="hint">{entry.of} /</span>}
              {entry.label}
              {entry.key !== '' && <Keycap>{entry.key}</Keycap>}
            </li>
          ))}
        </ul>
        {entries.length === 0 && <span className="hint small">{t('wrapUpCodes.choice.nothing')}</span>}
      </div>
    </div>
  );
}
