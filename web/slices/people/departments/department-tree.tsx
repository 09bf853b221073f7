/** The departments as a tree: ↑ ↓ ← → walk, Enter opens, Alt with an arrow moves, and so does the mouse. */
import type { Department } from '@bahu/contract/departments.ts';
import { ChevronDown, ChevronRight, GripVertical, Plus, UserRound } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/icon-button.tsx';
import { classes } from '../../../ui/marks.tsx';
import type { Line } from '../../../ui/tree/lines.ts';
import { useTreeKeys } from '../../../ui/tree/use-tree-keys.ts';
import { nudged, type Nudge, type Place } from './moves.ts';
import { useTreeDrag } from './use-tree-drag.ts';

interface Props {
  nodes: readonly Department[];
  lines: readonly Line<Department>[];
  folded: ReadonlySet<string>;
  openId: string | undefined;
  onFold: (id: string, isFolded: boolean) => void;
  onOpen: (id: string) => void;
  onAdd: (parentId: string) => void;
  onMove: (node: Department, place: Place | null) => void;
}

const steps: Readonly<Record<string, Nudge>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' };

export function DepartmentTree(props: Props) {
  const { nodes, lines, folded, openId, onOpen, onMove } = props;
  const { t } = useTranslation();
  const { tree, current, setCurrent, press } = useMoveKeys(props);
  const { over, handlersOf } = useTreeDrag(nodes, onMove);
  const opened = lines.find(({ node }) => node.id === openId) ?? lines[0];
  const at = lines.some(({ node }) => node.id === current) ? current : opened?.node.id;
  return (
    <div ref={tree} role="tree" className="department-tree" aria-label={t('departments.tree')}>
      {lines.map((line, index) => {
        const { node, level, hasChildren, place, among } = line;
        const isFolded = folded.has(node.id);
        return (
          <div
            key={node.id}
            data-id={node.id}
            role="treeitem"
            tabIndex={node.id === at ? 0 : -1}
            aria-level={level}
            aria-posinset={place}
            aria-setsize={among}
            aria-expanded={hasChildren ? !isFolded : undefined}
            aria-selected={node.id === openId}
            aria-label={[node.name, node.code, node.headName, t('departments.people', { count: node.totalUserCount })]
              .filter(Boolean)
              .join(' ')}
            className={classes(
              'department-line',
              node.id === openId && 'is-open',
              over?.id === node.id && `drop-${over.edge}`,
            )}
            style={{ paddingLeft: 8 + (level - 1) * 20 }}
            onFocus={() => setCurrent(node.id)}
            onKeyDown={(event) => press(event, line, index)}
            onClick={() => onOpen(node.id)}
            {...handlersOf(node)}
          >
            <LineContent {...props} line={line} isFolded={isFolded} />
          </div>
        );
      })}
    </div>
  );
}

/** Alt with an arrow moves the row; the rest walks. */
function useMoveKeys(props: Props) {
  const { nodes, onFold, onMove } = props;
  const { press: walk, ...keys } = useTreeKeys({ ...props, nameOf: ({ name }) => name });
  function press(event: KeyboardEvent, line: Line<Department>, index: number): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    const step = event.altKey ? steps[event.key] : undefined;
    if (step) {
      const place = nudged(nodes, line.node.id, step);
      onMove(line.node, place);
      if (step === 'in' && place?.parentId) onFold(place.parentId, false);
    } else if (event.altKey || !walk(event, line, index)) return;
    // Alt with ← → would change the tab or the page.
    event.preventDefault();
    event.stopPropagation();
  }
  return { ...keys, press };
}

function LineContent({
  line: { node, hasChildren },
  isFolded,
  onFold,
  onAdd,
}: Props & { line: Line<Department>; isFolded: boolean }) {
  const { t } = useTranslation();
  const Chevron = isFolded ? ChevronRight : ChevronDown;
  const people = t('departments.peopleOf', { own: node.userCount, total: node.totalUserCount });
  return (
    <>
      <GripVertical
        size={14}
        aria-hidden
        className={classes('department-grip', !node.can.includes('move') && 'is-fixed')}
      />
      <span
        className="department-fold"
        aria-hidden
        onClick={(event) => {
          event.stopPropagation();
          if (hasChildren) onFold(node.id, !isFolded);
        }}
      >
        {hasChildren && <Chevron size={15} />}
      </span>
      <b className="cut department-name">{node.name}</b>
      {node.code && <span className="hint cut">{node.code}</span>}
      <span className="fill" />
      {node.headName && (
        <span className="second row row-tight cut department-head">
          <UserRound size={13} aria-hidden />
          <span className="cut">{node.headName}</span>
        </span>
      )}
      <span className="whole department-count" title={people}>
        {t('departments.people', { count: node.totalUserCount })}
      </span>
      <span className="department-add">
        {node.can.includes('edit') && (
          <IconButton
            icon={Plus}
            size="tiny"
            tabIndex={-1}
            label={t('departments.createBelow', { name: node.name })}
            onClick={(event) => {
              event.stopPropagation();
              onAdd(node.id);
            }}
          />
        )}
      </span>
    </>
  );
}
