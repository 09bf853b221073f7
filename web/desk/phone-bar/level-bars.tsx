/** How loud something is, 0 to 1, as a row of bars. */
const bars = 24;

export function LevelBars({ name, level }: { name: string; level: number }) {
  return (
    <div
      className="level"
      role="meter"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(level * 100)}
    >
      {Array.from({ length: bars }, (_, bar) => (
        <i key={bar} className={level * bars > bar ? 'is-full' : ''} />
      ))}
    </div>
  );
}
