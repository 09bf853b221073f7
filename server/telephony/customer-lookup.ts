/**
 * Whose numbers they are that call: of each tenant one query at a time. While it is under way the next numbers gather, so that a flood of calls of
 * one tenant becomes few large queries and not many that stand before those of the others.
 */

export interface CustomerOfNumber {
  id: string;
  name: string;
}

/** The customers of some numbers of a tenant; numbers of nobody are left out. */
export type FindCustomers = (
  tenantId: string,
  numbers: readonly string[],
) => Promise<ReadonlyMap<string, CustomerOfNumber>>;

/** Asks for the customer of one number; rejects with the query that it was part of. */
export type FindCustomer = (tenantId: string, number: string) => Promise<CustomerOfNumber | null>;

interface Asked {
  number: string;
  resolve: (customer: CustomerOfNumber | null) => void;
  reject: (reason: unknown) => void;
}

/** Numbers of one query: it stays within the time limit of people's statements by far. */
const maxAtOnce = 200;

/** Gathers the numbers of each tenant while its last query is under way. */
export function gatherLookups(find: FindCustomers): FindCustomer {
  const waiting = new Map<string, Asked[]>();
  const work = async (tenantId: string): Promise<void> => {
    for (let all = waiting.get(tenantId)!; all.length > 0;) {
      const asked = all.splice(0, maxAtOnce);
      try {
        const found = await find(tenantId, [...new Set(asked.map(({ number }) => number))]);
        for (const { number, resolve } of asked) resolve(found.get(number) ?? null);
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    waiting.delete(tenantId);
  };
  return (tenantId, number) =>
    new Promise((resolve, reject) => {
      const known = waiting.get(tenantId);
      const asked = { number, resolve, reject };
      if (known) return void known.push(asked);
      waiting.set(tenantId, [asked]);
      void work(tenantId);
    });
}
