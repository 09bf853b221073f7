import type { Translated } from '../../../text/texts.ts';
import type { zh } from './local-recordings.zh.ts';

export const en: Translated<typeof zh> = {
  errors: {
    'local-recording.not-allowed': 'Your settings or those of your company do not allow local recordings',
    'local-recording.has-recording': 'This call has a recording already',
    'local-recording.known': 'A local recording with this number at this time is there already',
    'local-recording.time': 'A call of the last year is meant that is over by now',
    'local-recording.too-large': 'The file is larger than 100 MB',
    'local-recording.too-short': 'A recording takes at least 1 second',
    'local-recording.too-long': 'A recording takes 6 hours at most',
    'local-recording.unreadable': 'The file is no whole recording; choose a WAV, MP3 or M4A file',
    'local-recording.not-playable':
      'Browsers do not play this kind of recording (such as AMR); have the telephone record M4A or MP3, or convert it first',
  },
  localRecordings: {
    title: 'Upload a local recording',
    hint: 'Of a call on a mobile or another device. It appears in the calls of the customer and in the call records, marked as a local recording, and is not counted in any figure.',
    hintOfCall: 'This call has no recording; one from another device can be added.',
    choose: 'Choose a recording',
    chooseOther: 'Choose another one',
    kinds: 'WAV, MP3 or M4A, {{size}} at most; its length is read from the file',
    listen: 'Listen',
    customer: 'Customer',
    customerHint: 'Name, initials or number',
    number: 'Number',
    direction: 'Direction',
    directions: { outbound: 'Outbound', inbound: 'Inbound' },
    startedAt: 'The call began',
    startedAtHint: 'Worked out from the time of the file; correct it where that is wrong',
    progress: 'Progress',
    send: 'Upload',
    sent: 'Local recording uploaded, {{length}}',
    remove: 'Delete the local recording',
    removeAsk: 'Delete this local recording?',
    removeHint: 'Its file cannot be brought back.',
    removeHintElsewhere: 'Its file and this call go together and cannot be brought back; follow-ups stay.',
    removed: 'Local recording deleted',
  },
  permissions: { 'recording.upload': 'Upload and delete local recordings' },
  audit: {
    actions: { 'recording.upload': 'Uploaded a local recording', 'recording.remove': 'Deleted a local recording' },
    fields: { elsewhere: 'Call on another device' },
  },
};
