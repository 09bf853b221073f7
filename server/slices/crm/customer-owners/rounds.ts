/** Work of all tenants in batches, in turns: who has very much of it does not keep the others waiting. */

/** `batch` says whether there is more of the tenant. */
export async function inTurns<T>(tenants: readonly T[], batch: (tenant: T) => Promise<boolean>): Promise<void> {
  let waiting = [...tenants];
  while (waiting.length > 0) {
    const next: T[] = [];
    for (const tenant of waiting) if (await batch(tenant)) next.push(tenant);
    waiting = next;
  }
}
