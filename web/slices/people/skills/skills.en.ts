import type { Translated } from '../../../text/texts.ts';
import type { zh } from './skills.zh.ts';

export const en: Translated<typeof zh> = {
  skills: {
    what: 'skills',
    title: 'Skills',
    unit: 'skills',
    searchLabel: 'Search skills',
    create: 'Add skill',
    nothing: 'No skills',
    nothingHint: 'Give agents levels in skills, and let queues choose by them',
    saved: 'Skill saved',
    added: 'Skill added',
    delete: 'Delete',
    deleted: 'Skill "{{name}}" deleted',
    name: 'Name',
    nameEn: 'English name',
    nameEnHint: 'Leave empty to use the name',
    agents: 'Agents',
    agentsHint: 'Levels 1 to 5, 5 is the best',
    addAgent: 'Add an agent',
    level: 'Level',
    noLevel: 'None',
    levelOf: 'Level {{level}}',
    levelFor: '{{skill}} of {{name}}',
  },
  errors: {
    'skill.name-taken': 'There is a skill with this name already',
    'skill.agent-twice': 'An agent can be there only once',
    'skill.in-use': 'The queue "{{queues}}" still needs this skill; change the queue first',
  },
  permissions: {
    'skill.read': 'See skills',
    'skill.manage': 'Manage skills',
  },
  audit: {
    actions: {
      'skill.create': 'Skill added',
      'skill.change': 'Skill changed',
      'skill.delete': 'Skill deleted',
    },
    records: { skill: 'Skill' },
    fields: { agents: 'Agents' },
  },
};
