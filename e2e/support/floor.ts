/** What a story of calls that are heard begins with: a company with a line to the phones outside, and a browser that speaks and hears. */
import { newId } from '@bahu/server/kernel/ids.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { launchBrowser, signIn } from './browser.ts';
import { phonesAddress, startPhones, type Phones } from './phones.ts';
import { startSite, type Site, type SitePorts } from './site.ts';
import { sitePassword, type SmallTenantOptions } from './small-tenant.ts';

export interface Floor {
  site: Site;
  phones: Phones;
  browser: Browser;
  /** Signs the agent in on a page, by the form or as `open` does. */
  enter(page: Page, agent?: number, open?: typeof signIn): Promise<void>;
}

/** Opens it for a file of tests, and ends it behind the last: what the file opened itself is to be closed by an `afterAll` that stands behind this. */
export async function openFloor(
  ports: SitePorts,
  tenant: Omit<SmallTenantOptions, 'trunk'>,
  sound: Parameters<typeof startPhones>[1] = {},
): Promise<Floor> {
  const begun: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of begun.splice(0).reverse()) await end();
  };
  afterAll(stop);
  try {
    const phones = await startPhones(ports, sound);
    begun.push(() => phones.stop());
    const trunk = { host: phonesAddress, port: ports.phonesSip };
    const site = await startSite({ ports, tenant: { ...tenant, trunk } });
    begun.push(() => site.stop());
    const browser = await launchBrowser();
    begun.push(() => browser.close());
    const enter: Floor['enter'] = (page, agent = 0, open = signIn) =>
      open(page, site.url, site.tenant.code + site.tenant.agents[agent]!.extension, sitePassword);
    return { site, phones, browser, enter };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The customer with the number from which `phones.call` calls where nothing else is said. */
export const addCaller = ({ sql, tenant }: Site, company = ''): Promise<unknown> =>
  sql(`insert into customers (tenant_id, id, name, phone, company) values ($1, $2, '陈志远', '+8613900000042', $3)`, [
    tenant.tenantId,
    newId(),
    company,
  ]);
