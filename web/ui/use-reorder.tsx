/** Putting lines into an order: by dragging, and by ↑ ↓ on the grip of a line, which says where it stands now. */
import { useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';

interface Line {
  id: string;
  /** What is said when it moves. */
  name: string;
  /** From 1. */
  place: number;
  count: number;
}
interface Moves {
  /** A line was let go over another one. */
  onDrop: (id: string, overId: string) => void;
  onStep: (id: string, step: -1 | 1) => void;
}

export function useReorder({ onDrop, onStep }: Moves) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  /** The line that keys have moved, until it is drawn at its new place: there its grip has the focus again. */
  const held = useRef<{ id: string; place: number } | null>(null);
  function press(event: KeyboardEvent, { id, name, place, count }: Line): void {
    const step = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key as 'ArrowUp' | 'ArrowDown'];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const to = place + step;
    if (to < 1 || to > count) return setSaid(t(step < 0 ? 'ui.move.first' : 'ui.move.last', { name }));
    held.current = { id, place: to };
    setSaid(t('ui.move.done', { name, place: to, count }));
    onStep(id, step);
  }
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  return {
    dragged,
    over,
    announcement: (
      <p className="unseen" role="status">
        {said}
      </p>
    ),
    /** Of the line. */
    lineOf: (id: string) => ({
      draggable: true,
      onDragStart(event: DragEvent) {
        setDragged(id);
        event.dataTransfer.effectAllowed = 'move';
        event.stopPropagation();
      },
      onDragEnd: end,
      onDragOver(event: DragEvent) {
        if (dragged === null) return;
        event.preventDefault();
        if (over !== id) setOver(id);
      },
      onDrop(event: DragEvent) {
        event.preventDefault();
        if (dragged !== null && dragged !== id) onDrop(dragged, id);
        end();
      },
    }),
    /** Of the button that moves the line. */
    gripOf: (line: Line) => ({
      ref: (button: HTMLElement | null) => {
        if (!button || held.current?.id !== line.id || held.current.place !== line.place) return;
        button.focus();
        held.current = null;
      },
      'aria-label': t('ui.move.grip', { name: line.name, place: line.place }),
      title: t('ui.move.hint'),
      onKeyDown: (event: KeyboardEvent) => press(event, line),
    }),
  };
}
