/** The desk between calls: own calls, queues, colleagues. */
import { useIsHandheld } from '../../lib/layout.ts';
import { ParkedCard } from '../parked/parked-card.tsx';
import { Colleagues } from './colleagues.tsx';
import { DeskHello } from './desk-hello.tsx';
import { Queues } from './queues.tsx';
import { CallsCard } from './calls-card.tsx';
import './workbench.css';

export function WorkbenchPage() {
  if (useIsHandheld())
    return (
      <div className="workbench">
        <DeskHello />
        <ParkedCard />
        <CallsCard />
        <Queues />
        <Colleagues />
      </div>
    );
  return (
    <div className="workbench">
      <div className="column workbench-side">
        <DeskHello />
        <ParkedCard />
        <Queues />
      </div>
      <CallsCard />
      <Colleagues />
    </div>
  );
}
