/** A search field that reports what was typed once the typing pauses. */
import { Input } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

const pauseMs = 250;

export function SearchInput({ value, label, placeholder, onChange }: { value: string; label: string; placeholder: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const report = useRef(onChange);
  useEffect(() => {
    report.current = onChange;
  });
  if (value !== known) {
    setKnown(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === known) return undefined;
    const timer = setTimeout(() => {
      setKnown(typed.trim());
      report.current(typed.trim());
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [typed, known]);
  return (
    <Input
      className="search-input"
      allowClear
      aria-label={label}
      placeholder={placeholder}
      maxLength={64}
      value={typed}
      prefix={<Search size={14} className="hint" aria-hidden />}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
