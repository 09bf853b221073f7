/** What the server does for the slice of the linked pages. */
import { linkedPageRoutes, maxLinkedPages } from '@bahu/contract/linked-pages.ts';
import { linkedPagesSlice } from '@bahu/contract/slices/work/linked-pages.ts';
import { addressFault } from '@bahu/domain/linked-pages/template.ts';
import { audit } from '../../../kernel/audit.ts';
import { textFor } from '../../../kernel/auth/principal.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { mustHold, recordHandlers, type RecordSpec } from '../../../kernel/http/record-handlers.ts';
import { newId } from '../../../kernel/ids.ts';
import { serverSlice, type DemoCompany, type Host } from '../../server-slice.ts';
import { exampleAddress } from './address.ts';
import { mountDocuments } from './documents.ts';
import { newSecret } from './signature.ts';
import { describedPages, foundPages, placedPages, rotateSecret } from './store.ts';

type PageRow = Awaited<ReturnType<ReturnType<typeof describedPages>['execute']>>[number];

const spec = (allowsLoopback: boolean) =>
  ({
    type: 'linked-page',
    table: 'linkedPages',
    alias: 'p',
    described: (tx) => describedPages(tx),
    found: foundPages,
    isPlaced: true,
    isManaged: 'linked-page.manage',
    taken: { index: 'linked_pages_by_name', code: 'linked-page.name-taken', path: 'name' },
    check: async (tx, { via }, { url }) => {
      // The provider's operator in support leaves no way behind by which data go on flowing.
      if (via === 'operator') throw new Refusal('forbidden');
      const fault = addressFault(url, allowsLoopback);
      if (fault) throw new Refusal('linked-page.address', undefined, [{ path: 'url', rule: fault }]);
      await mustHold(tx, 'linkedPages', { most: maxLinkedPages, further: 0, code: 'linked-page.too-many' });
    },
    nameOf: ({ name }) => name,
    auditedFields: ['name', 'url', 'place', 'opensOnPop', 'position', 'isEnabled'],
    texts: ['name'],
  }) satisfies RecordSpec<PageRow, object, unknown>;

/** @throws Refusal not-found, or forbidden for the provider's operator in support. */
async function rotate(ctx: Ctx, id: string, told: Host['recordChanged']): Promise<string> {
  const { principal } = ctx;
  if (principal.via === 'operator') throw new Refusal('forbidden');
  const secret = newSecret();
  const version = await ctx.tenant(async (tx) => {
    const page = await rotateSecret(tx, id, secret);
    if (!page) throw new Refusal('not-found');
    const entry = { recordType: 'linked-page', recordId: id, recordName: page.name } as const;
    await audit(tx, ctx, { action: 'linked-page.rotate-secret', ...entry });
    return page.version;
  });
  told(principal.tenantId, { type: 'linked-page', id, version });
  return secret;
}

/** A reserved address that exists: it shows where the page of another system would stand, and tells nobody of a call by itself. */
const demo = ({ tenantId }: DemoCompany) => ({
  tenantId,
  id: newId(),
  name: '示例 ERP',
  url: 'https://example.com/?phone={number}&agent={extension}&call={call}&customer={customer}',
  place: 'customer' as const,
});

export const linkedPagesServer = serverSlice(linkedPagesSlice, {
  routes: linkedPageRoutes,
  mount: (api, { access, config, clock, recordChanged }) => {
    const now = () => clock.now();
    mount(api, access, linkedPageRoutes, {
      ...recordHandlers(spec(config.webhooksToPrivate), recordChanged),
      placed: async ({ principal, tenant }) => {
        const items = await tenant(placedPages);
        return { items: items.map((page) => ({ ...page, name: textFor(principal, page.name) })) };
      },
      example: async ({ tenant }, { params }) => ({
        address: await tenant((tx) => exampleAddress(tx, params.id, now())),
      }),
      rotate: async (ctx, { params }) => ({ secret: await rotate(ctx, params.id, recordChanged) }),
    });
    mountDocuments(api, access, now);
  },
  demo: async (tx, company) => void (await tx.insertInto('linkedPages').values(demo(company)).execute()),
});
