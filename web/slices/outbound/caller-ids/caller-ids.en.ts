import type { Translated } from '../../../text/texts.ts';
import type { zh } from './caller-ids.zh.ts';

export const en: Translated<typeof zh> = {
  errors: {
    'caller-id.taken': '{{number}} is there already',
    'caller-id.limit': 'At most {{most}} caller IDs, twice the licensed channels',
    'caller-id.wrong-range': 'The range is wrong: same length, end after start, at most {{most}} at once',
    'caller-id.standard': 'The standard caller ID cannot be disabled or removed; make another one the standard first',
  },
  callerIds: {
    what: 'caller IDs',
    search: 'Number, note',
    searchLabel: 'Search caller IDs',
    create: 'Add number',
    number: 'Number',
    numberHint: "A number of the company's own; landlines with their area code",
    toNumber: 'To number',
    toNumberHint: 'Adds all numbers from the first to this one',
    trunk: 'Trunk',
    anyTrunk: 'Any',
    note: 'Note',
    standard: 'Standard',
    makeStandard: 'Make standard',
    madeStandard: 'This is the standard now',
    agents: 'Agents',
    state: 'State',
    enabled: 'Enabled',
    disabled: 'Disabled',
    saved: 'Caller ID saved',
    added_one: 'Number added',
    added_other: '{{count}} numbers added',
    delete: 'Remove',
    deleteConfirm: 'Remove {{number}}',
    deleteHint: 'Its {{count}} agents will show the standard number',
    deleted: 'Number removed',
    nothing: 'No caller IDs',
    nothingHint: "What the called party sees; without any, the trunk's own number",
    limit: '{{most}} at most, twice the licensed channels',
    unit: 'numbers',
    editorTitle: 'Edit caller ID',
    sheet: 'Import caller IDs',
  },
  permissions: {
    'caller-id.read': 'See caller IDs',
    'caller-id.manage': 'Manage caller IDs',
  },
  audit: {
    actions: {
      'caller-id.create': 'Caller ID added',
      'caller-id.change': 'Caller ID changed',
      'caller-id.delete': 'Caller ID deleted',
    },
    records: {
      'caller-id': 'Caller ID',
    },
  },
};
