/** What the slice of the recordings keeps of a person: sound, with what is drawn of it. */
import { isAnyId, type PersonTable } from '../../../kernel/personal-data.ts';

export const recordingsOfPerson: PersonTable = {
  table: 'recordings',
  labels: { zh: '录音', en: 'Recordings' },
  rows: (person) => isAnyId('call_id', person.callIds),
  files: ['path', 'peaks_path'],
  hides: ['path', 'peaks_path', 'source'],
  erase: 'delete',
};
