/** Members in their order: found by the server, moved by dragging, buttons or Alt+↑ ↓. */
import { ArrowDown, ArrowUp, GripVertical, X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/icon-button.tsx';
import { moved } from '../../../ui/list/arrangement.ts';
import { classes } from '../../../ui/marks.tsx';
import './agent-groups.css';
import { nameOf } from '../../../ui/people.ts';
import { RemoteSelect } from '../../../ui/remote/remote-select.tsx';
import { useKnownPeople, usePeople } from '../../../ui/use-people.ts';

interface Member {
  agentId: string;
  name: string;
  extension: string;
}
interface Props {
  id: string;
  ids: readonly string[];
  /** Members as the group came, who need not be asked for by name. */
  known: readonly Member[];
  isDisabled: boolean;
  onChange: (ids: string[]) => void;
}

export function MemberList({ id, ids, known, isDisabled, onChange }: Props) {
  const { t } = useTranslation();
  const remote = usePeople();
  const [dragged, setDragged] = useState<string | null>(null);
  const members = new Map(known.map((member) => [member.agentId, member]));
  const added = useKnownPeople(ids.filter((id) => !members.has(id)));
  const wordOf = (agentId: string): string => {
    const found = members.get(agentId) ?? added(agentId)?.person;
    return found ? `${found.name} ${found.extension}` : nameOf(t, added(agentId));
  };
  const move = (agentId: string, to: number) => to >= 0 && to < ids.length && onChange([...moved(ids, agentId, to)]);
  function press(event: KeyboardEvent, agentId: string, at: number): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || step === undefined || isDisabled) return;
    event.preventDefault();
    event.stopPropagation();
    move(agentId, at + step);
  }
  return (
    <div className="column member-list">
      {!isDisabled && (
        <RemoteSelect
          id={id}
          label={t('agentGroups.members')}
          aria-label={t('agentGroups.addMember')}
          placeholder={t('agentGroups.addMember')}
          remote={remote}
          isSeveral
          isBare
          values={ids}
          onChange={onChange}
        />
      )}
      {ids.length === 0 && <p className="hint small">{t('agentGroups.noMembers')}</p>}
      <ol>
        {ids.map((agentId, at) => {
          const name = wordOf(agentId);
          return (
            <li
              key={agentId}
              draggable={!isDisabled}
              className={classes('member', dragged === agentId && 'is-dragged')}
              onDragStart={() => setDragged(agentId)}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => dragged && event.preventDefault()}
              onDrop={() => dragged && move(dragged, at)}
              onKeyDown={(event) => press(event, agentId, at)}
            >
              {!isDisabled && <GripVertical size={14} className="hint" aria-hidden />}
              <span className="fill cut">{name}</span>
              {!isDisabled && (
                <MemberButtons
                  name={name}
                  isFirst={at === 0}
                  isLast={at === ids.length - 1}
                  onMove={(step) => move(agentId, at + step)}
                  onRemove={() => onChange(ids.filter((other) => other !== agentId))}
                />
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

interface ButtonsProps {
  name: string;
  isFirst: boolean;
  isLast: boolean;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}

function MemberButtons({ name, isFirst, isLast, onMove, onRemove }: ButtonsProps) {
  const { t } = useTranslation();
  return (
    <>
      <IconButton
        icon={ArrowUp}
        size="tiny"
        label={t('agentGroups.moveUp', { name })}
        keys="Alt+↑"
        disabled={isFirst}
        onClick={() => onMove(-1)}
      />
      <IconButton
        icon={ArrowDown}
        size="tiny"
        label={t('agentGroups.moveDown', { name })}
        keys="Alt+↓"
        disabled={isLast}
        onClick={() => onMove(1)}
      />
      <IconButton icon={X} size="tiny" label={t('agentGroups.removeMember', { name })} onClick={onRemove} />
    </>
  );
}
