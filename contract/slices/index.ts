/** The list of slices: a new slice is one line here and one in `server/slices/index.ts`, in the order of the areas. */
import { tenantsSlice } from './platform/tenants.ts';
import { operatorSlice } from './platform/operator.ts';
import { jobsSlice } from './platform/jobs.ts';
import { exportsSlice } from './platform/exports.ts';
import { importsSlice } from './platform/imports.ts';
import { viewsSlice } from './platform/views.ts';
import { attachmentsSlice } from './platform/attachments.ts';
import { fieldsSlice } from './platform/fields.ts';
import { auditSlice } from './platform/audit.ts';
import { apiKeysSlice } from './platform/api-keys.ts';
import { webhooksSlice } from './platform/webhooks.ts';
import { sessionSlice } from './people/session.ts';
import { deskSettingsSlice } from './people/desk-settings.ts';
import { usersSlice } from './people/users.ts';
import { deskPhonesSlice } from './people/desk-phones.ts';
import { rolesSlice } from './people/roles.ts';
import { departmentsSlice } from './people/departments.ts';
import { agentGroupsSlice } from './people/agent-groups.ts';
import { pauseReasonsSlice } from './people/pause-reasons.ts';
import { skillsSlice } from './people/skills.ts';
import { todosSlice } from './people/todos.ts';
import { notesSlice } from './people/notes.ts';
import { announcementsSlice } from './people/announcements.ts';
import { customerCategoriesSlice } from './crm/customer-categories.ts';
import { customersSlice } from './crm/customers.ts';
import { customerOwnersSlice } from './crm/customer-owners.ts';
import { birthdaysSlice } from './crm/birthdays.ts';
import { dealsSlice } from './crm/deals.ts';
import { deletedCustomersSlice } from './crm/deleted-customers.ts';
import { bulkCustomersSlice } from './crm/bulk-customers.ts';
import { personalDataSlice } from './crm/personal-data.ts';
import { deskSlice } from './work/desk.ts';
import { callsSlice } from './work/calls.ts';
import { recordingsSlice } from './work/recordings.ts';
import { localRecordingsSlice } from './work/local-recordings.ts';
import { missedCallsSlice } from './work/missed-calls.ts';
import { voicemailsSlice } from './work/voicemails.ts';
import { greetingsSlice } from './work/greetings.ts';
import { wrapUpCodesSlice } from './work/wrap-up-codes.ts';
import { scriptsSlice } from './work/scripts.ts';
import { linkedPagesSlice } from './work/linked-pages.ts';
import { messagesSlice } from './work/messages.ts';
import { callerIdsSlice } from './outbound/caller-ids.ts';
import { dialListsSlice } from './outbound/dial-lists.ts';
import { channelsSlice } from './insight/channels.ts';
import { monitorSlice } from './insight/monitor.ts';
import { searchSlice } from './insight/search.ts';
import { blacklistSlice } from './routing/blacklist.ts';
import { queuesSlice } from './routing/queues.ts';
import { trunksSlice } from './routing/trunks.ts';

export const slices = [
  tenantsSlice,
  operatorSlice,
  jobsSlice,
  exportsSlice,
  importsSlice,
  viewsSlice,
  attachmentsSlice,
  fieldsSlice,
  auditSlice,
  apiKeysSlice,
  webhooksSlice,
  sessionSlice,
  deskSettingsSlice,
  usersSlice,
  deskPhonesSlice,
  rolesSlice,
  departmentsSlice,
  agentGroupsSlice,
  pauseReasonsSlice,
  skillsSlice,
  todosSlice,
  notesSlice,
  announcementsSlice,
  customerCategoriesSlice,
  customersSlice,
  customerOwnersSlice,
  birthdaysSlice,
  dealsSlice,
  deletedCustomersSlice,
  bulkCustomersSlice,
  personalDataSlice,
  deskSlice,
  callsSlice,
  recordingsSlice,
  localRecordingsSlice,
  missedCallsSlice,
  voicemailsSlice,
  greetingsSlice,
  wrapUpCodesSlice,
  scriptsSlice,
  linkedPagesSlice,
  messagesSlice,
  callerIdsSlice,
  dialListsSlice,
  monitorSlice,
  channelsSlice,
  searchSlice,
  blacklistSlice,
  queuesSlice,
  trunksSlice,
] as const;
