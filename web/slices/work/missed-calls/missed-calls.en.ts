import type { Translated } from '../../../text/texts.ts';
import type { zh } from './missed-calls.zh.ts';

export const en: Translated<typeof zh> = {
  missedCalls: {
    what: 'missed calls',
    unit: 'callers',
    empty: 'Nobody waits to be called back',
    emptyHint: 'Callers whom nobody has served wait here, until somebody talks with them',
    number: 'Number',
    numberHint: 'at least 3 digits',
    state: 'State',
    states: { open: 'To call back', closed: 'Done' },
    caller: 'Caller',
    lastAt: 'Last call',
    firstAt: 'First call',
    tries: 'Calls',
    outcome: 'Outcome',
    queue: 'Queue',
    agent: 'Agent',
    message: 'Message',
    reached: 'Reached',
    doneBy: 'By {{name}}',
    done: 'Done',
    call: 'Call {{name}} back',
    close: 'Mark as done',
    closed: '{{count}} done',
    lastCall: 'Details of the last call',
    callBack: 'Call back',
    closedAt: 'Done at',
  },
  permissions: {
    'missed-call.read': 'See missed calls',
    'missed-call.close': 'Deal with missed calls',
  },
  audit: {
    actions: {
      'missed-call.close': 'Dealt with a missed call',
      'missed-call.reopen': 'Opened a missed call again',
    },
    records: { 'missed-call': 'Missed call' },
  },
};
