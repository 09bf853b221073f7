import type { Texts } from '../zh.ts';

export const phone = {
  label: 'Phone',
  state: {
    label: 'My state', menu: 'Set my state',
    offline: 'Signed out', ready: 'Ready', busy: 'Busy', away: 'Away', ringing: 'Ringing', dialing: 'Dialling', talking: 'Talking', wrapUp: 'Wrap-up', held: 'On hold', reconnecting: 'Reconnecting',
    chooseReady: 'calls come in', chooseBusy: 'no calls offered', chooseAway: 'no calls offered',
    finishWrapUp: 'End wrap-up', extendWrapUp: 'One more minute', wrapUpLeft: 'wrap-up, {{time}} left', afterCall: 'from the end of the call',
  },
  number: {
    label: 'Number', placeholder: 'Enter a number', placeholderInCall: 'Press keys', pad: 'Keypad', dial: 'Call', redial: 'Redial {{number}}', clear: 'Clear the number', erase: 'Backspace',
  },
  controls: {
    label: 'Call controls', mute: 'Mute', unmute: 'Unmute', hold: 'Hold', resume: 'Resume', pad: 'Keypad', hangUp: 'Hang up', answer: 'Answer', reject: 'Reject', cancel: 'Cancel', connecting: 'Connecting your phone',
  },
  line: {
    waiting: '{{count}} waiting, longest {{time}}', suspended: 'The tenant is suspended or expired: look and export, but no calls', nobody: 'Nobody is waiting', demo: 'Demo call', demoPlaced: 'A demo call is on its way', noQueues: 'In no queue',
    queueWaited: '{{queue}} · waited {{time}}', menuKeys: 'keys {{keys}}', calls: '{{count}} calls', lastCall: 'last {{time}}', unknownCaller: 'Unknown number',
    recording: 'recording', held: 'hears music', reconnecting: 'Getting the call back; the other side hears music', dialing: 'Calling', alerting: 'Ringing at the other end',
    internal: 'internal', inbound: 'inbound', outbound: 'outbound', shown: 'shown as {{number}}', dialled: 'to {{number}}',
  },
  quality: { label: 'Call quality {{word}}', good: 'good', fair: 'fair', poor: 'poor', delay: 'delay {{ms}} ms', loss: 'loss {{percent}}%' },
  figures: { answered: 'answered', placed: 'placed' },
  announce: { ringing: 'Call from {{party}}, {{queue}}', ringingPlain: 'Call from {{party}}', answered: 'Connected to {{party}}', ended: 'The call has ended', dialing: 'Calling {{party}}' },
  title: { ringing: 'Call from {{party}}', talking: 'Talking to {{party}}' },
  devices: {
    label: 'Audio devices', microphone: 'Microphone', speaker: 'Speaker', ringer: 'Ringer', ringVolume: 'Ring volume', mutedRing: 'Silent ring', systemDefault: 'System default', level: 'Microphone level',
    testRing: 'Test the ring', stopRing: 'Stop the test', refused: 'The browser does not allow the microphone', unnamed: 'Device {{index}}',
  },
  notice: {
    takenOver: 'Phone {{extension}} is signed in elsewhere',
    takeBack: 'Take it back',
    microphoneDenied: 'The browser does not allow the microphone, so nobody hears you. Click the icon left of the address and allow it',
    microphoneMissing: 'No microphone found; plug in a headset and try again',
    insecure: 'This address is not secure, so the browser blocks the microphone; open the https address',
    retry: 'Try again',
    retrying: 'Phone connection lost, reconnecting…',
  },
} satisfies Texts['phone'];
