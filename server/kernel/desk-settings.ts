/** Settings of desks as they are kept, by agents and by their company. */
import { deskSettingNames, deskSettings, type DeskRules, type SomeDeskSettings } from '@bahu/contract/desk-settings.ts';
import { conflictsOf, readHotKeys, type HotKeyName } from '@bahu/domain/hot-keys/hot-keys.ts';
import { unknownIn } from '@bahu/domain/messages/hang-up.ts';
import { Value } from 'typebox/value';
import { Refusal } from './errors.ts';

type Kept = Record<string, unknown>;
const asObject = (kept: unknown): Kept => (typeof kept === 'object' && kept !== null ? (kept as Kept) : {});

/** A setting that another version of the program kept in a form which this one does not know counts as not set. */
export function readDeskSettings(stored: unknown): SomeDeskSettings {
  const kept = asObject(stored);
  const keys = kept['hotKeys'];
  const known: Kept = {
    ...kept,
    ...(keys !== undefined && { hotKeys: readHotKeys(asObject(keys) as Partial<Record<HotKeyName, string>>) }),
  };
  return Object.fromEntries(
    deskSettingNames.flatMap((name) =>
      Value.Check(deskSettings[name].value, known[name]) ? [[name, known[name]]] : [],
    ),
  );
}

/** What a company has set for the desks of its agents, each part by itself. */
export function readDeskRules(stored: unknown): DeskRules {
  const { defaults, locks } = asObject(stored);
  return {
    defaults: readDeskSettings(defaults),
    locks: deskSettingNames.filter((name) => Array.isArray(locks) && locks.includes(name)),
  };
}

/** @throws Refusal desk-setting.hot-keys when keys would take what something else has, desk-setting.message-variable for texts with variables that there are not. */
export function refuseUnfit({ hotKeys, textsAfterCalls }: SomeDeskSettings): void {
  const conflicts = hotKeys ? conflictsOf(hotKeys) : [];
  if (conflicts.length > 0)
    throw new Refusal(
      'desk-setting.hot-keys',
      undefined,
      conflicts.map(({ key, why }) => ({ path: `hotKeys.${key}`, rule: why })),
    );
  const unknown = Object.entries(textsAfterCalls ?? {}).filter(([, text]) => unknownIn(text).length > 0);
  if (unknown.length > 0)
    throw new Refusal(
      'desk-setting.message-variable',
      undefined,
      unknown.map(([name]) => ({ path: `textsAfterCalls.${name}`, rule: 'variable' })),
    );
}
