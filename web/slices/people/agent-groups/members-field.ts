/** Members of a group in their order: found by the server. */
import { groupLimits } from '@bahu/contract/agent-groups.ts';
import { useTranslation } from 'react-i18next';
import { lineItems, type Field } from '../../../ui/form/fields.ts';
import type { Line } from '../../../ui/form/line-items.ts';
import { usePeople } from '../../../ui/use-people.ts';

export function useMembersField<V extends { memberIds: readonly Line[] }>(): Field<V> {
  const { t } = useTranslation();
  const remote = usePeople();
  return lineItems<V, Line>({
    name: 'memberIds',
    label: t('agentGroups.members'),
    hint: t('agentGroups.membersHint'),
    lines: {
      columns: [{ kind: 'shown', name: 'member', label: t('agentGroups.members') }],
      blank: {},
      maxLines: groupLimits.members,
      addText: t('agentGroups.addMember'),
      choices: { remote, lineOf: (id) => ({ id }) },
    },
  });
}
