/** Below the lines: what adds one, and how many there are. */
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { RemoteSelect } from '../remote/remote-select.tsx';
import type { Line, LineSpec } from './line-items.ts';

interface Props {
  id: string;
  spec: LineSpec<Line>;
  lines: readonly Line[];
  isDisabled: boolean;
  onAdd: () => void;
  onChoose: (lines: readonly Line[]) => void;
}

export function LineFoot({ id, spec, lines, isDisabled, onAdd, onChoose }: Props) {
  const { t } = useTranslation();
  const { maxLines: most } = spec;
  const mayAdd = !isDisabled && lines.length < most;
  return (
    <div className="row row-tight line-add">
      {mayAdd &&
        (spec.choices ? (
          <RemoteSelect
            id={`${id}-choose`}
            label={spec.addText}
            aria-label={spec.addText}
            placeholder={spec.addText}
            remote={spec.choices.remote}
            isSeveral
            isBare
            values={lines.map((line) => line.id)}
            onChange={(ids) => onChoose(chosenLines(spec, lines, ids))}
          />
        ) : (
          <button type="button" className="link small row row-tight" onClick={onAdd}>
            <Plus size={13} aria-hidden />
            {spec.addText}
          </button>
        ))}
      {lines.length > 1 && <span className="hint small">{t('ui.lines.count', { count: lines.length, most })}</span>}
    </div>
  );
}

/** Those that are chosen: the lines that are there in their order, and new ones behind them. */
const chosenLines = ({ choices }: LineSpec<Line>, lines: readonly Line[], ids: readonly string[]): readonly Line[] =>
  ids.flatMap((id) => lines.find((line) => line.id === id) ?? choices?.lineOf(id) ?? []);
