/** What the server does for the slice of the pause reasons. */
import { pauseReasonRoutes } from '@bahu/contract/pause-reasons.ts';
import { pauseReasonsSlice } from '@bahu/contract/slices/people/pause-reasons.ts';
import { auditChange } from '../../../kernel/audit.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { recordHandlers, type RecordSpec } from '../../../kernel/http/record-handlers.ts';
import { newId } from '../../../kernel/ids.ts';
import { alsoToCalls, serverSlice } from '../../server-slice.ts';
import { describedPauses, foundPauses, nextPosition, placeAt, wasTaken } from './store.ts';

const spec = {
  type: 'pause-reason',
  table: 'pauseReasons',
  alias: 'p',
  described: (tx) => describedPauses(tx),
  found: foundPauses,
  isPlaced: true,
  read: async (tx, _author, body) => ({ ...body, position: await nextPosition(tx) }),
  isManaged: 'pause-reason.manage',
  taken: { index: 'pause_reasons_by_name', code: 'pause-reason.name-taken', path: 'name' },
  onRemove: async (tx, { id }) => {
    if (await wasTaken(tx, id)) throw new Refusal('pause-reason.in-use');
  },
  nameOf: ({ name }) => name,
  auditedFields: ['name', 'nameEn', 'state', 'hue', 'minutesPerDay', 'maxOfGroup', 'isEnabled'],
  texts: ['name', 'nameEn'],
} satisfies RecordSpec<PauseRow, object, unknown>;
type PauseRow = Awaited<ReturnType<ReturnType<typeof describedPauses>['execute']>>[number];

/** @throws Refusal not-found where one of them is gone */
const place = (ctx: Ctx, id: string, at: string): Promise<number> =>
  ctx.tenant(async (tx) => {
    const placed = await placeAt(tx, id, at);
    if (!placed) throw new Refusal('not-found');
    const { name, version, from, to } = placed;
    const entry = { recordType: 'pause-reason', recordId: id, recordName: name } as const;
    if (from !== to)
      await auditChange(tx, ctx, { action: 'pause-reason.change', ...entry }, { position: from }, { position: to });
    return version;
  });

const demo = (tenantId: string) => {
  const of = (position: number) => ({ tenantId, id: newId(), position });
  return [
    {
      ...of(1),
      name: '小休',
      nameEn: 'Short break',
      state: 'away' as const,
      hue: 'teal' as const,
      minutesPerDay: 30,
      maxOfGroup: 2,
    },
    {
      ...of(2),
      name: '用餐',
      nameEn: 'Meal',
      state: 'away' as const,
      hue: 'sand' as const,
      minutesPerDay: 60,
      maxOfGroup: 3,
    },
    { ...of(3), name: '培训', nameEn: 'Training', state: 'busy' as const, hue: 'plum' as const },
    { ...of(4), name: '会议', nameEn: 'Meeting', state: 'busy' as const, hue: 'moss' as const },
    {
      ...of(5),
      name: '外呼准备',
      nameEn: 'Preparing calls',
      state: 'busy' as const,
      hue: 'rust' as const,
      minutesPerDay: 60,
    },
  ];
};

export const pauseReasonsServer = serverSlice(pauseReasonsSlice, {
  routes: pauseReasonRoutes,
  mount: (api, host) => {
    const told = alsoToCalls(host);
    mount(api, host.access, pauseReasonRoutes, {
      ...recordHandlers(spec, told),
      place: async (ctx, { params: { id }, body: { at } }) => {
        const version = await place(ctx, id, at);
        await told(ctx.principal.tenantId, { type: 'pause-reason', id, version });
        return {};
      },
    });
  },
  demo: async (tx, { tenantId }) => void (await tx.insertInto('pauseReasons').values(demo(tenantId)).execute()),
});
