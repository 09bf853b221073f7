/** The right half of the panel: where the call can go, searched by name, initials, extension, group or number. */
import type { Directory } from '@bahu/contract/desk.ts';
import type { LiveCall } from '@bahu/contract/realtime.ts';
import { Input, type InputRef } from 'antd';
import { Search, X } from 'lucide-react';
import { useEffect, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useTopic } from '../../lib/services.tsx';
import { useMayCall } from '../../ui/place-call.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Loaded, Notice } from '../../ui/list-state.tsx';
import { isFree, linesOf, outsideNumber } from '../directory.ts';
import { ColleagueLines, GroupLines, MenuLines, OutsideLine, QueueLines } from './directory-lines.tsx';
import type { CallSteps } from './use-call-steps.ts';
import { useDirectory } from '../use-directory.ts';

const kinds = ['colleagues', 'queues', 'groups', 'menus'] as const;
type Kind = (typeof kinds)[number];
const lines = { colleagues: ColleagueLines, queues: QueueLines, groups: GroupLines, menus: MenuLines } as const;

interface Props {
  call: LiveCall;
  steps: CallSteps;
  field: RefObject<InputRef | null>;
  onClose: () => void;
}

export function TransferDirectory({ call, steps, field, onClose }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [kind, setKind] = useState<Kind>('colleagues');
  const directory = useDirectory();
  const choose = useFirstChoice(directory.data, typed, steps);
  useEffect(() => field.current?.focus(), [field]);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.altKey && !event.nativeEvent.isComposing) choose();
  };
  return (
    <div className="transfer-directory column">
      <div className="transfer-search row">
        <Input
          ref={field}
          className="fill"
          allowClear
          value={typed}
          maxLength={64}
          aria-label={t('transfers.search')}
          placeholder={t('transfers.search')}
          prefix={<Search size={14} className="hint" aria-hidden />}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={press}
        />
        <IconButton icon={X} size="small" label={t('transfers.close')} onClick={onClose} />
      </div>
      <div className="chips transfer-kinds" role="group" aria-label={t('transfers.title')}>
        {kinds.map((name) => (
          <button key={name} type="button" className="chip" aria-pressed={kind === name} onClick={() => setKind(name)}>
            {t(`transfers.kinds.${name}`)}
          </button>
        ))}
        <ReadyCount directory={directory.data} />
      </div>
      <Loaded answer={directory} what={t('transfers.kinds.colleagues')}>
        {(data) => <Found data={data} kind={kind} typed={typed} call={call} steps={steps} />}
      </Loaded>
    </div>
  );
}

function Found({
  data,
  kind,
  typed,
  call,
  steps,
}: {
  data: Directory;
  kind: Kind;
  typed: string;
  call: LiveCall;
  steps: CallSteps;
}) {
  const { t } = useTranslation();
  const Lines = lines[kind];
  const outside = outsideNumber(typed, data.colleagues);
  return (
    <div className="scroll fill">
      <ul className="target-list">
        {outside !== null && <OutsideLine number={outside} steps={steps} />}
        <Lines directory={data} typed={typed} call={call} steps={steps} />
      </ul>
      <div className="target-nothing">
        <Notice title={t('transfers.nothing')} hint={t('transfers.nothingHint')} />
      </div>
    </div>
  );
}

function ReadyCount({ directory }: { directory: Directory | undefined }) {
  const { t } = useTranslation();
  const presence = useTopic('presence')?.agents;
  if (!directory) return null;
  const all = linesOf(directory.colleagues, presence, '');
  return (
    <span className="hint small transfer-count">
      {t('transfers.online', { ready: all.filter(isFree).length, all: all.length })}
    </span>
  );
}

/** What Enter does in the field: consults the number outside, or the first colleague who is meant and free. */
function useFirstChoice(directory: Directory | undefined, typed: string, steps: CallSteps): () => void {
  const presence = useTopic('presence')?.agents;
  const mayCall = useMayCall();
  return () => {
    if (!directory || typed.trim() === '' || !(steps.possible.has('consult') || steps.possible.has('again'))) return;
    const outside = outsideNumber(typed, directory.colleagues);
    const first = linesOf(directory.colleagues, presence, typed).find(isFree);
    if (first) steps.consult({ agentId: first.colleague.agentId });
    else if (outside !== null && mayCall) steps.consult({ number: outside });
  };
}
