/** The list of slices of the server's side: a new slice is one line here. What all of them have together is read from it. */
import { tenantsServer } from './platform/tenants/index.ts';
import { operatorServer } from './platform/operator/index.ts';
import { jobsServer } from './platform/jobs/index.ts';
import { exportsServer } from './platform/exports/index.ts';
import { importsServer } from './platform/imports/index.ts';
import { viewsServer } from './platform/views/index.ts';
import { attachmentsServer } from './platform/attachments/index.ts';
import { fieldsServer } from './platform/fields/index.ts';
import { auditServer } from './platform/audit/index.ts';
import { apiKeysServer } from './platform/api-keys/index.ts';
import { webhooksServer } from './platform/webhooks/index.ts';
import { sessionServer } from './people/session/index.ts';
import { deskSettingsServer } from './people/desk-settings/index.ts';
import { usersServer } from './people/users/index.ts';
import { deskPhonesServer } from './people/desk-phones/index.ts';
import { rolesServer } from './people/roles/index.ts';
import { departmentsServer } from './people/departments/index.ts';
import { agentGroupsServer } from './people/agent-groups/index.ts';
import { pauseReasonsServer } from './people/pause-reasons/index.ts';
import { skillsServer } from './people/skills/index.ts';
import { todosServer } from './people/todos/index.ts';
import { notesServer } from './people/notes/index.ts';
import { announcementsServer } from './people/announcements/index.ts';
import { customerCategoriesServer } from './crm/customer-categories/index.ts';
import { customersServer } from './crm/customers/index.ts';
import { customerOwnersServer } from './crm/customer-owners/index.ts';
import { birthdaysServer } from './crm/birthdays/index.ts';
import { dealsServer } from './crm/deals/index.ts';
import { deletedCustomersServer } from './crm/deleted-customers/index.ts';
import { bulkCustomersServer } from './crm/bulk-customers/index.ts';
import { personalDataServer } from './crm/personal-data/index.ts';
import { deskServer } from './work/desk/index.ts';
import { callsServer } from './work/calls/index.ts';
import { recordingsServer } from './work/recordings/index.ts';
import { localRecordingsServer } from './work/local-recordings/index.ts';
import { missedCallsServer } from './work/missed-calls/index.ts';
import { voicemailsServer } from './work/voicemails/index.ts';
import { greetingsServer } from './work/greetings/index.ts';
import { wrapUpCodesServer } from './work/wrap-up-codes/index.ts';
import { scriptsServer } from './work/scripts/index.ts';
import { linkedPagesServer } from './work/linked-pages/index.ts';
import { messagesServer } from './work/messages/index.ts';
import { callerIdsServer } from './outbound/caller-ids/index.ts';
import { dialListsServer } from './outbound/dial-lists/index.ts';
import { channelsServer } from './insight/channels/index.ts';
import { monitorServer } from './insight/monitor/index.ts';
import { searchServer } from './insight/search/index.ts';
import { blacklistServer } from './routing/blacklist/index.ts';
import { queuesServer } from './routing/queues/index.ts';
import { trunksServer } from './routing/trunks/index.ts';
import type { ServerSlice } from './server-slice.ts';

export const serverSlices: readonly ServerSlice[] = [
  tenantsServer,
  operatorServer,
  jobsServer,
  exportsServer,
  importsServer,
  viewsServer,
  attachmentsServer,
  fieldsServer,
  auditServer,
  apiKeysServer,
  webhooksServer,
  sessionServer,
  deskSettingsServer,
  usersServer,
  deskPhonesServer,
  rolesServer,
  departmentsServer,
  agentGroupsServer,
  pauseReasonsServer,
  skillsServer,
  todosServer,
  notesServer,
  announcementsServer,
  customerCategoriesServer,
  customersServer,
  customerOwnersServer,
  birthdaysServer,
  dealsServer,
  deletedCustomersServer,
  bulkCustomersServer,
  personalDataServer,
  deskServer,
  callsServer,
  recordingsServer,
  localRecordingsServer,
  missedCallsServer,
  voicemailsServer,
  greetingsServer,
  wrapUpCodesServer,
  scriptsServer,
  linkedPagesServer,
  messagesServer,
  callerIdsServer,
  dialListsServer,
  monitorServer,
  channelsServer,
  searchServer,
  blacklistServer,
  queuesServer,
  trunksServer,
];
