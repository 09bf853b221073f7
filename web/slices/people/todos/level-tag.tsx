/** How much a reminder matters. */
import type { TodoLevel } from '@bahu/contract/todos.ts';
import { useTranslation } from 'react-i18next';
import { Tag } from '../../../ui/marks.tsx';

const tones = { important: 'ringing', urgent: 'alarm' } as const;

export function LevelTag({ level }: { level: TodoLevel }) {
  const { t } = useTranslation();
  const text = t(`todos.levels.${level}`);
  return level === 'normal' ? <span>{text}</span> : <Tag tone={tones[level]}>{text}</Tag>;
}
