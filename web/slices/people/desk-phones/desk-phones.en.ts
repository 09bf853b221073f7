import type { Translated } from '../../../text/texts.ts';
import type { zh } from './desk-phones.zh.ts';

export const en: Translated<typeof zh> = {
  deskPhones: {
    title: 'Desk phone',
    titleOf: 'Desk phone · {{name}} {{extension}}',
    what: 'the desk phone',
    about:
      'A SIP telephone on the desk registers with this account. Dialling, holding, transferring and hanging up stay on the page; the phone rings first, and the sound is there.',
    issue: 'Make a password',
    reissue: 'New password',
    reissueHint:
      'The former password stops working at once: a phone that uses it goes offline and has to be set up again.',
    revoke: 'Revoke',
    revokeHint: 'The phone goes offline at once and cannot register any more.',
    revoked: 'The desk phone was revoked',
    revokedLater:
      'The desk phone was revoked, but the phone service cannot be reached: until it is, the phone can still register. It is tried again automatically.',
    none: 'No desk phone yet',
    notAllowed: 'The sign-in method is “{{method}}”, without a desk phone; set it to Any or Desk phone first',
    setAt: 'Set up {{time}}',
    online: 'Registered',
    offline: 'Not registered',
    unknown: 'Whether it is registered cannot be seen now',
    seen: 'Last registered',
    seenFrom: '{{time}}, from {{address}}',
    never: 'It has not registered yet',
    agent: 'Model',
    account: 'Account',
    secret: 'Password',
    secretGone: 'shown once, when it is made',
    server: 'Server',
    port: 'Port',
    transport: 'Transport',
    copy: 'Copy',
    copyNamed: 'Copy: {{what}}',
    copyAll: 'Copy all',
    once: 'The password is shown this once. When this is closed it cannot be seen again, only replaced.',
    qr: 'QR code that sets the phone up',
    qrHint:
      'The QR code holds an address, not the password. It can be opened once within {{minutes}} minutes: scan it in Linphone, and the phone is set up.',
    qrCopy: 'Copy the address',
    isLocal:
      'Registrations are taken on this machine alone, so phones elsewhere cannot connect; whoever runs the platform has to set BAHU_SIP_ADDRESS.',
    use: 'Calls on',
    uses: { page: 'the page', phone: 'the desk phone' },
    useSaved: 'Calls are on {{what}} now',
    models: 'How to set it up',
    model: {
      yealink:
        'Yealink: open the phone’s IP address in a browser and log in. Under Account → Register turn Line Active on; Label and Display Name as you like, Register Name and User Name are the account, Password the password; SIP Server 1 takes server and port, Transport is UDP. Confirm.',
      grandstream:
        'Grandstream: log in to the phone’s web page. Under Accounts → Account 1 → General Settings set Account Active to Yes; SIP Server is server:port, SIP User ID and Authenticate ID are the account, Authenticate Password the password. Under SIP Settings choose UDP for SIP Transport. Save and apply.',
      fanvil:
        'Fanvil: log in to the phone’s web page. Under Line → SIP choose a line and tick Activate; Username and Authentication User are the account, Authentication Password the password; Server Address and Server Port as above, Transport Protocol is UDP. Apply.',
      linphone:
        'Linphone: on a mobile choose Scan QR code and scan the one above. On a computer choose “Use a SIP account”: Username is the account, Password the password, Domain server:port, Transport UDP.',
      microsip:
        'MicroSIP: in the menu choose Add account; SIP server and Domain are server:port, Username and Login are the account, Password the password, Transport UDP. Save.',
    },
  },
  errors: {
    'desk-phone.not-allowed':
      'The sign-in method is “$t(users.signInMethod.{{method}})”, without a desk phone; set it to Any or Desk phone first',
  },
  permissions: {
    'desk-phone.manage': 'Set up agents’ desk phones',
    'desk-phone.own': 'Set up my own desk phone',
  },
  audit: {
    actions: {
      'desk-phone.issue': 'Made a desk phone password',
      'desk-phone.revoke': 'Revoked a desk phone',
      'desk-phone.set-up': 'Opened a desk phone’s set-up address',
    },
  },
};
