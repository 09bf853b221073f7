/** Skills, for the shell. */
import { webSlice } from '../../../lib/web-slice.ts';

export const skillsShape = { search: 'text', open: 'id' } as const;

export const skillsWeb = webSlice('skills', {
  pages: [
    {
      path: '/skills',
      name: { zh: '技能', en: 'Skills' },
      permission: 'skill.read',
      menu: { group: 'people', place: 44 },
      record: 'skill',
      shape: skillsShape,
      texts: ['skills'],
      load: async () => (await import('./skills-page.tsx')).SkillsPage,
    },
  ],
  alsoShows: { user: [['skills', 'one']] },
});
