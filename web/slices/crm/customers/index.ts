/** Customers and what was agreed with them, for the shell. */
import { NotebookPen, Users } from 'lucide-react';
import { customerShape, customersShape, followUpsShape } from './search.ts';
import { queryKeys } from '../../../lib/records.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const customersWeb = webSlice('customers', {
  pages: [
    {
      path: '/customers',
      name: { zh: '客户管理', en: 'Customers' },
      permission: 'customer.read',
      menu: { icon: Users, place: 20 },
      shape: customersShape,
      texts: [
        'customers',
        'customer-owners',
        'deleted-customers',
        'personal-data',
        'bulk-customers',
        'session',
        'sign-in',
      ],
      load: async () => (await import('./customers-page.tsx')).CustomersPage,
    },
    {
      path: '/customers/$customerId',
      name: { zh: '客户', en: 'Customer' },
      record: 'customer',
      shape: customerShape,
      texts: [
        'customers',
        'customer-owners',
        'deals',
        'deleted-customers',
        'personal-data',
        'calls',
        'wrap-up-codes',
        'scripts',
        'linked-pages',
        'session',
        'sign-in',
      ],
      load: async () => (await import('./customer-page.tsx')).CustomerPage,
    },
    {
      path: '/follow-ups',
      name: { zh: '跟踪记录', en: 'Follow-ups' },
      permission: 'follow-up.read',
      menu: { icon: NotebookPen, place: 25 },
      shape: followUpsShape,
      texts: ['customers'],
      load: async () => (await import('./follow-ups-page.tsx')).FollowUpsPage,
    },
    {
      path: '/pop/$callId',
      name: { zh: '来电弹屏', en: 'Incoming call' },
      under: '/',
      texts: [
        'customers',
        'customer-owners',
        'deals',
        'deleted-customers',
        'personal-data',
        'calls',
        'wrap-up-codes',
        'scripts',
        'linked-pages',
        'session',
        'sign-in',
      ],
      load: async () => (await import('./pop-page.tsx')).PopPage,
    },
  ],
  sheets: {
    customers: { zh: '客户', en: 'customers', page: '/customers' },
    'follow-ups': { zh: '跟踪记录', en: 'follow-ups', page: '/follow-ups' },
  },
  finds: {
    customers: {
      name: { zh: '客户', en: 'Customers' },
      icon: Users,
      record: 'customer',
      target: ({ id }) => ({ customerId: id }),
    },
  },
  alsoShows: {
    department: [queryKeys.list('customers', { of: 'departments' })],
    // Values come by the codes of the definitions.
    field: [['customers'], ['follow-ups']],
    customer: [
      ['customers', 'of-call'],
      ['contacts', 'of-customer'],
      ['customers', 'merges'],
    ],
    contact: [
      ['contacts', 'of-customer'],
      ['customers', 'history'],
      ['customers', 'of-call'],
    ],
    'follow-up': [
      ['customers', 'history'],
      ['customers', 'one'],
    ],
    deal: [['customers', 'history']],
    call: [
      ['customers', 'history'],
      ['customers', 'one'],
    ],
  },
  words: {
    shown: 'customers.list.shownScopes',
    title: 'customers.title',
    stage: 'customers.stage',
    doNotCall: 'customers.doNotCall',
    consent: 'customers.consent',
    label: 'customers.numbers.labels',
  },
});
