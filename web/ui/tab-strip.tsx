/** Tabs within a card. */
import type { KeyboardEvent } from 'react';
import './tab-strip.css';

interface Props<V extends string> {
  label: string;
  value: V;
  items: readonly { value: V; label: string; count?: number | undefined }[];
  onChange: (value: V) => void;
}

export function TabStrip<V extends string>({ label, value, items, onChange }: Props<V>) {
  function move(event: KeyboardEvent<HTMLDivElement>): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || event.altKey) return;
    const at = items.findIndex((item) => item.value === value);
    const next = items[(at + step + items.length) % items.length];
    if (!next) return;
    onChange(next.value);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[items.indexOf(next)]?.focus();
  }
  return (
    <div className="tab-strip" role="tablist" aria-label={label} onKeyDown={move}>
      {items.map((item) => (
        <button
          key={item.value}
          type="button"
          role="tab"
          aria-selected={item.value === value}
          tabIndex={item.value === value ? 0 : -1}
          onClick={() => onChange(item.value)}
        >
          {item.label}
          {item.count !== undefined && <span className="hint">{item.count}</span>}
        </button>
      ))}
    </div>
  );
}
