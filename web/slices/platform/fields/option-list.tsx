/** The list of values of a field: labels, code and colour of each, in an order, below one another where the list is cascading. */
import { optionColors } from '@bahu/domain/fields/field.ts';
import { Button, Input, Select } from 'antd';
import { CornerDownRight, GripVertical, Plus, RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/icon-button.tsx';
import { toneOf } from '../../../ui/fields/form-field.ts';
import { classes, Dot } from '../../../ui/marks.tsx';
import {
  added,
  changedLine,
  isStored,
  mayHoldMore,
  movedBy,
  movedTo,
  placedLines,
  toggled,
  type OptionLine,
  type PlacedLine,
} from './option-lines.ts';
import { useReorder } from './use-reorder.tsx';

interface Props {
  id: string;
  options: readonly OptionLine[];
  isCascade: boolean;
  isDisabled: boolean;
  onChange: (options: readonly OptionLine[]) => void;
}

export function OptionList({ id, options, isCascade, isDisabled, onChange }: Props) {
  const { t } = useTranslation();
  const [fresh, setFresh] = useState<string | null>(null);
  const reorder = useReorder({
    onDrop: (moved, over) => onChange(movedTo(options, moved, over, isCascade)),
    onStep: (moved, step) => onChange(movedBy(options, moved, step, isCascade)),
  });
  const add = (parentId: string | null) => {
    const next = added(options, parentId);
    setFresh(next.id);
    onChange(next.options);
  };
  return (
    <div id={id} className="column option-list">
      {reorder.announcement}
      <ol aria-label={t('fieldDesign.form.options')}>
        {placedLines(options, isCascade).map((line) => (
          <OptionRow
            key={line.option.id}
            line={line}
            isFresh={fresh === line.option.id}
            isDisabled={isDisabled}
            reorder={reorder}
            onChange={(part) => onChange(changedLine(options, line.option.id, part))}
            onToggle={() => onChange(toggled(options, line.option.id))}
            {...(isCascade && mayHoldMore(line.depth) && { onAddBelow: () => add(line.option.id) })}
          />
        ))}
      </ol>
      {!isDisabled && (
        <Button size="small" type="dashed" icon={<Plus size={14} aria-hidden />} onClick={() => add(null)}>
          {t('fieldDesign.options.add')}
        </Button>
      )}
    </div>
  );
}

interface RowProps {
  line: PlacedLine;
  isFresh: boolean;
  isDisabled: boolean;
  reorder: ReturnType<typeof useReorder>;
  onChange: (part: Partial<OptionLine>) => void;
  onToggle: () => void;
  onAddBelow?: () => void;
}

function OptionRow({ line, isFresh, isDisabled, reorder, onChange, onToggle, onAddBelow }: RowProps) {
  const { t } = useTranslation();
  const { option, depth, place, count } = line;
  const { id, labels } = option;
  const name = labels.zh || labels.en || t('fieldDesign.options.unnamed', { place });
  const text = { size: 'small', disabled: isDisabled || option.isRetired, maxLength: 40, autoComplete: 'off' } as const;
  return (
    <li
      {...(isDisabled ? {} : reorder.lineOf(id))}
      className={classes(
        'option-row',
        option.isRetired && 'is-off',
        reorder.dragged === id && 'is-dragged',
        reorder.over === id && reorder.dragged !== id && 'is-over',
      )}
      style={depth ? { paddingInlineStart: depth * 18 } : undefined}
    >
      <button
        type="button"
        className="chooser-grip"
        disabled={isDisabled}
        {...reorder.gripOf({ id, name, place, count })}
      >
        <GripVertical size={14} aria-hidden />
      </button>
      <ColorChoice name={name} option={option} isDisabled={text.disabled} onChange={(color) => onChange({ color })} />
      <Input
        {...text}
        autoFocus={isFresh}
        aria-label={t('fieldDesign.options.zh', { place })}
        placeholder={t('fieldDesign.options.zhHint')}
        value={labels.zh}
        onChange={(event) => onChange({ labels: { ...labels, zh: event.target.value } })}
      />
      <Input
        {...text}
        aria-label={t('fieldDesign.options.en', { place })}
        placeholder={labels.zh || t('fieldDesign.options.enHint')}
        value={labels.en}
        onChange={(event) => onChange({ labels: { ...labels, en: event.target.value } })}
      />
      <Input
        {...text}
        className="option-code"
        aria-label={t('fieldDesign.options.code', { place })}
        placeholder={t('fieldDesign.options.codeHint')}
        value={option.code}
        onChange={(event) => onChange({ code: event.target.value })}
      />
      {onAddBelow && !option.isRetired && (
        <IconButton
          icon={CornerDownRight}
          size="tiny"
          label={t('fieldDesign.options.addBelow', { name })}
          disabled={isDisabled}
          onClick={onAddBelow}
        />
      )}
      <IconButton
        icon={option.isRetired ? RotateCcw : X}
        size="tiny"
        label={t(
          option.isRetired
            ? 'fieldDesign.options.restore'
            : isStored(option)
              ? 'fieldDesign.options.retire'
              : 'fieldDesign.options.remove',
          {
            name,
          },
        )}
        disabled={isDisabled}
        onClick={onToggle}
      />
    </li>
  );
}

interface ColorProps {
  name: string;
  option: OptionLine;
  isDisabled: boolean;
  onChange: (color: OptionLine['color']) => void;
}

/** The colour in words beside the dot: nobody has to tell it by sight. */
function ColorChoice({ name, option, isDisabled, onChange }: ColorProps) {
  const { t } = useTranslation();
  return (
    <Select<OptionLine['color']>
      size="small"
      className="option-color"
      aria-label={t('fieldDesign.options.color', { name })}
      disabled={isDisabled}
      value={option.color}
      options={optionColors.map((value) => ({
        value,
        label: (
          <span className="row row-tight">
            {value !== '' && <Dot tone={toneOf[value]} />}
            {t(`fieldDesign.colors.${value || 'none'}`)}
          </span>
        ),
      }))}
      onChange={onChange}
    />
  );
}
