/** A tree by keys: ↑ ↓ Home End walk, → ← open and fold, Enter and Space choose, typed letters find. One row takes the focus at a time. */
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { nextNamed, type Line, type Node } from './lines.ts';

/** Letters that follow each other within this belong together, ms: as lists of the browser have it. */
const typingMs = 700;

interface Options<T extends Node> {
  lines: readonly Line<T>[];
  nameOf: (node: T) => string;
  folded: ReadonlySet<string>;
  onFold: (id: string, isFolded: boolean) => void;
  onOpen: (id: string) => void;
}

export interface TreeKeys<T extends Node> {
  /** Of the element with the role `tree`, whose lines carry `data-id`. */
  readonly tree: RefObject<HTMLDivElement | null>;
  readonly current: string | null;
  readonly setCurrent: (id: string) => void;
  /** Whether the key meant something here. */
  readonly press: (event: KeyboardEvent, line: Line<T>, index: number) => boolean;
}

export function useTreeKeys<T extends Node>(options: Options<T>): TreeKeys<T> {
  const { lines, nameOf, folded, onFold, onOpen } = options;
  const tree = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: '', at: 0 });
  const [current, setCurrent] = useState<string | null>(null);

  function go(index: number): void {
    const line = lines[Math.max(0, Math.min(lines.length - 1, index))];
    if (!line) return;
    setCurrent(line.node.id);
    tree.current?.querySelector<HTMLElement>(`[data-id="${line.node.id}"]`)?.focus();
  }
  function find(key: string, index: number, at: number): boolean {
    const isGoingOn = at - typed.current.at < typingMs;
    const text = isGoingOn ? typed.current.text + key : key;
    typed.current = { text, at };
    const found = nextNamed(
      lines.map(({ node }) => nameOf(node)),
      isGoingOn ? index : index + 1,
      text,
    );
    // What names nothing may be a key of the whole page, such as / and ?.
    if (found >= 0) go(found);
    return found >= 0;
  }
  function press(event: KeyboardEvent, { node, hasChildren }: Line<T>, index: number): boolean {
    const { key } = event;
    const isOpen = hasChildren && !folded.has(node.id);
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(index + 1),
      ArrowUp: () => go(index - 1),
      Home: () => go(0),
      End: () => go(lines.length - 1),
      Enter: () => onOpen(node.id),
      ' ': () => onOpen(node.id),
      ArrowRight: () => (isOpen ? go(index + 1) : hasChildren && onFold(node.id, false)),
      ArrowLeft: () =>
        isOpen ? onFold(node.id, true) : go(lines.findIndex((line) => line.node.id === (node.parentId ?? node.id))),
    };
    if (key in acts) acts[key]!();
    else if ([...key].length !== 1 || !find(key, index, event.timeStamp)) return false;
    return true;
  }
  return { tree, current, setCurrent, press };
}
