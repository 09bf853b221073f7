/** What one agent can do, on their own form: a level for each skill, stored as it is chosen. */
import { pageLimit } from '@bahu/contract/page.ts';
import { skillLimits, skillRoutes, type Skill } from '@bahu/contract/skills.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { useClient } from '../../../lib/services.tsx';
import { useMay } from '../../../lib/session.tsx';
import { Loaded, Notice } from '../../../ui/list-state.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { levelOf, withLevel } from './levels.ts';
import './agent-skills.css';

export function AgentSkills({ agentId, name }: { agentId: string; name: string }) {
  const { t, i18n } = useTranslation();
  const skills = useClient(skillRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const mayRead = useMay('skill.read');
  const mayManage = useMay('skill.manage');
  const answer = useQuery({
    queryKey: ['skills', 'list', 'all'],
    queryFn: ({ signal }) => skills.list({ query: { limit: pageLimit.most } }, { signal }),
    enabled: mayRead,
  });
  const setting = useMutation({
    mutationFn: ({ skill, level }: { skill: Skill; level: number }) =>
      skills.change({
        params: { id: skill.id },
        body: { version: skill.version, agents: withLevel(skill.agents, agentId, level) },
      }),
    onSuccess: () => toasts.done(t('skills.saved')),
    onError: (error) => toasts.failed(failureText(t, error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['skills'] }),
  });
  if (!mayRead) return null;
  const levels = Array.from({ length: skillLimits.level + 1 }, (_, value) => ({
    value,
    label: value === 0 ? t('skills.noLevel') : t('skills.levelOf', { level: value }),
  }));
  return (
    <section className="agent-skills-part">
      <h3>{t('skills.title')}</h3>
      <Loaded answer={answer} what={t('skills.what')} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Notice title={t('skills.nothing')} />
          ) : (
            <ul className="agent-skills">
              {items.map((skill) => {
                const called = (i18n.language === 'en' && skill.nameEn) || skill.name;
                return (
                  <li key={skill.id}>
                    <span className="cut">{called}</span>
                    <Select
                      size="small"
                      aria-label={t('skills.levelFor', { skill: called, name })}
                      value={levelOf(skill.agents, agentId)}
                      options={levels}
                      disabled={!mayManage || setting.isPending}
                      onChange={(level: number) => setting.mutate({ skill, level })}
                    />
                  </li>
                );
              })}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
