/** A tree whose nodes move: ↑ ↓ ← → walk, Enter opens, Alt with an arrow moves, and so does the mouse. */
import { ChevronDown, ChevronRight, GripVertical } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { classes } from '../marks.tsx';
import { linesOf, type Line } from './lines.ts';
import { nudged, type Node, type Nudge, type Place } from './moves.ts';
import { useTreeDrag } from './use-tree-drag.ts';
import { useTreeKeys } from './use-tree-keys.ts';
import './movable-tree.css';

interface Props<T extends Node> {
  label: string;
  nodes: readonly T[];
  folded: ReadonlySet<string>;
  openId: string | undefined;
  /** The whole line in words. */
  wordsOf: (node: T) => string;
  /** What stands in a line behind the name. */
  content: (node: T) => ReactNode;
  canMove: (node: T) => boolean;
  onFold: (id: string, isFolded: boolean) => void;
  onOpen: (id: string) => void;
  onMove: (node: T, place: Place | null) => void;
}

const steps: Readonly<Record<string, Nudge>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' };

export function MovableTree<T extends Node>(props: Props<T>) {
  const { label, nodes, folded, openId, wordsOf, canMove, onOpen, onMove } = props;
  const lines = linesOf(nodes, folded);
  const { tree, current, setCurrent, press } = useMoveKeys(props, lines);
  const { over, handlersOf } = useTreeDrag(nodes, canMove, onMove);
  const opened = lines.find(({ node }) => node.id === openId) ?? lines[0];
  const at = lines.some(({ node }) => node.id === current) ? current : opened?.node.id;
  return (
    <div ref={tree} role="tree" className="movable-tree" aria-label={label}>
      {lines.map((line, index) => {
        const { node, level, hasChildren, place, among } = line;
        return (
          <div
            key={node.id}
            data-id={node.id}
            role="treeitem"
            tabIndex={node.id === at ? 0 : -1}
            aria-level={level}
            aria-posinset={place}
            aria-setsize={among}
            aria-expanded={hasChildren ? !folded.has(node.id) : undefined}
            aria-selected={node.id === openId}
            aria-label={wordsOf(node)}
            className={classes(
              'movable-line',
              node.id === openId && 'is-open',
              over?.id === node.id && `drop-${over.edge}`,
            )}
            style={{ paddingLeft: 8 + (level - 1) * 20 }}
            onFocus={() => setCurrent(node.id)}
            onKeyDown={(event) => press(event, line, index)}
            onClick={() => onOpen(node.id)}
            {...handlersOf(node)}
          >
            <LineContent {...props} line={line} />
          </div>
        );
      })}
    </div>
  );
}

/** Alt with an arrow moves the row; the rest walks. */
function useMoveKeys<T extends Node>(props: Props<T>, lines: readonly Line<T>[]) {
  const { nodes, onFold, onMove } = props;
  const { press: walk, ...keys } = useTreeKeys({ ...props, lines, nameOf: ({ name }) => name });
  function press(event: KeyboardEvent, line: Line<T>, index: number): void {
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

function LineContent<T extends Node>(props: Props<T> & { line: Line<T> }) {
  const { folded, canMove, content, onFold } = props;
  const { node, hasChildren } = props.line;
  const isFolded = folded.has(node.id);
  const Chevron = isFolded ? ChevronRight : ChevronDown;
  return (
    <>
      <GripVertical size={14} aria-hidden className={classes('movable-grip', !canMove(node) && 'is-fixed')} />
      <span
        className="movable-fold"
        aria-hidden
        onClick={(event) => {
          event.stopPropagation();
          if (hasChildren) onFold(node.id, !isFolded);
        }}
      >
        {hasChildren && <Chevron size={15} />}
      </span>
      <b className="cut movable-name">{node.name}</b>
      {content(node)}
    </>
  );
}
