/** The rules of live calls without a media server, for tests of routes: its agents are users of a test tenant. */
import { legOfAgent } from '@bahu/domain/callcontrol/call.ts';
import { TestCallControl } from '@bahu/domain/callcontrol/test-callcontrol.ts';
import type { DialNumber } from '@bahu/domain/numbers/dial.ts';
import { simulatedDid, simulatedTrunk } from '@bahu/domain/simulation/demo-configuration.ts';
import { simulatedAgent } from '@bahu/domain/simulation/simulation.ts';
import { newId } from './kernel/ids.ts';
import { deskWithoutEngine, type OriginOptions } from './compose/origin.ts';
import { CallCommands } from './telephony/call-commands.ts';
import { StateCommands } from './telephony/state-commands.ts';
import type { TestUser } from './test-server.ts';

export class TestCalls {
  readonly control = new TestCallControl({ agents: [] });
  /** For `createTestServer`. */
  readonly desk: OriginOptions['desk'];

  constructor() {
    const { control } = this;
    const handle = async (event: Parameters<TestCallControl['apply']>[0]): Promise<void> =>
      void control.apply(event, 1);
    const engine = {
      get current() {
        return control.state;
      },
      handle,
    };
    const clock = { now: () => control.now };
    const calls = new CallCommands(() => engine, clock);
    const deskPhones = { ...deskWithoutEngine.deskPhones, deskPhoneChanged: async () => undefined };
    const states = new StateCommands(() => engine, clock);
    this.desk = { ...deskWithoutEngine, calls, supervision: calls, liveCalls: calls, states, deskPhones };
  }

  /** Phones of these users, ready. */
  add(...users: TestUser[]): void {
    for (const [i, { userId: agentId, sessionId, extension }] of users.entries()) {
      this.control.apply({
        type: 'agent-saved',
        agent: simulatedAgent(i, { id: agentId, extension, isRecorded: false, wrapUpSeconds: 0 }),
      });
      this.control.apply({ type: 'phone-issued', agentId, sessionId });
      this.control.apply({ type: 'phone-registered', agentId });
    }
  }

  /** A call outside in which the user talks; its id. */
  talk({ userId: agentId }: TestUser, number = '+8613900000042', customerName: string | null = null): string {
    const callId = newId();
    const target = {
      kind: 'external',
      number: number as DialNumber,
      trunkId: simulatedTrunk,
      callerId: simulatedDid,
    } as const;
    this.control.apply({ type: 'place', callId, agentId, target, customerId: null, customerName });
    this.control.apply({ type: 'leg-ready', legId: this.control.near(callId) }, 1);
    this.control.apply({ type: 'leg-ready', legId: this.control.far(callId) });
    this.control.apply({ type: 'leg-answered', legId: this.control.far(callId) }, 3);
    return callId;
  }

  /** The user may have a second call while the first waits. */
  allowTwo(user: TestUser): void {
    this.control.apply({ type: 'agent-saved', agent: { ...this.agent(user), hasSecondCall: true } });
  }

  /** A user whose phone rings takes the call. */
  answer({ userId: agentId }: TestUser): void {
    const callId = this.control.state.agents.get(agentId)!.callId!;
    const legId = legOfAgent(this.control.call(callId), agentId)!.id;
    this.control.apply({ type: 'leg-ringing', legId }, 1);
    this.control.apply({ type: 'leg-ready', legId }, 2);
  }

  agent({ userId: agentId }: TestUser) {
    return this.control.state.agents.get(agentId)!;
  }

  /** Ends every call, as when the media server starts anew; the phones come back. */
  clear(): void {
    this.control.apply({ type: 'media-server-restarted' }, 1);
    for (const agentId of this.control.state.agents.keys())
      this.control.apply({ type: 'phone-registered', agentId }, 1);
  }
}
