import type { Translated } from '../../../text/texts.ts';
import type { zh } from './desk-settings.zh.ts';

export const en: Translated<typeof zh> = {
  errors: {
    'desk-setting.locked': 'Set by your company; you cannot change it',
    'desk-setting.hot-keys': 'Some shortcuts conflict; choose other keys',
  },
  deskSettings: {
    what: 'settings',
    groups: { keys: 'Shortcuts', dialling: 'Dialling', pop: 'Screen pop', notices: 'Notices', absence: 'While away' },
    names: {
      hotKeys: 'Shortcuts',
      longDistance: '0 before long-distance mobiles',
      popsOutbound: 'Pop on outbound calls',
      popsInbound: 'Pop on inbound calls',
      linkedPagesOpen: 'Linked pages open',
      raisesInbound: 'Bring the window to the front on inbound calls',
      closesMiniPhone: 'Close the mini phone when a call ends',
      mutesTasks: 'Mute task notices',
      forwardsWhen: 'Forward to mobile',
    },
    linkedOpenings: { embedded: 'Embedded', 'new-tab': 'New tab' },
    longDistance: { ask: 'Ask each time', never: 'Never', always: 'Always' },
    exceptions: { 'not-connected': 'Not connected', busy: 'Busy', away: 'Away' },
    hints: {
      forwardsWhen:
        'In these states, callers who dial your extension or are transferred to you reach your bound mobile; press 1 there to take the call. An administrator binds the mobile and switches forwarding on',
      hotKeys: 'Click a field and press the keys; Backspace clears it',
      longDistance:
        'Dials 0 before mobiles that belong outside your company’s area. Where that is unknown nothing is added, unless you are asked. A line’s own rule comes first',
      popsOutbound: 'Opens the customer when you dial',
      popsInbound: 'Opens the customer when a call rings',
      linkedPagesOpen:
        'Embedded: within the customer and call details. New tab: a page of its own in the browser, which first asks to allow pop-ups',
      mutesTasks:
        'Follow-ups, missed calls and other to-dos still reach the list, without a notice; announcements are shown',
      raisesInbound:
        'A notification lets you answer or decline when the window is behind others; an installed app comes to the front by itself',
      closesMiniPhone: 'A small window above all others, opened by a button in the phone bar',
    },
    keys: {
      none: 'Not set',
      unreadable: 'This key cannot be used',
      writes: 'It would type a character; add Ctrl or Alt',
      browser: 'Used by the browser or system; choose another',
      dialog: 'Used by dialogs and lists; choose another',
      taken: 'Already used for "{{action}}"',
    },
    device: {
      title: 'This device',
      install: 'Install on desktop or home screen',
      installHint: 'Opens like an app, with a window and an icon of its own',
      headset: 'Headset keys',
      headsetHint: 'Answer, hang up and mute on the headset; its lights follow the call. Pair once',
      headsetPaired: 'Paired: {{names}}',
      headsetPair: 'Pair headset',
      headsetNone: 'No headset was chosen, or the device has no call keys that can be used',
      links: 'Phone number links',
      linksHint:
        'Clicking a phone number in a page or e-mail puts it into the number box; nothing is dialled by itself',
      linksTake: 'Open with this app',
    },
    locked: 'Set by your company; ask an administrator to change it',
    readOnly: 'The company can only be viewed at present',
    lock: 'Agents cannot change it',
    rulesHint:
      'Applies where agents have not chosen for themselves. What is marked "Agents cannot change it" applies to all of them.',
    restore: 'Restore default',
    restoreAll: 'Restore all defaults',
    save: 'Save',
    saved: 'Settings saved',
  },
  audit: {
    actions: { 'desk-setting.change': 'Changed own settings' },
    records: { 'desk-setting': 'Settings' },
    fields: {
      desk: 'Agent defaults',
      defaults: 'Defaults',
      locks: 'Agents cannot change',
      hotKeys: 'Shortcuts',
      longDistance: '0 before long-distance mobiles',
      popsOutbound: 'Pop on outbound calls',
      popsInbound: 'Pop on inbound calls',
      linkedPagesOpen: 'Linked pages open',
      raisesInbound: 'To the front on inbound calls',
      closesMiniPhone: 'Close the mini phone when a call ends',
      mutesTasks: 'Mute task notices',
      forwardsWhen: 'Forward to mobile when',
    },
  },
};
