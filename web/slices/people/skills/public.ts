/** What the form of an agent shows of their skills. */
export { AgentSkills } from './agent-skills.tsx';
