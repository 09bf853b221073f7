/** What the addresses of the operators' pages may carry. */
export const tenantsShape = { search: 'text', status: ['active', 'suspended', 'expired'], open: 'id' } as const;
export const operatorsShape = { open: 'id' } as const;
export const logShape = { tenant: 'id' } as const;
