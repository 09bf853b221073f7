import type { Texts } from '../zh.ts';

export const signIn = {
  title: 'Sign in',
  account: 'Account',
  accountHint: 'Tenant {{tenant}} · extension {{extension}}',
  accountLoginName: 'Tenant {{tenant}} · login name {{name}}',
  accountExample: 'Tenant code and extension, e.g. 100001801',
  password: 'Password',
  showPassword: 'Show the password',
  hidePassword: 'Hide the password',
  capsLock: 'Caps lock is on',
  remember: 'Remember account',
  stay: 'Stay signed in',
  submit: 'Sign in',
  submitting: 'Signing in…',
  slogan1: 'Know who is calling,',
  slogan2: 'see every call through.',
  about: 'Phone, customers and follow-ups on one page; a browser is all you need.',
  healthy: 'Service is up',
  unhealthy: 'The server cannot be reached',
  checking: 'Checking the service',
  language: 'Language',
  theme: 'Switch appearance',
  check: {
    microphone: 'Microphone', speaker: 'Speaker', server: 'To server', ok: 'ready', good: 'good', slow: 'slow', missing: 'not found', asks: 'asked after sign-in', delay: 'delay {{ms}} ms', unnamed: 'connected', insecure: 'needs an https address',
  },
  missingAccount: 'Enter your account',
  missingPassword: 'Enter your password',
} satisfies Texts['signIn'];

export const desk = {
  recent: {
    title: 'Recent calls', what: 'recent calls', empty: 'No calls yet', emptyDemo: 'Press "Demo call" and a customer will ring', emptyPlain: 'Type a number above and press Enter',
    again: 'Redial {{number}}', open: 'Open the customer',
  },
  colleagues: { title: 'Colleagues', what: 'colleagues', empty: 'No colleagues yet', emptyHint: 'Add agents under Users', call: 'Call {{name}}', online: '{{ready}} of {{all}} ready', search: 'Name or extension' },
  queues: { title: 'Queues', what: 'queues', empty: 'No queues', waiting: 'waiting', longest: 'longest', ready: 'agents free' },
  hello: {
    title: 'All set', hint: 'Calls ring above; the customer opens in a new tab', away: 'No calls are offered now', awayHint: 'Set your state to Ready to take calls',
    offline: 'Your phone is not connected yet', offlineHint: 'You are ready as soon as it is',
  },
} satisfies Texts['desk'];
