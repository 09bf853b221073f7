/** One or several of what the server finds, in forms and dialogs: a field in which one types, with the list below it while it is open. */
import { Popover } from 'antd';
import { ChevronDown, X } from 'lucide-react';
import { useRef, useState, type ChangeEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Option } from '../form/fields.ts';
import { classes } from '../marks.tsx';
import { toggled, useOptions, useRemoteList, type Remote } from './remote.ts';
import { RemoteList } from './remote-list.tsx';
import '../panel-popover.css';

interface Props {
  /** For the label, which names the field. */
  id: string;
  /** Names the list. */
  label: string;
  remote: Remote;
  values: readonly string[];
  onChange: (values: string[]) => void;
  isSeveral?: boolean;
  /** Those that are chosen are shown elsewhere. */
  isBare?: boolean;
  /** One that is chosen can be given up. */
  isClearable?: boolean;
  /** Open from the beginning, where somebody just asked for it. */
  startsOpen?: boolean;
  placeholder?: string | undefined;
  disabled?: boolean;
  'aria-label'?: string;
  'aria-invalid'?: boolean;
  'aria-required'?: boolean;
  'aria-describedby'?: string | undefined;
}

const wordOf = ({ label, note }: Option): string => (note ? `${label} ${note}` : label);

export function RemoteSelect(props: Props) {
  const { label, values, isSeveral = false, disabled = false, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const { list, chosen, isOpen, open, close, field } = useField(props);
  return (
    <Popover
      open={isOpen}
      trigger={[]}
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      classNames={{ root: 'chip-popover' }}
      content={
        <div className="remote-choices">
          <RemoteList label={label} list={list} isSeveral={isSeveral} />
        </div>
      }
    >
      <div
        className={classes('remote-select', disabled && 'is-disabled', props['aria-invalid'] && 'is-wrong')}
        onClick={() => {
          if (disabled) return;
          input.current?.focus();
          open();
        }}
        onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && close()}
      >
        {isSeveral &&
          chosen.map((option) => (
            <Chosen
              key={option.value}
              option={option}
              isFixed={disabled}
              onRemove={() => onChange(values.filter((value) => value !== option.value))}
            />
          ))}
        <input
          {...field}
          ref={input}
          id={props.id}
          disabled={disabled}
          aria-label={props['aria-label']}
          aria-invalid={props['aria-invalid']}
          aria-required={props['aria-required']}
          aria-describedby={props['aria-describedby']}
          onFocus={(event) => event.target.select()}
        />
        <Ending
          isClearable={props.isClearable === true && !isSeveral && values.length > 0 && !disabled}
          onClear={() => {
            onChange([]);
            input.current?.focus();
          }}
        />
      </div>
    </Popover>
  );
}

/** What the field shows and does. Closed it says what is chosen, open it holds what is looked for. */
function useField({ remote, values, onChange, isSeveral = false, isBare = false, startsOpen, placeholder }: Props) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(startsOpen ?? false);
  const chosen = useOptions(remote, isBare ? [] : values);
  const word = !isSeveral && chosen[0] ? wordOf(chosen[0]) : '';
  const list = useRemoteList({ remote, values, first: isSeveral ? [] : values, isOpen, onPick });
  const open = () => setIsOpen(true);
  function close(): void {
    setIsOpen(false);
    list.write('');
  }
  function onPick(value: string): void {
    onChange(isSeveral ? toggled(values, value) : [value]);
    if (isSeveral) list.write('');
    else close();
  }
  function write({ target: { value } }: ChangeEvent<HTMLInputElement>): void {
    // What is typed behind the chosen one begins a search.
    list.write(!isOpen && word !== '' && value.startsWith(word) ? value.slice(word.length) : value);
    open();
  }
  function press(event: KeyboardEvent): void {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.nativeEvent.isComposing;
    if (event.key === 'Escape' && isOpen) {
      // What stands around it stays open.
      event.stopPropagation();
      close();
    } else if (event.key === 'Backspace' && isSeveral && !isBare && list.text === '') onChange(values.slice(0, -1));
    else if (isOpen) list.press(event);
    else if (isPlain && ['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) {
      event.preventDefault();
      open();
    }
  }
  const isEmpty = !isSeveral || chosen.length === 0;
  const hint = isOpen ? word || remote.hint : (placeholder ?? t('ui.form.choose'));
  return {
    list,
    chosen,
    isOpen,
    open,
    close,
    field: {
      ...list.field,
      value: isOpen ? list.text : word,
      placeholder: isEmpty ? hint : '',
      onChange: write,
      onKeyDown: press,
    },
  };
}

function Ending({ isClearable, onClear }: { isClearable: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  if (!isClearable) return <ChevronDown size={13} className="hint" aria-hidden />;
  return (
    <button
      type="button"
      className="remote-clear"
      aria-label={t('ui.form.clearChoice')}
      onClick={(event) => {
        event.stopPropagation();
        onClear();
      }}
    >
      <X size={13} aria-hidden />
    </button>
  );
}

interface ChosenProps {
  option: Option;
  isFixed: boolean;
  onRemove: () => void;
}

function Chosen({ option, isFixed, onRemove }: ChosenProps) {
  const { t } = useTranslation();
  return (
    <span className="remote-chosen">
      <span className="cut">{wordOf(option)}</span>
      {!isFixed && (
        <button
          type="button"
          // By keys, Backspace takes them back one by one.
          tabIndex={-1}
          aria-label={t('ui.remote.remove', { name: option.label })}
          onClick={(event) => {
            event.stopPropagation();
            onRemove();
          }}
        >
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  );
}
