/** Files that open something which the walks over these surfaces cannot reach, and the story that looks at them instead. */
export const walkedElsewhere: Readonly<Record<string, { story: string; when: string }>> = {
  'app/shell/menu-drawer.tsx': { story: 'handheld.page.test.ts', when: 'on a telephone' },
  'app/shell/hidden-tabs.tsx': { story: 'agent-day.story.test.ts', when: 'with more tabs than fit' },
  'app/sign-in/look-switches.tsx': { story: 'walk.page.test.ts', when: 'on the sign-in page' },
  'desk/parked/parked-chip.tsx': { story: 'parking.story.test.ts', when: 'while a call is parked' },
  'desk/phone-bar/call-controls.tsx': { story: 'desk.story.test.ts', when: 'during a call' },
  'desk/phone-bar/ready-line.tsx': { story: 'agent-day.story.test.ts', when: 'with a queue of others' },
  'slices/people/desk-phones/desk-phone-dialog.tsx': {
    story: 'desk-phones.page.test.ts',
    when: 'from the tools of a user',
  },
  'slices/people/desk-phones/desk-phone-panel.tsx': {
    story: 'desk-phones.page.test.ts',
    when: 'from the tools of a user',
  },
  'slices/insight/monitor/reason-dialog.tsx': { story: 'transfers.story.test.ts', when: 'while a colleague talks' },
  'desk/supervision/supervise-button.tsx': { story: 'transfers.story.test.ts', when: 'while a colleague talks' },
  'slices/work/linked-pages/page-tools.tsx': { story: 'linked-pages.page.test.ts', when: 'with a secret' },
  'ui/zero-dialog.tsx': { story: 'long-distance.story.test.ts', when: 'before a long-distance mobile is dialled' },
  'desk/phone-bar/state-pill.tsx': { story: 'desk.story.test.ts', when: 'with a telephone' },
};
