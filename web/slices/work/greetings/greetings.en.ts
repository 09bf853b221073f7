import type { Translated } from '../../../text/texts.ts';
import type { zh } from './greetings.zh.ts';

export const en: Translated<typeof zh> = {
  errors: {
    'greeting.unreadable': 'This file is no sound that can be read; choose a WAV or MP3 file',
    'greeting.too-long': 'A greeting takes 60 seconds at most',
    'greeting.too-short': 'A greeting takes at least 1 second',
    'greeting.too-large': 'The file is larger than 12 MB',
  },
  greetings: {
    title: 'Voicemail greeting',
    hint: 'Callers hear it before they leave a message, then a beep.',
    queueHint: 'Callers whom nobody in the queue has answered hear it before they leave a message, then a beep.',
    standard: 'The standard greeting is in use',
    own: 'Your own greeting is in use, {{length}}',
    restore: 'Back to the standard one',
    listen: 'Listen',
    listenFirst: 'Listen to it before you save it',
    record: 'Record',
    stop: 'Stop {{length}}',
    choose: 'Choose a file',
    noMicrophone: 'The microphone cannot be used; allow it in the browser, or choose a file',
    save: 'Save',
    saved: 'Greeting saved',
  },
  audit: {
    actions: { 'greeting.record': 'Changed a voicemail greeting', 'greeting.restore': 'Restored a standard greeting' },
    records: { greeting: 'Voicemail greeting' },
    fields: { seconds: 'Seconds' },
  },
};
