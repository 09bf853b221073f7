/** Birthdays of customers (生日提醒), of which their agents are reminded. Which field holds them is a setting of the company. */
import { defineSlice } from '../define-slice.ts';

export const birthdaysSlice = defineSlice({
  name: 'birthdays',
  area: 'crm',
  records: { birthday: { audience: 'starter', read: 'customer.read' } },
  todos: ['birthday'],
});
