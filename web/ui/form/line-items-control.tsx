/** Lines of small fields: added, removed with a way back, put into order by dragging and keys, filled by pasting rows of a spreadsheet. */
import { ConfigProvider } from 'antd';
import { useEffect, useRef, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useOptions, type Remote } from '../remote/remote.ts';
import { useToasts } from '../toasts.tsx';
import { useReorder } from '../use-reorder.tsx';
import { LineFoot } from './line-foot.tsx';
import { LineHead, LineRow } from './line-row.tsx';
import {
  cellOf,
  isBlankLine,
  newLine,
  pasted,
  pastedCells,
  restored,
  rulesOfLines,
  type Line,
  type LineSpec,
} from './line-items.ts';
import { rulesOf, type FormSchema } from './rules.ts';
import '../grip.css';
import './line-items.css';

interface Props {
  id: string;
  label: string;
  spec: LineSpec<Line>;
  /** The limits of the columns. */
  limits: FormSchema;
  lines: readonly Line[];
  /** By `index.column`. */
  errors: Readonly<Record<string, string>>;
  isDisabled: boolean;
  onChange: (lines: readonly Line[]) => void;
}

export function LineItems(props: Props) {
  const { id, label, spec, limits, lines, errors, isDisabled, onChange } = props;
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  const { add, remove, write, next, paste, move } = useLineChanges(props, useWantedFocus(root));
  const reorder = useReorder({
    onDrop: (moved, over) => move(rulesOfLines(spec).movedTo(lines, moved, over)),
    onStep: (moved, step) => move(rulesOfLines(spec).movedBy(lines, moved, step)),
  });
  const words = useChoiceWords(spec, lines);
  const nameOf = (line: Line, place: number): string =>
    words.get(line.id) ?? (nameOfLine(spec, line) || t('ui.lines.unnamed', { place }));
  function press(event: KeyboardEvent): void {
    const cell = typedCell(event);
    if (event.key !== 'Enter' || !cell || event.nativeEvent.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    next(cell);
  }
  function drop(event: ClipboardEvent): void {
    const cell = typedCell(event);
    const cells = pastedCells(event.clipboardData.getData('text/plain'));
    if (!cell || cells.flat().length < 2) return;
    event.preventDefault();
    paste(cell, cells);
  }
  return (
    <div ref={root} id={id} role="group" aria-label={label} className="line-items">
      {reorder.announcement}
      <ConfigProvider componentSize="small">
        {lines.length > 0 && <LineHead spec={spec} />}
        <ol aria-label={label} onKeyDown={press} onPaste={drop}>
          {rulesOfLines(spec)
            .placed(lines)
            .map((placed) => (
              <LineRow
                key={placed.line.id}
                id={`${id}-${placed.line.id}`}
                placed={placed}
                name={nameOf(placed.line, placed.place)}
                spec={spec}
                maxLengthOf={(column) => rulesOf(limits, column).maxLength}
                errors={errorsOf(errors, placed.index)}
                isDisabled={isDisabled}
                reorder={reorder}
                onWrite={(column, value) => write(placed.line, column, value)}
                onRemove={() => remove(placed.line.id, nameOf(placed.line, placed.place))}
                onAddBelow={() => add({ below: placed.line.id })}
              />
            ))}
        </ol>
        <LineFoot id={id} spec={spec} lines={lines} isDisabled={isDisabled} onAdd={() => add({})} onChoose={onChange} />
      </ConfigProvider>
    </div>
  );
}

const nothingChosen: Pick<Remote, 'naming'> = {
  naming: (value) => ({
    queryKey: ['lines', value],
    queryFn: () => Promise.resolve(value),
    staleTime: Infinity,
    select: () => ({ value, label: value }),
  }),
};

/** What lines are called that were chosen, by their ids. */
function useChoiceWords({ choices }: LineSpec<Line>, lines: readonly Line[]): ReadonlyMap<string, string> {
  const ids = choices ? lines.map(({ id }) => id) : [];
  const options = useOptions(choices?.remote ?? nothingChosen, ids);
  return new Map(options.map(({ value, label, note }) => [value, note ? `${label} ${note}` : label]));
}

interface Cell {
  id: string;
  column: string;
}

/** The cell in which something is typed; in a choice, Enter chooses. */
function typedCell({ target }: { target: EventTarget }): Cell | null {
  if (!(target instanceof HTMLInputElement) || target.getAttribute('role') === 'combobox') return null;
  const column = target.closest<HTMLElement>('[data-column]')?.dataset['column'];
  const id = target.closest<HTMLElement>('[data-line]')?.dataset['line'];
  return column === undefined || id === undefined ? null : { id, column };
}

/** Where the focus is to go once it is drawn: into a cell, to the first control of a line, or to what adds lines. */
interface Wanted {
  id: string | null;
  column?: string;
}
type Focus = (wanted: Wanted) => void;

function useWantedFocus(root: { readonly current: HTMLElement | null }): Focus {
  const wanted = useRef<Wanted | null>(null);
  useEffect(() => {
    if (!wanted.current) return;
    const { id, column } = wanted.current;
    const line = id === null ? '.line-add' : `[data-line="${CSS.escape(id)}"]`;
    const cell = column === undefined ? '' : ` [data-column="${CSS.escape(column)}"]`;
    const found = root.current?.querySelector<HTMLElement>(
      ['input', 'textarea', 'button'].map((tag) => `${line}${cell} ${tag}:not(:disabled)`).join(', '),
    );
    if (found) wanted.current = null;
    found?.focus();
  });
  return (next) => {
    wanted.current = next;
  };
}

function useLineChanges({ spec, lines, onChange }: Props, focus: Focus) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const rules = rulesOfLines(spec);
  const latest = useRef<Pick<Props, 'lines' | 'onChange'> | null>(null);
  useEffect(() => {
    latest.current = { lines, onChange };
    return () => {
      // The form may be closed before a removal is taken back.
      latest.current = null;
    };
  });
  const most = spec.maxLines;
  const first = spec.columns.find(({ kind }) => kind !== 'shown')?.name;
  function add(at: { after?: string; below?: string }, column = first): void {
    if (lines.length >= most) return toasts.done(t('ui.lines.full', { most }));
    const line = newLine(spec, lines);
    focus({ id: line.id, ...(column !== undefined && { column }) });
    onChange(rules.added(lines, line, at));
  }
  return {
    add,
    write: (line: Line, column: string, value: unknown) => {
      const empty = cellOf(spec.blank as Line, column) ?? null;
      onChange(lines.map((one) => (one === line ? { ...line, [column]: value ?? empty } : one)));
    },
    move: (after: readonly Line[]) => {
      if (lines.every((line, index) => !spec.isPinned?.(line) || after[index] === line)) onChange(after);
    },
    remove(id: string, name: string) {
      const placed = rules.placed(lines);
      const at = placed.findIndex(({ line }) => line.id === id);
      const after = rules.removed(lines, id);
      onChange(after);
      if (after.length === lines.length) return;
      const beside = placed.slice(at + 1).find(({ line }) => after.includes(line)) ?? placed[at - 1];
      focus({ id: beside?.line.id ?? null });
      toasts.done(t('ui.lines.removed', { name }), () => {
        latest.current?.onChange(restored(latest.current.lines, lines));
      });
    },
    /** To the line below, or into a new one. */
    next({ id, column }: Cell) {
      const placed = rules.placed(lines).map(({ line }) => line);
      const at = placed.findIndex((line) => line.id === id);
      const below = placed[at + 1];
      if (!below && !isBlankLine(spec, placed[at]!) && !spec.choices) return add({ after: id }, column);
      if (!below) return;
      focus({ id: below.id, column });
      onChange(lines);
    },
    paste({ id, column }: Cell, cells: readonly (readonly string[])[]) {
      const { lines: filled, taken, left, unknown } = pasted(spec, lines, { id, column }, cells);
      onChange(filled);
      const said = [
        t('ui.lines.pasted', { count: taken }),
        left > 0 && t('ui.lines.left', { most, count: left }),
        unknown > 0 && t('ui.lines.unknown', { count: unknown }),
      ];
      toasts.done(said.filter(Boolean).join(t('ui.lines.and')), () => {
        latest.current?.onChange(lines);
      });
    },
  };
}

const nameOfLine = (spec: LineSpec<Line>, line: Line): string => {
  if (spec.nameOf) return spec.nameOf(line);
  const texts = spec.columns.map(({ name }) => cellOf(line, name));
  return texts.find((text): text is string => typeof text === 'string' && text.trim() !== '') ?? '';
};

/** By column. */
const errorsOf = (errors: Readonly<Record<string, string>>, index: number): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([path, text]) => {
      const [place, column = ''] = path.split('.');
      return place === String(index) ? [[column, text]] : [];
    }),
  );
