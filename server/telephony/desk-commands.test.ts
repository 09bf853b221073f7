/** Commands of the desk, before the rules of live calls. */
import { expect, test } from 'vitest';
import { id, mobile, TestCallControl } from '@bahu/domain/callcontrol/test-callcontrol.ts';
import type { Event } from '@bahu/domain/callcontrol/event.ts';
import { DeskCommands } from './desk-commands.ts';

/** The desk of a tenant whose engine takes an event up a moment after it was told, with what has come in between. */
function deskOf(meanwhile: (control: TestCallControl) => void = () => undefined) {
  const control = new TestCallControl();
  const handle = async (event: Event): Promise<void> => {
    await Promise.resolve();
    meanwhile(control);
    control.apply(event);
  };
  const desk = new DeskCommands(
    () => ({
      get current() {
        return control.state;
      },
      handle,
    }),
    { now: () => control.now },
  );
  const place = (): Promise<string> =>
    desk.place('tenant', id(0), {
      target: { kind: 'external', number: mobile },
      customer: null,
      isToldOnceReached: false,
    });
  return { control, place };
}

test('[A2.1] a call that is placed has the id that was answered', async () => {
  const { control, place } = deskOf();
  expect([...control.state.calls.keys()]).toEqual([]);
  const callId = await place();
  expect([...control.state.calls.keys()]).toEqual([callId]);
});

test('[A2.1] of two calls that an agent places at once the second is refused, and no id is answered that no call has', async () => {
  const { control, place } = deskOf();
  const [first, second] = await Promise.allSettled([place(), place()]);
  expect(first).toEqual({ status: 'fulfilled', value: [...control.state.calls.keys()][0] });
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'phone.call-in-progress' } });
  expect(control.state.calls.size).toBe(1);
});

test('[A2.1] a call that came to nothing for another reason is refused too', async () => {
  const { place } = deskOf((control) => void control.apply({ type: 'agent-removed', agentId: id(0) }));
  await expect(place()).rejects.toMatchObject({ code: 'phone.not-registered' });
});

test('[S6] a call to a number on a list is refused as that, and its record is written', async () => {
  const { control, place } = deskOf();
  const numberLists = [{ find: () => ({ reason: 'blacklist', entryId: 'entry' }) }];
  control.apply({ type: 'configured', configuration: { ...control.state.configuration, numberLists } });
  await expect(place()).rejects.toMatchObject({ code: 'phone.number-blocked' });
  expect([control.state.calls.size, control.agent().state]).toEqual([0, 'ready']);
});
