import type { Translated } from '../../../text/texts.ts';
import type { zh } from './pause-reasons.zh.ts';

export const en: Translated<typeof zh> = {
  pauseReasons: {
    what: 'pause reasons',
    add: 'Add pause reason',
    unit: 'reasons',
    hint: 'Agents who are busy or away can name one, unless their minutes of the day are used up or their group has its share; they see them in this order, which you change by dragging',
    search: 'Name',
    name: 'Name',
    nameEn: 'English name',
    nameEnHint: 'Leave empty to use the name',
    state: 'Phone state',
    states: { busy: 'Busy', away: 'Away' },
    hue: 'Colour',
    hues: { grey: 'Grey', sand: 'Sand', moss: 'Moss', teal: 'Teal', plum: 'Plum', rust: 'Rust' },
    minutesPerDay: 'Minutes a day',
    minutes: 'min',
    minutesHint: 'In all for each agent; leave empty for no limit',
    minutesOf: '{{count}} min',
    maxOfGroup: 'At once in a group',
    people: 'agents',
    mostHint: 'Of each agent group; leave empty for no limit',
    mostOf: '{{count}} agents',
    least: 'At least 1; leave empty for no limit',
    isEnabled: 'Status',
    enabled: 'On',
    disabled: 'Off',
    enabledHint: "When off it can't be chosen; history is kept",
    removing: 'A reason that was used cannot be deleted; turn it off',
  },
  errors: {
    'pause-reason.name-taken': 'There is a pause reason with this name already',
    'pause-reason.in-use': 'This reason was used and cannot be deleted; turn it off instead',
  },
  permissions: {
    'pause-reason.read': 'See pause reasons',
    'pause-reason.manage': 'Manage pause reasons',
  },
  audit: {
    actions: {
      'pause-reason.create': 'Created a pause reason',
      'pause-reason.change': 'Changed a pause reason',
      'pause-reason.delete': 'Deleted a pause reason',
    },
    records: { 'pause-reason': 'Pause reason' },
    fields: {
      nameEn: 'English name',
      hue: 'Colour',
      minutesPerDay: 'Minutes a day',
      maxOfGroup: 'At once in a group',
    },
  },
};
