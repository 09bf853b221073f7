/** Customers and what was agreed with them, for the shell. */
import { Users } from 'lucide-react';
import { customerShape, customersShape } from './search.ts';
import { webSlice } from '../../../lib/web-slice.ts';

export const customersWeb = webSlice('customers', {
  pages: [
    {
      path: '/customers',
      name: { zh: '客户管理', en: 'Customers' },
      permission: 'customer.read',
      menu: { icon: Users, place: 20 },
      shape: customersShape,
      texts: ['customers'],
      load: async () => (await import('./customers-page.tsx')).CustomersPage,
    },
    {
      path: '/customers/$customerId',
      name: { zh: '客户', en: 'Customer' },
      record: 'customer',
      shape: customerShape,
      texts: ['customers', 'calls'],
      load: async () => (await import('./customer-page.tsx')).CustomerPage,
    },
    {
      path: '/pop/$callId',
      name: { zh: '来电弹屏', en: 'Incoming call' },
      under: '/',
      texts: ['customers', 'calls'],
      load: async () => (await import('./pop-page.tsx')).PopPage,
    },
  ],
  sheets: {
    customers: { zh: '客户', en: 'customers', page: '/customers' },
    'follow-ups': { zh: '跟踪记录', en: 'follow-ups', page: '/customers' },
  },
  alsoShows: {
    // Values come by the codes of the definitions.
    field: [['customers']],
    customer: [['customers', 'of-call']],
    'follow-up': [
      ['customers', 'history'],
      ['customers', 'one'],
    ],
    call: [
      ['customers', 'history'],
      ['customers', 'one'],
    ],
  },
  words: { title: 'customers.title', stage: 'customers.stage' },
});
