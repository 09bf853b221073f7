/** The list of slices of the browser's side: a new slice with pages is one line here, in the order of the areas. */
import type { WebSlice } from '../lib/web-slice.ts';
import { tenantsWeb } from './platform/tenants/index.ts';
import { jobsWeb } from './platform/jobs/index.ts';
import { importsWeb } from './platform/imports/index.ts';
import { fieldsWeb } from './platform/fields/index.ts';
import { auditWeb } from './platform/audit/index.ts';
import { apiKeysWeb } from './platform/api-keys/index.ts';
import { webhooksWeb } from './platform/webhooks/index.ts';
import { sessionWeb } from './people/session/index.ts';
import { deskSettingsWeb } from './people/desk-settings/index.ts';
import { usersWeb } from './people/users/index.ts';
import { deskPhonesWeb } from './people/desk-phones/index.ts';
import { rolesWeb } from './people/roles/index.ts';
import { departmentsWeb } from './people/departments/index.ts';
import { agentGroupsWeb } from './people/agent-groups/index.ts';
import { pauseReasonsWeb } from './people/pause-reasons/index.ts';
import { skillsWeb } from './people/skills/index.ts';
import { todosWeb } from './people/todos/index.ts';
import { notesWeb } from './people/notes/index.ts';
import { announcementsWeb } from './people/announcements/index.ts';
import { customerCategoriesWeb } from './crm/customer-categories/index.ts';
import { customersWeb } from './crm/customers/index.ts';
import { customerOwnersWeb } from './crm/customer-owners/index.ts';
import { dealsWeb } from './crm/deals/index.ts';
import { deletedCustomersWeb } from './crm/deleted-customers/index.ts';
import { personalDataWeb } from './crm/personal-data/index.ts';
import { deskWeb } from '../desk/index.ts';
import { callsWeb } from './work/calls/index.ts';
import { localRecordingsWeb } from './work/local-recordings/index.ts';
import { missedCallsWeb } from './work/missed-calls/index.ts';
import { voicemailsWeb } from './work/voicemails/index.ts';
import { greetingsWeb } from './work/greetings/index.ts';
import { wrapUpCodesWeb } from './work/wrap-up-codes/index.ts';
import { scriptsWeb } from './work/scripts/index.ts';
import { linkedPagesWeb } from './work/linked-pages/index.ts';
import { messagesWeb } from './work/messages/index.ts';
import { callerIdsWeb } from './outbound/caller-ids/index.ts';
import { dialListsWeb } from './outbound/dial-lists/index.ts';
import { channelsWeb } from './insight/channels/index.ts';
import { monitorWeb } from './insight/monitor/index.ts';
import { blacklistWeb } from './routing/blacklist/index.ts';
import { trunksWeb } from './routing/trunks/index.ts';
import { queuesWeb } from './routing/queues/index.ts';

export const webSlices: readonly WebSlice[] = [
  tenantsWeb,
  jobsWeb,
  importsWeb,
  fieldsWeb,
  auditWeb,
  apiKeysWeb,
  webhooksWeb,
  sessionWeb,
  deskSettingsWeb,
  usersWeb,
  deskPhonesWeb,
  rolesWeb,
  departmentsWeb,
  agentGroupsWeb,
  pauseReasonsWeb,
  skillsWeb,
  todosWeb,
  notesWeb,
  announcementsWeb,
  customerCategoriesWeb,
  customersWeb,
  customerOwnersWeb,
  dealsWeb,
  deletedCustomersWeb,
  personalDataWeb,
  deskWeb,
  callsWeb,
  localRecordingsWeb,
  missedCallsWeb,
  voicemailsWeb,
  greetingsWeb,
  wrapUpCodesWeb,
  scriptsWeb,
  linkedPagesWeb,
  messagesWeb,
  callerIdsWeb,
  dialListsWeb,
  monitorWeb,
  channelsWeb,
  blacklistWeb,
  trunksWeb,
  queuesWeb,
];
