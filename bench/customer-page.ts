/**
 * The page of a customer with very much history: from the click on the name in the list until the card and the first page of the timeline are
 * painted, each time of another customer, whom nobody has fetched yet. The server is on the same machine.
 * Options: --customers=40 measured, --entries=5000 of each.
 */
import type { Page } from 'playwright-core';
import { enterBackOffice, startBackOffice, type BackOffice } from '@bahu/e2e/support/back-office.ts';
import { launchBrowser, newAgentPage } from '@bahu/e2e/support/browser.ts';
import type { Measurement } from '@bahu/tools/measurement.ts';
import { numbersOf } from './measuring/options.ts';
import { holds, until, type Wait } from './measuring/page-waits.ts';
import { quantile, rounded } from './measuring/quantile.ts';

const port = 19_940;
const called = '往来很多';

const measure: Measurement = async (options) => {
  const { customers, entries } = numbersOf(options, { customers: 40, entries: 5000 });
  const office = await startBackOffice(port);
  const browser = await launchBrowser();
  try {
    const { page } = await newAgentPage(browser);
    await enterBackOffice(page, office.url, '801');
    await fill(office, customers + 1, entries);
    await page.goto(`${office.url}/customers?search=${encodeURIComponent(called)}`);
    // The first opening loads the page's script, which a working day does once.
    const [, ...waits] = await openEach(page, customers + 1);
    const at = (part: keyof Wait, share: number) =>
      rounded(
        quantile(
          waits.map((wait) => wait[part]),
          share,
        ),
      );
    return {
      figures: { p95Ms: at('shown', 0.95), p50Ms: at('shown', 0.5), paintP95Ms: at('paint', 0.95) },
      targets: { p95Ms: { most: 200 } },
      table: (['paint', 'shown'] as const).map((what) => ({
        what,
        openings: waits.length,
        p50Ms: at(what, 0.5),
        p95Ms: at(what, 0.95),
        maxMs: at(what, 1),
      })),
    };
  } finally {
    await browser.close();
    await office.stop();
  }
};
export default measure;

async function openEach(page: Page, count: number): Promise<Wait[]> {
  const waits: Wait[] = [];
  for (let i = 0; i < count; i++) {
    const name = page.getByText(`${called} ${String(i).padStart(3, '0')}`, { exact: true }).first();
    await name.waitFor();
    waits.push(
      await until(
        page,
        () => name.click(),
        `location.pathname.startsWith('/customers/') && document.querySelectorAll('.timeline-item').length >= 50 && document.querySelectorAll('.workspace form input').length > 3`,
      ),
    );
    await page.goBack();
    await holds(page, `location.pathname === '/customers' && document.querySelectorAll('main tbody tr').length > 0`);
  }
  return waits;
}

/** Of each three in ten are calls, three follow-ups, three edits, one a deal, all of them over the last years. */
async function fill({ sql }: BackOffice, customers: number, entries: number): Promise<void> {
  await sql(
    `insert into customers (tenant_id, id, name, phone, stage, owner_id, department_id)
     select u.tenant_id, gen_random_uuid(), $1 || ' ' || lpad((i - 1)::text, 3, '0'), '+861540200' || lpad(i::text, 4, '0'), 'lead', u.id, u.department_id
     from users u join agents a on a.tenant_id = u.tenant_id and a.id = u.id join tenants t on t.id = u.tenant_id, generate_series(1, $2::int) i
     where t.code = '100001' and a.extension = '802'`,
    [called, customers],
  );
  const of = `from customers c, generate_series(1, $2::int) i where c.name like $1 || ' %' and i % 10`;
  const each = (statement: string) => sql(statement, [called, entries]);
  await each(`insert into calls (tenant_id, id, direction, started_at, number, own_number, agent_id, customer_id, outcome, talk_seconds)
    select c.tenant_id, gen_random_uuid(), 'inbound', now() - i * interval '5 hours', c.phone, '+864000000800', c.owner_id, c.id, 'connected', 60 ${of} < 3`);
  await each(`insert into follow_ups (tenant_id, id, customer_id, agent_id, service_type, stage, call_state, current_state, channel, content, created_at)
    select c.tenant_id, gen_random_uuid(), c.id, c.owner_id, 'consult', 'lead', 'connected', 'open', 'phone', '第 ' || i || ' 次联系', now() - i * interval '5 hours' ${of} between 3 and 5`);
  await each(`insert into audit_rows (tenant_id, id, at, actor_id, actor_name, action, record_type, record_id, before, after)
    select c.tenant_id, gen_random_uuid(), now() - i * interval '5 hours', c.owner_id, '林晓雯', 'customer.change', 'customer', c.id::text, '{"stage":"lead"}', '{"stage":"won"}' ${of} between 6 and 8`);
  await each(`insert into deals (tenant_id, id, customer_id, agent_id, product, deal_kind, deal_stage, amount, created_at)
    select c.tenant_id, gen_random_uuid(), c.id, c.owner_id, '专业版 一年', 'new', 'negotiating', 12800, now() - i * interval '5 hours' ${of} = 9`);
  await sql('vacuum (analyze) customers, calls, follow_ups, audit_rows, deals');
}
