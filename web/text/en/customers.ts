import type { Texts } from '../zh.ts';

export const customers = {
  what: 'customers',
  list: {
    search: 'Name or number', searchLabel: 'Search customers', stage: 'Stage', allStages: 'All stages', sort: 'Sort',
    sorts: { 'created': 'Newest first', 'last-call': 'Last call', 'name': 'Name' },
    create: 'Add customer', total: '{{total}} customers', totalAbout: 'about {{total}} customers',
    empty: 'No customers yet', emptyHint: 'Add one, or save an unknown caller', nothing: 'No customer matches', nothingHint: 'Try other filters',
    callTo: 'Call {{name}}', open: 'Open {{name}}', actions: 'Actions',
    columnName: 'Name', columnPhone: 'Number', columnCompany: 'Company', columnStage: 'Stage', columnOwner: 'Owner', columnLastCall: 'Last call', columnCalls: 'Calls', columnFollowUps: 'Notes', columnCreated: 'Created',
  },
  card: {
    name: 'Name', phone: 'Number', title: 'Title', company: 'Company', stage: 'Stage', email: 'E-mail', address: 'Address', note: 'Note', owner: 'Owner', created: 'Created',
    calls: 'calls', followUps: 'follow-ups', lastCall: 'last call', mine: 'mine', contact: 'Contact', newTitle: 'New customer', newHint: 'Saved as a customer together with this call',
    unsaved_one: '{{count}} unsaved change', unsaved_other: '{{count}} unsaved changes',
    save: 'Save customer', create: 'Add customer', saved: 'Customer saved', created_toast: 'Customer added', undo: 'Undo', none: 'empty',
    reload: 'Show the latest', changedMeanwhile: 'Somebody changed this customer. What you typed is kept; look at the latest, then save',
    noEdit: 'No permission to edit', maskedPhone: 'The number is hidden',
  },
  title: { '': 'empty', 'mr': 'Mr', 'ms': 'Ms' },
  stage: { '': 'Not set', 'lead': 'First contact', 'contacted': 'Needs clear', 'interested': 'Interested', 'negotiating': 'Offer made', 'won': 'Won', 'lost': 'On ice' },
  history: {
    followUps: 'Follow-ups', calls: 'Calls', all: 'Everything', onlyNotes: 'Only follow-ups', onlyMine: 'Only mine', more: 'Load earlier records', what: 'history',
    empty: 'Nothing yet', emptyHint: 'Add the first follow-up on the right after a call', emptyFollowUps: 'No follow-ups yet', emptyCalls: 'No calls yet',
    followUp: 'Follow-up', ongoing: 'in progress {{time}}', talked: 'connected {{time}}', play: 'Play the recording', remind: 'reminder {{time}}', unknown: 'Unknown number, no history', unknownHint: 'Save it as a customer and this call is filed there', newHint: 'Enter name and number; follow-ups can be added once saved',
  },
  direction: { inbound: 'Inbound call', outbound: 'Outbound call', internal: 'Internal call', missed: 'Missed call' },
  followUp: {
    title: 'Add follow-up', service: 'Service', stage: 'Stage', callState: 'Call result', currentState: 'State', channel: 'Channel', content: 'Content', contentHint: 'What was said, what comes next',
    remind: 'Next reminder', in30: 'In 30 minutes', later: 'Today {{time}}', tomorrow: 'Tomorrow 10:00', custom: 'Other', customLabel: 'Time of the reminder', noReminder: 'None',
    save: 'Save follow-up', saved: 'Follow-up saved', savedRemind: 'Follow-up saved, reminder {{time}}', draft: 'Draft kept {{time}}', clear: 'Clear', needsCustomer: 'Save the customer first', missingContent: 'Write what happened',
    missingService: 'Choose a service', choose: 'Choose', pastTime: 'The reminder must be in the future',
  },
  service: { 'consult': 'Question', 'order': 'Order', 'after-sales': 'After-sales', 'complaint': 'Complaint', 'other': 'Other' },
  callState: { 'connected': 'Connected', 'no-answer': 'No answer', 'busy': 'Busy', 'refused': 'Refused', 'wrong-number': 'Wrong number', 'other': 'Other' },
  currentState: { open: 'Open', processing: 'In progress', done: 'Done' },
  channel: { phone: 'Phone', wechat: 'WeChat', sms: 'SMS', email: 'E-mail', visit: 'Visit' },
} satisfies Texts['customers'];
