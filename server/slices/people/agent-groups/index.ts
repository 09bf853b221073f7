/** The door of the agent groups. */
export { mountAgentGroups, type AgentGroupsSlice } from './routes.ts';
