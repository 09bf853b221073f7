import type { Texts } from '../zh.ts';

export const calls = {
  what: 'calls',
  direction: { inbound: 'Inbound', outbound: 'Outbound', internal: 'Internal' },
  outcome: {
    'in-progress': 'In progress', 'connected': 'Connected', 'no-answer': 'No answer', 'busy': 'Busy', 'refused': 'Refused', 'invalid-number': 'Invalid number', 'unreachable': 'Unreachable', 'network': 'Network fault',
    'abandoned-menu': 'Left in menu', 'abandoned-queue': 'Left in queue', 'voicemail': 'Voicemail', 'cancelled': 'Cancelled', 'goodbye': 'Announcement', 'engine-lost': 'Interrupted', 'failed': 'Failed',
  },
  list: {
    time: 'Time', allTime: 'Any', today: 'Today', yesterday: 'Yesterday', week: '7 days', month: '30 days', custom: 'Range', from: 'From', to: 'To',
    direction: 'Direction', outcome: 'Outcome', agent: 'Agent', queue: 'Queue', number: 'Number', numberHint: 'at least 3 digits', all: 'All',
    empty: 'No calls yet', emptyHint: 'Calls that come in or go out appear here', nothing: 'No call matches', nothingHint: 'Try other filters',
    columnStart: 'Start', columnParty: 'Customer', columnQueue: 'Queue', columnAgent: 'Agent', columnWait: 'Waited', columnRing: 'Ring', columnTalk: 'Talk', columnOutcome: 'Outcome', columnHangup: 'Ended by', columnLine: 'Our number', columnRecording: 'Audio',
    hasRecording: 'Recorded', incompleteRecording: 'Recording incomplete', pendingRecording: 'Recording in preparation', voicemail: 'Voicemail', seconds: '{{count}} s', open: 'Show the call with {{party}}', remove: 'Remove filter "{{name}}"', filters: 'Filters',
  },
  detail: {
    label: 'Call', number: 'Call {{id}}', callBack: 'Call back', copyLink: 'Copy link', close: 'Close', openCustomer: 'Open the customer',
    start: 'Start', line: 'Our number', caller: 'Caller', waitRing: 'Wait / ring', hold: 'Hold', hangup: 'Hang-up', keys: 'Cause', agent: 'Agent', queue: 'Queue', what: 'call', notFound: 'There is no such call',
    sides: { agent: 'The agent hung up', other: 'The other side hung up', system: 'Ended by the system' }, side: { agent: 'agent', other: 'other side', system: 'system' },
    secondsPair: '{{wait}} s / {{ring}} s', holdTime: '{{time}}', legs: 'Legs', cause: 'cause {{cause}}', sip: 'SIP {{code}}', none: 'none', stillOn: 'in progress',
  },
  player: {
    agent: 'Agent', customer: 'Customer', play: 'Play', pause: 'Pause', back: 'Back 5 seconds', forward: 'Forward 5 seconds', speed: 'Speed', volume: 'Volume', mute: 'Mute playback', download: 'Download the recording', hold: 'hold {{time}}', position: 'Position',
    pending: 'The recording is being prepared and will appear by itself', missing: 'The recording file is missing', none: 'This call was not recorded', failed: 'The recording could not be loaded', incomplete: 'Incomplete: the call was interrupted, repaired as far as possible',
    forbidden: 'No permission to listen to recordings', timeOf: '{{time}} / {{total}}',
  },
  route: {
    title: 'Route', took: '{{time}} from start to answer', empty: 'No route recorded',
    started: 'Call came in', startedOut: 'Call placed', startedInternal: 'Internal call', startedData: '{{number}} · dialled {{line}}', startedOutData: '{{number}} · shown {{line}}',
    menu: 'Menu "{{menu}}"', key: 'Key {{key}}', invalidKey: 'Wrong key', noKey: 'No key', extensionEntered: 'Extension {{extension}} entered', extensionUnavailable: 'Extension {{extension}} not available',
    queue: 'Queue "{{queue}}"', queuePosition: 'place {{position}}', queueFull: 'Queue "{{queue}}" is full', queueTimeout: 'Waited too long in queue "{{queue}}"',
    offered: 'Agent {{extension}} {{agent}}', offeredData: 'rings', missedData: '{{outcome}}, next agent', answeredData: 'answered after {{seconds}} s',
    dialed: 'Dialled {{number}}', alerting: 'Rings at the other end', earlyMedia: 'Network announcement', connected: 'Connected', connectedData: 'after {{seconds}} s',
    held: 'Hold', heldBy: '{{agent}}; the other side hears music', resumed: 'Resumed', digits: 'Keys sent', digitsData: '{{count}} digits', lost: "Agent's phone lost", lostData: '{{agent}}; the other side hears music', back: 'Agent is back', backData: '{{agent}}',
    voicemail: 'Voicemail', voicemailLeft: 'Message left', goodbye: 'Closing announcement', reconciled: 'Completed after a restart', refused: 'Refused', ended: 'Hang-up', endedData: '{{side}} · {{outcome}}', other: 'Other step "{{type}}"',
    reasons: { 'lines-full': 'all lines in use', 'tenant-suspended': 'tenant suspended', 'no-route': 'the number leads nowhere', 'engine-busy': 'system busy' },
  },
} satisfies Texts['calls'];
