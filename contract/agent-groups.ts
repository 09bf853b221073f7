/** Agent groups: agents in an order, for campaigns and assignments (SPEC U4). */
import { Type, type Static } from 'typebox';
import { Empty, Id, IdParams, Page, PageQuery } from './page.ts';
import { routes } from './route.ts';

/** 顺序, 轮流, 随机. */
export const groupOrders = ['sequential', 'round-robin', 'random'] as const;
export type GroupOrder = (typeof groupOrders)[number];
const fields = {
  name: Type.String({ minLength: 1, maxLength: 64 }),
  order: Type.Enum([...groupOrders]),
  isEnabled: Type.Boolean(),
  note: Type.String({ maxLength: 200 }),
};
export const groupLimits = { members: 500 } as const;
const Members = Type.Array(Id, { maxItems: groupLimits.members, uniqueItems: true });
export const AgentGroup = Type.Object({
  id: Id,
  ...fields,
  /** In the order in which they are tried. */
  members: Type.Array(
    Type.Object({ agentId: Id, name: Type.String(), extension: Type.String(), isEnabled: Type.Boolean() }),
  ),
  version: Type.Integer(),
  can: Type.Array(Type.Enum(['edit', 'delete'])),
});
export type AgentGroup = Static<typeof AgentGroup>;
export const agentGroupRoutes = routes({
  list: {
    method: 'GET',
    path: '/agent-groups',
    summary: 'Agent groups',
    permission: 'agent-group.read',
    query: Type.Object({
      ...PageQuery,
      search: Type.Optional(Type.String({ maxLength: 64 })),
      enabled: Type.Optional(Type.Boolean()),
    }),
    reply: Page(AgentGroup),
  },
  get: {
    method: 'GET',
    path: '/agent-groups/:id',
    summary: 'One agent group',
    permission: 'agent-group.read',
    params: IdParams,
    reply: AgentGroup,
  },
  create: {
    method: 'POST',
    path: '/agent-groups',
    summary: 'Create an agent group',
    permission: 'agent-group.manage',
    body: Type.Object(
      {
        name: fields.name,
        order: fields.order,
        isEnabled: Type.Optional(fields.isEnabled),
        note: Type.Optional(fields.note),
        memberIds: Type.Optional(Members),
      },
      { additionalProperties: false },
    ),
    reply: AgentGroup,
    errors: ['agent-group.name-taken'],
  },
  change: {
    method: 'PATCH',
    path: '/agent-groups/:id',
    summary: 'Change an agent group; members come as the whole list in order',
    permission: 'agent-group.manage',
    params: IdParams,
    body: Type.Object(
      {
        version: Type.Integer(),
        name: Type.Optional(fields.name),
        order: Type.Optional(fields.order),
        isEnabled: Type.Optional(fields.isEnabled),
        note: Type.Optional(fields.note),
        memberIds: Type.Optional(Members),
      },
      { additionalProperties: false },
    ),
    reply: AgentGroup,
    errors: ['agent-group.name-taken', 'conflict'],
  },
  remove: {
    method: 'DELETE',
    path: '/agent-groups/:id',
    summary: 'Delete an agent group',
    permission: 'agent-group.manage',
    params: IdParams,
    reply: Empty,
  },
});
