/** A search field that reports what was typed once the typing pauses, and at the latest when it is left. */
import { Input } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';

const pauseMs = 250;

export function SearchInput({
  value,
  label,
  placeholder,
  onChange,
}: {
  value: string;
  label: string;
  placeholder: string;
  onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  const [reported, setReported] = useState(value);
  if (value !== seen) {
    setSeen(value);
    // What comes back from our own report must not overwrite what was typed since.
    if (value !== reported) setTyped(value);
  }

  const report = () => {
    const text = typed.trim();
    if (text === value) return;
    setReported(text);
    onChange(text);
  };
  const reportLater = useEffectEvent(report);
  useEffect(() => {
    if (typed.trim() === value) return undefined;
    const timer = setTimeout(() => reportLater(), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, value]);
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
      onBlur={report}
    />
  );
}
