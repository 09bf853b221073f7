/** The caller-ID sheet of agents: which number each shows when they call and when they transfer. */
import { isCellError, type Checked, type CellError } from '@bahu/domain/imports/cells.ts';
import type { Tx } from '../../../kernel/db.ts';
import { field, type Actor, type ImportSpec, type RowChecker } from '../../platform/imports/index.ts';
import { applyUsers, callerIdReader, existingUsers, undoUsers, usersPerBatch } from '../../people/users/index.ts';

const fields = [
  field('extension', '分机号', 'Extension', ['分机', '工号', '坐席号', 'ext'], true),
  field('callerId', '外显号码', 'Caller ID', ['主叫号码', '外呼号码', 'caller id shown', 'number']),
  field('transferCallerId', '转接外显号码', 'Caller ID on transfer', ['转接外显', 'transfer caller id']),
];

async function openChecker(tx: Tx, { principal }: Actor): Promise<RowChecker> {
  const read = await callerIdReader(tx, principal);
  return ([extension = '', callerId = '', transferCallerId = '']) => {
    const errors: { field: number; error: CellError }[] = [];
    const stored: { callerId?: string | null; transferCallerId?: string | null } = {};
    const take = (key: keyof typeof stored, index: number, text: string): void => {
      if (text.trim() === '') return;
      const checked: Checked<string | null> = read(text.trim());
      if (isCellError(checked)) errors.push({ field: index, error: checked });
      else stored[key] = checked.value;
    };
    const key = extension.trim().normalize('NFKC');
    if (!/^[4-8][0-9]{2}$/.test(key))
      errors.push({ field: 0, error: { reason: key === '' ? 'required' : 'extension', params: {} } });
    take('callerId', 1, callerId);
    take('transferCallerId', 2, transferCallerId);
    return { key, data: [JSON.stringify(stored)], errors };
  };
}

export const callerIdsImport: ImportSpec = {
  kind: 'caller-ids',
  fields,
  keyField: 0,
  changesOnly: true,
  configures: 'all',
  batchRows: usersPerBatch,
  openChecker,
  existing: existingUsers,
  apply: applyUsers,
  undo: undoUsers,
};
