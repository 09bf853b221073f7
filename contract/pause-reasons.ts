/** Named reasons for being busy or away (示忙原因, SPEC A2.4): how they look, and how much of each there may be. */
import { Type, type Static } from 'typebox';
import { pauseLook, PauseState } from './named-pause.ts';
import { Empty, Id, IdParams, Nullable } from './page.ts';
import { PlainRecord, recordRoutes } from './record-routes.ts';
import { routes } from './route.ts';

const fields = {
  ...pauseLook,
  state: PauseState,
  /** For each agent; null for no limit. */
  minutesPerDay: Nullable(Type.Integer({ minimum: 1, maximum: 1440 })),
  /** Of each agent group at once; null for no limit. */
  maxOfGroup: Nullable(Type.Integer({ minimum: 1, maximum: 1000 })),
  isEnabled: Type.Boolean(),
};
export const PauseReason = PlainRecord(fields);
export type PauseReason = Static<typeof PauseReason>;

export const pauseReasonRoutes = routes({
  ...recordRoutes({
    path: '/pause-reasons',
    what: 'pause reason',
    read: 'pause-reason.read',
    manage: 'pause-reason.manage',
    fields,
    needed: ['name', 'state'],
    query: { search: Type.String({ maxLength: 64 }), enabled: Type.Boolean() },
    order: 'in the order in which agents see them',
    record: PauseReason,
    errors: ['pause-reason.name-taken'],
    removalErrors: ['pause-reason.in-use'],
  }),
  place: {
    method: 'PUT',
    path: '/pause-reasons/:id/place',
    summary: 'Put a pause reason where another one stands; those between move by one',
    permission: 'pause-reason.manage',
    params: IdParams,
    body: Type.Object({ at: Id }, { additionalProperties: false }),
    reply: Empty,
  },
});
