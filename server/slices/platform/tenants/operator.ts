/** What only the installation's operator may do to tenants: the application's role can neither create nor remove them. */
import { Client } from 'pg';
import { newId } from '../../../kernel/ids.ts';

export interface NewTenant {
  code: string;
  name: string;
  licensedAgents: number;
  licensedChannels: number;
  settings: Record<string, unknown>;
}

/** Creates a tenant and returns its id; the id of the one that has the code already when there is one. */
export async function ensureTenant(ownerUrl: string, tenant: NewTenant): Promise<string> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      `insert into tenants (id, code, name, licensed_agents, licensed_channels, settings) values ($1, $2, $3, $4, $5, $6)
       on conflict (code) do update set code = excluded.code returning id`,
      [newId(), tenant.code, tenant.name, tenant.licensedAgents, tenant.licensedChannels, tenant.settings],
    );
    return rows[0]!.id;
  } finally {
    await client.end();
  }
}
