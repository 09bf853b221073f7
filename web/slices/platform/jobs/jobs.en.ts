import type { Translated } from '../../../text/texts.ts';
import type { zh } from './jobs.zh.ts';

export const en: Translated<typeof zh> = {
  errors: {
    'job.ended': 'The job has ended already',
    'job.too-many': '{{most}} jobs are waiting or running; wait for some to end',
  },
  audit: {
    actions: {
      'view.save': 'View saved',
      'view.remove': 'View removed',
      'export.start': 'Export started',
      'export.download': 'Export downloaded',
      'job.cancel': 'Job cancelled',
    },
    records: {
      view: 'View',
      export: 'Export',
      job: 'Job',
    },
  },
};
