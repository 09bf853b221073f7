/** The departments as a tree: ↑ ↓ ← → walk, Enter opens, Alt with an arrow moves, and so does the mouse. */
import type { Department } from '@bahu/contract/departments.ts';
import { ChevronDown, ChevronRight, GripVertical, Plus, UserRound } from 'lucide-react';
import { useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { classes } from '../../ui/marks.tsx';
import { dropped, nudged, type Edge, type Line, type Nudge, type Place } from './moves.ts';

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
  const { nodes, lines, folded, openId, onFold, onOpen, onMove } = props;
  const { t } = useTranslation();
  const tree = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const [over, setOver] = useState<{ id: string; edge: Edge } | null>(null);
  const dragged = useRef<string | null>(null);
  const at = lines.some(({ node }) => node.id === current) ? current : (lines.find(({ node }) => node.id === openId) ?? lines[0])?.node.id;

  function go(index: number): void {
    const line = lines[Math.max(0, Math.min(lines.length - 1, index))];
    if (!line) return;
    setCurrent(line.node.id);
    tree.current?.querySelector<HTMLElement>(`[data-id="${line.node.id}"]`)?.focus();
  }
  function walk({ node, hasChildren }: Line<Department>, index: number, key: string): boolean {
    const isFolded = folded.has(node.id);
    if (key === 'ArrowDown') go(index + 1);
    else if (key === 'ArrowUp') go(index - 1);
    else if (key === 'Home') go(0);
    else if (key === 'End') go(lines.length - 1);
    else if (key === 'Enter' || key === ' ') onOpen(node.id);
    else if (key === 'ArrowRight' && hasChildren) isFolded ? onFold(node.id, false) : go(index + 1);
    else if (key === 'ArrowLeft' && hasChildren && !isFolded) onFold(node.id, true);
    else if (key === 'ArrowLeft') go(lines.findIndex((line) => line.node.id === node.parentId));
    else return false;
    return true;
  }
  function press(event: KeyboardEvent, line: Line<Department>, index: number): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    const step = event.altKey ? steps[event.key] : undefined;
    if (step) {
      onMove(line.node, nudged(nodes, line.node.id, step));
      if (step === 'in') onFold(nudged(nodes, line.node.id, step)?.parentId ?? '', false);
    } else if (event.altKey || !walk(line, index, event.key)) return;
    // Alt with ← → would change the tab or the page.
    event.preventDefault();
    event.stopPropagation();
  }
  function drag(event: DragEvent, id: string): void {
    if (dragged.current === null) return;
    const edge = edgeOf(event);
    const isPossible = dropped(nodes, dragged.current, id, edge) !== null;
    setOver(isPossible ? { id, edge } : null);
    if (isPossible) event.preventDefault();
  }
  function drop(event: DragEvent, id: string): void {
    const moved = nodes.find((node) => node.id === dragged.current);
    setOver(null);
    if (!moved) return;
    event.preventDefault();
    onMove(moved, dropped(nodes, moved.id, id, edgeOf(event)));
  }

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
            aria-label={`${node.name} ${t('departments.people', { count: node.totalUserCount })}`}
            className={classes('department-line', node.id === openId && 'is-open', over?.id === node.id && `drop-${over.edge}`)}
            style={{ paddingLeft: 8 + (level - 1) * 20 }}
            draggable={node.can.includes('move')}
            onDragStart={(event) => {
              dragged.current = node.id;
              event.dataTransfer.effectAllowed = 'move';
            }}
            onDragEnd={() => {
              dragged.current = null;
              setOver(null);
            }}
            onDragOver={(event) => drag(event, node.id)}
            onDragLeave={() => setOver(null)}
            onDrop={(event) => drop(event, node.id)}
            onFocus={() => setCurrent(node.id)}
            onKeyDown={(event) => press(event, line, index)}
            onClick={() => onOpen(node.id)}
          >
            <LineContent {...props} line={line} isFolded={isFolded} />
          </div>
        );
      })}
    </div>
  );
}

function LineContent({ line: { node, hasChildren }, isFolded, onFold, onAdd }: Props & { line: Line<Department>; isFolded: boolean }) {
  const { t } = useTranslation();
  const Chevron = isFolded ? ChevronRight : ChevronDown;
  const people = t('departments.peopleOf', { own: node.userCount, total: node.totalUserCount });
  return (
    <>
      <GripVertical size={14} aria-hidden className={classes('department-grip', !node.can.includes('move') && 'is-fixed')} />
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

/** The upper quarter of a row means before it, the lower one after it, between them inside. */
function edgeOf(event: DragEvent): Edge {
  const { top, height } = event.currentTarget.getBoundingClientRect();
  const part = (event.clientY - top) / height;
  if (part < 0.25) return 'before';
  return part > 0.75 ? 'after' : 'inside';
}
