/** What the buttons of a headset mean for the call: a hook that is lifted answers, one that is put back ends. */
import { buttonsIn, type Button, type HeadsetLayout, type Light } from './layout.ts';

/** How the buttons stood when they were last heard of. */
export interface Held {
  readonly on: ReadonlySet<Button>;
  /** When the hook was last lifted, epoch milliseconds. */
  readonly liftedAt: number;
  /** Its hook is a key: it springs back, and each press counts. */
  readonly isKey: boolean;
}
export const untouched: Held = { on: new Set(), liftedAt: -Infinity, isKey: false };

export interface Press {
  readonly button: Button;
  /** Lifted or put back; null: pressed. */
  readonly isOn: boolean | null;
}

/** A hook that comes back sooner is a key. A person needs longer to answer and end. */
const springsBackMs = 400;

/** What a report says has happened since the last one. `now` in epoch milliseconds. */
export function pressesIn(
  layout: HeadsetLayout,
  held: Held,
  report: { reportId: number; bytes: Uint8Array },
  now: number,
): { held: Held; presses: readonly Press[] } {
  const told = Object.entries(buttonsIn(layout, report.reportId, report.bytes)) as [Button, boolean][];
  const changed = told.filter(([button, isOn]) => isOn !== held.on.has(button));
  const on = new Set(held.on);
  let { liftedAt, isKey } = held;
  const presses: Press[] = [];
  for (const [button, isOn] of changed) {
    if (isOn) on.add(button);
    else on.delete(button);
    if (button === 'hook' && !isOn && now - liftedAt < springsBackMs) isKey = true;
    if (button === 'hook' && isOn) liftedAt = now;
    const isState = layout.buttons[button]!.isAbsolute && !(button === 'hook' && isKey) && !isMomentary.has(button);
    if (isState) presses.push({ button, isOn });
    else if (isOn) presses.push({ button, isOn: null });
  }
  return { held: { on, liftedAt, isKey }, presses };
}

/** Whatever their description says. */
const isMomentary: ReadonlySet<Button> = new Set(['drop', 'reject']);

/** The call as a headset knows it. */
export interface HeadsetCall {
  readonly phase: 'none' | 'ringing' | 'up';
  readonly isMuted: boolean;
  readonly isHeld: boolean;
}
export type Act = 'answer' | 'hang-up' | 'mute' | 'unmute';

/** Null where it means nothing: a headset also answers to its lights, and then says what is so already. */
export function actOf({ button, isOn }: Press, { phase, isMuted }: HeadsetCall): Act | null {
  switch (button) {
    case 'hook':
      if (phase === 'ringing') return isOn === false ? null : 'answer';
      return phase === 'up' && isOn !== true ? 'hang-up' : null;
    case 'mute':
      if (phase !== 'up' || isOn === isMuted) return null;
      return isMuted ? 'unmute' : 'mute';
    case 'drop':
      return phase === 'none' ? null : 'hang-up';
    case 'reject':
      return phase === 'ringing' ? 'hang-up' : null;
  }
}

/** What a headset shows of the call. */
export function lightsOf({ phase, isMuted, isHeld }: HeadsetCall): ReadonlySet<Light> {
  const lit: Light[] = [];
  if (phase === 'ringing') lit.push('ring');
  if (phase === 'up') lit.push('offHook');
  if (phase === 'up' && isMuted) lit.push('mute');
  if (phase === 'up' && isHeld) lit.push('hold');
  return new Set(lit);
}
