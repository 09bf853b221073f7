/** One line of small fields, and the names of its columns above the first. */
import { CornerDownRight, GripVertical, RotateCcw, X } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../icon-button.tsx';
import { classes } from '../marks.tsx';
import type { useReorder } from '../use-reorder.tsx';
import { FieldControl } from './field-control.tsx';
import { cellOf, rulesOfLines, type Column, type Line, type LineSpec, type PlacedLine } from './line-items.ts';

const styleOf = ({ width }: Pick<Column<Line>, 'width'>): CSSProperties | undefined =>
  width === undefined ? undefined : { flex: 'none', width };

/** For the eye alone: each cell has its name. */
export function LineHead({ spec }: { spec: LineSpec<Line> }) {
  const { columns, belowText } = spec;
  if (columns.length < 2) return null;
  return (
    <div className={classes('line-head hint small', belowText && 'has-below')} aria-hidden>
      {columns.map((column) => (
        <span key={column.name} className="line-cell cut" style={styleOf(column)}>
          {column.label}
        </span>
      ))}
    </div>
  );
}

interface Props {
  id: string;
  placed: PlacedLine<Line>;
  name: string;
  spec: LineSpec<Line>;
  maxLengthOf: (column: string) => number | undefined;
  /** By column. */
  errors: Readonly<Record<string, string>>;
  isDisabled: boolean;
  reorder: ReturnType<typeof useReorder>;
  onWrite: (column: string, value: unknown) => void;
  onRemove: () => void;
  onAddBelow: () => void;
}

export function LineRow({ id, placed, name, spec, errors, isDisabled, reorder, ...rest }: Props) {
  const { line, depth, place, count } = placed;
  const isPinned = spec.isPinned?.(line) === true;
  const isMovable = !isDisabled && !isPinned;
  const isDragged = reorder.dragged === line.id;
  const texts = [...new Set(Object.values(errors))];
  return (
    <li
      {...(isMovable ? reorder.lineOf(line.id) : {})}
      data-line={line.id}
      className={classes(
        'line-item',
        spec.isOff?.(line) && 'is-off',
        isDragged && 'is-dragged',
        reorder.over === line.id && !isDragged && 'is-over',
      )}
      style={depth ? { paddingInlineStart: depth * 18 } : undefined}
    >
      {isMovable ? (
        <button type="button" className="grip" {...reorder.gripOf({ id: line.id, name, place, count })}>
          <GripVertical size={14} aria-hidden />
        </button>
      ) : (
        <span className="grip" />
      )}
      {spec.columns.map((column) => (
        <Cell
          key={column.name}
          id={`${id}-${column.name}`}
          noteId={`${id}-note`}
          column={column}
          placed={placed}
          name={name}
          isDisabled={isDisabled || spec.isOff?.(line) === true}
          hasError={errors[column.name] !== undefined}
          maxLength={rest.maxLengthOf(column.name)}
          onWrite={(value) => rest.onWrite(column.name, value)}
        />
      ))}
      <LineButtons {...rest} {...{ placed, name, spec, isDisabled, isPinned }} />
      {texts.length === 0 && spec.noteOf?.(line)}
      {texts.length > 0 && (
        <div id={`${id}-note`} className="line-note form-note small tone-alarm toned" role="alert">
          {texts.join(' ')}
        </div>
      )}
    </li>
  );
}

interface CellProps {
  id: string;
  /** Of the line. */
  name: string;
  noteId: string;
  column: Column<Line>;
  placed: PlacedLine<Line>;
  isDisabled: boolean;
  hasError: boolean;
  maxLength: number | undefined;
  onWrite: (value: unknown) => void;
}

function Cell({ id, name, noteId, column, placed, isDisabled, hasError, maxLength, onWrite }: CellProps) {
  const { t } = useTranslation();
  const { line, place } = placed;
  if (column.kind === 'shown') return <span className="line-cell cut">{name}</span>;
  return (
    <span className="line-cell" data-column={column.name} style={styleOf(column)}>
      <FieldControl
        field={column}
        shared={{
          id,
          disabled: isDisabled || column.fixed !== undefined || column.isFixedIn?.(line) === true,
          status: hasError ? 'error' : '',
          'aria-label': t('ui.lines.cell', { column: column.label, place }),
          'aria-invalid': hasError,
          'aria-required': column.isRequired === true,
          'aria-describedby': hasError ? noteId : undefined,
        }}
        value={cellOf(line, column.name)}
        maxLength={maxLength}
        onChange={onWrite}
      />
    </span>
  );
}

interface ButtonsProps extends Pick<Props, 'placed' | 'name' | 'spec' | 'isDisabled' | 'onRemove' | 'onAddBelow'> {
  isPinned: boolean;
}

function LineButtons({ placed, name, spec, isDisabled, isPinned, onRemove, onAddBelow }: ButtonsProps) {
  const { t } = useTranslation();
  const end = spec.endOf?.(placed.line, name);
  const mayHold = rulesOfLines(spec).mayHoldMore(placed) && spec.isOff?.(placed.line) !== true;
  if (isDisabled) return null;
  return (
    <>
      {spec.belowText && mayHold && (
        <IconButton icon={CornerDownRight} size="tiny" label={spec.belowText(name)} onClick={onAddBelow} />
      )}
      {isPinned ? (
        <span className="line-end" />
      ) : (
        <IconButton
          icon={end?.isBack ? RotateCcw : X}
          size="tiny"
          label={end?.label ?? t('ui.lines.remove', { name })}
          onClick={onRemove}
        />
      )}
    </>
  );
}
