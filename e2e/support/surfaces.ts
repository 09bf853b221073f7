/**
 * Everything that a person can have before them: each page of the menu, and each panel, dialogue, menu and step that is opened from one. The walks
 * go over this list. Pages of the slices and the forms of their records come by themselves; another dialogue has its line here, or `surfaces.test.ts` fails.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Texts } from '@bahu/web/text/texts.ts';
import { actionsOnCustomers } from './customer-surfaces.ts';
import { slicePages, web } from './slice-pages.ts';
import {
  beginFactor,
  button,
  choose,
  menuIn,
  press,
  run,
  seen,
  untilOpen,
  type Place,
  type Surface,
} from './surface.ts';

const ofList = slicePages.filter(({ path }) => !path.includes('$'));
const menuPages: readonly Surface[] = ofList.map(({ path }) => seen(path === '/' ? 'desk' : path.slice(1), path));
/** Records that are changed here and made elsewhere. */
const withoutNew: ReadonlySet<string> = new Set(['trunk', 'deal', 'dial-number']);
/** The form of a new record beside its list, of every slice that has one. */
const forms: readonly Surface[] = ofList.flatMap(({ folder, path, record }) => {
  const files = record
    ? readdirSync(new URL(`${folder}/`, web))
        .map((file) => `${folder}/${file}`)
        .filter(
          (file) =>
            file.endsWith('.tsx') &&
            /<(?:EntityEditor|RecordForm|RecordsPage)\b/.test(readFileSync(new URL(file, web), 'utf8')),
        )
    : [];
  const isPlain = files.some((file) => readFileSync(new URL(file, web), 'utf8').includes('<RecordsPage'));
  const shows = isPlain ? [...files, 'ui/list/records-page.tsx'] : files;
  return files.length > 0 && !withoutNew.has(record!)
    ? [seen(`new ${record}`, `${path}?open=new`, undefined, shows)]
    : [];
});

const shell: readonly Surface[] = [
  seen(
    'own menu',
    '/account',
    press((words) => words.app.menu.label),
    ['app/shell/own-menu.tsx'],
  ),
  seen(
    'keys',
    '/account',
    untilOpen(({ page }) => page.keyboard.press('?')),
    ['app/shell/key-help.tsx'],
  ),
  seen(
    'flyout of the menu',
    '/account',
    async (place) => {
      await button(place, place.words.app.groups.system).focus();
      await place.page.keyboard.press('Enter');
    },
    ['app/shell/rail.tsx'],
  ),
  seen('search', '/account', async ({ page }) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('800');
    await page.getByRole('option').first().waitFor();
  }),
  seen('to-do panel', '/account', async ({ page }) => page.locator('.todos-button [aria-haspopup=dialog]').click(), [
    'slices/people/todos/todos-button.tsx',
    'ui/panel-popover.tsx',
  ]),
  seen('later', '/todos?view=list', menuIn('.todo-line'), ['slices/people/todos/snooze-menu.tsx']),
  seen(
    'later, at a time of one’s own',
    '/todos?view=list',
    untilOpen(async (place) => {
      await menuIn('.todo-line')(place);
      await choose(place, place.words.todos.snooze.own);
    }),
    ['slices/people/todos/own-time.tsx'],
  ),
  seen('jobs panel', '/account', async ({ page }) => page.locator('.tab-row [aria-haspopup=dialog]').last().click(), [
    'slices/platform/jobs/jobs-button.tsx',
    'slices/platform/jobs/job-popover.tsx',
  ]),
  seen(
    'audio devices',
    '/account',
    async ({ page, words }) => page.getByRole('button', { name: words.phone.devices.label }).click(),
    ['desk/phone-bar/audio-devices.tsx'],
  ),
  seen(
    'dial pad',
    '/account',
    press((words) => words.phone.number.pad),
    ['desk/phone-bar/number-box.tsx', 'desk/phone-bar/dial-pad.tsx'],
  ),
  seen(
    'menu of a tab',
    '/account',
    async ({ page }) => page.locator('.tab-row .tab.is-shown').click({ button: 'right' }),
    ['app/shell/tab-row.tsx'],
  ),
  seen('missing page', '/nowhere'),
  seen(
    'password form',
    '/account',
    press((words) => words.account.password.change),
  ),
  seen(
    'second factor: password',
    '/account',
    press((words) => words.account.factor.start),
  ),
  seen('second factor: code', '/account', beginFactor),
];

const monitor: readonly Surface[] = [
  seen('limits of the board', '/monitor', untilOpen(press((words) => words.board.limits.short)), [
    'slices/insight/monitor/limits-dialog.tsx',
  ]),
];

const lists: readonly Surface[] = [
  ...actionsOnCustomers,
  seen(
    'filter',
    '/customers',
    async ({ page, words }) => page.getByRole('button', { name: words.audit.fields.stage }).first().click(),
    ['ui/list/chip.tsx'],
  ),
  ...['grade:is:key', 'renewal:within:0,29', 'estimate:from:9'].map((fields) =>
    seen(`filter ${fields}`, `/customers?fields=${fields}`, ({ page }) =>
      page.locator('.is-set button').first().click(),
    ),
  ),
  seen(
    'calendar in the filter of a time',
    '/customers',
    async (place) => {
      await button(place, place.words.customers.list.columnLastCall, place.page.locator('.filter-bar')).click();
      await button(place, place.words.ui.day.choose).first().click();
      // There the day to press lies right above what is below the weeks, as it does for everybody at the end of a month.
      const now = new Date();
      const last = new Date(now.getFullYear(), now.getMonth() + 1, 0).getDate();
      for (let day = now.getDate(); day < last; day += 1) await place.page.keyboard.press('ArrowRight');
    },
    ['ui/day/day-field.tsx'],
  ),
  seen(
    'more filters',
    '/customers',
    press((words) => words.ui.filter.add),
    ['ui/list/filter-bar.tsx'],
  ),
  seen(
    'columns',
    '/customers',
    async (place) => {
      await button(place, place.words.ui.columns.title).click();
      await place.page.locator('.chooser').waitFor();
    },
    ['ui/list/list-page.tsx'],
  ),
  seen(
    'view',
    '/customers?fields=stage:is:lead',
    press((words) => words.ui.view.saveAs),
    ['ui/list/view-tabs.tsx'],
  ),
  seen('list or board', '/customers', menuIn('.list-tools'), ['ui/list/view-switch.tsx']),
  seen('board of customers', '/customers?board=stage'),
  seen('menu of a card', '/follow-ups?board=currentState', menuIn('.board-card'), ['ui/list/board/board-card.tsx']),
  seen('nothing found', '/customers?search=%E4%B8%8D%E5%AD%98%E5%9C%A8%E7%9A%84'),
  seen('export', '/customers', untilOpen(press((words) => words.ui.exports.start)), [
    'slices/platform/jobs/export-dialog.tsx',
  ]),
];

const records: readonly Surface[] = [
  seen('field', ({ field }) => `/fields?open=${field}`),
  seen('built-in field', '/fields?builtIn=note', undefined, ['slices/platform/fields/built-in-editor.tsx']),
  seen('customer', ({ customer }) => `/customers/${customer}`),
  seen(
    'contacts of a customer',
    ({ customer }) => `/customers/${customer}`,
    async ({ page, words }) => page.getByRole('tab', { name: words.customers.contacts.title }).click(),
  ),
  seen(
    'merge customers',
    ({ customer }) => `/customers/${customer}`,
    untilOpen(press((words) => words.customers.merge.title)),
    ['slices/crm/customers/merge-dialog.tsx'],
  ),
  seen('new customer', '/customers/new'),
  seen('pop of a stranger', ({ strangerCall }) => `/pop/${strangerCall}`),
  seen('call', ({ call }) => `/calls?open=${call}`, undefined, ['slices/work/calls/call-drawer.tsx']),
  seen('delivery', ({ delivery }) => `/webhook-deliveries?open=${delivery}`, undefined, [
    'slices/platform/webhooks/delivery-details.tsx',
  ]),
  seen('audit entry', ({ auditEntry }) => `/audit?open=${auditEntry}`, undefined, [
    'slices/platform/audit/entry-drawer.tsx',
  ]),
  seen('a record that is gone', '/announcements?open=01890000-0000-7000-8000-000000000001', undefined, [
    'ui/list/opened-record.tsx',
  ]),
  seen('import: file', '/imports/new?kind=customers'),
  seen('import: file of agents', '/imports/new?kind=users'),
  seen('import: columns', ({ importColumns }) => `/imports/${importColumns}`),
  seen('import: rows', ({ importPreview }) => `/imports/${importPreview}`),
  seen('import: result', ({ importResult }) => `/imports/${importResult}`),
];

const people: readonly Surface[] = [
  seen('user', ({ user }) => `/users?open=${user}`, undefined, ['ui/form/entity-editor.tsx']),
  seen(
    'sheets of users',
    '/users',
    press((words) => words.users.list.import),
    ['slices/people/users/users-page.tsx'],
  ),
  seen(
    'tools of a user',
    ({ user }) => `/users?open=${user}`,
    press((words) => words.users.editor.more),
    ['slices/people/users/user-tools.tsx'],
  ),
  seen(
    'reset password',
    ({ user }) => `/users?open=${user}`,
    async (place) => {
      await button(place, place.words.users.editor.more).click();
      await choose(place, place.words.users.editor.resetPassword);
    },
  ),
  seen(
    'new password',
    ({ user }) => `/users?open=${user}`,
    async (place) => {
      await button(place, place.words.users.editor.more).click();
      await choose(place, place.words.users.editor.resetPassword);
      await button(place, place.words.users.editor.resetPassword, place.page.locator('.ant-modal')).click();
      await place.page.getByText(place.words.users.passwords.title, { exact: true }).waitFor();
    },
    ['slices/people/users/passwords-dialog.tsx'],
    true,
  ),
  seen(
    'many users',
    '/users',
    async (place) => {
      await place.page.locator('main tbody input[type=checkbox]').first().click();
      await button(place, place.words.users.bulk.change).click();
    },
    ['slices/people/users/bulk-change.tsx'],
  ),
  seen('trunk', ({ trunk }) => `/trunks?open=${trunk}`, undefined, ['slices/routing/trunks/trunks-page.tsx']),
  seen('department', ({ department }) => `/departments?open=${department}`),
  seen('role', ({ role }) => `/roles?open=${role}`),
  seen('why', '/roles?why=true', undefined, ['slices/people/roles/why-panel.tsx']),
  seen(
    'choice of a person',
    '/roles?why=true',
    async ({ page }) => page.locator('.why-panel .remote-select input').first().click(),
    ['ui/remote/remote-select.tsx'],
  ),
  seen('group', ({ group }) => `/agent-groups?open=${group}`),
];

const system: readonly Surface[] = [
  seen('caller ID', ({ callerId }) => `/caller-ids?open=${callerId}`),
  seen(
    'delete a caller ID',
    ({ callerId }) => `/caller-ids?open=${callerId}`,
    press((words) => words.callerIds.delete),
  ),
  seen('missed call', ({ missedCall }) => `/missed-calls?open=${missedCall}`, undefined, [
    'slices/work/missed-calls/missed-call-details.tsx',
  ]),
  seen('message', ({ voicemail }) => `/voicemails?open=${voicemail}`, undefined, [
    'slices/work/voicemails/voicemail-details.tsx',
  ]),
  seen(
    'greeting',
    () => '/voicemails',
    press((words) => words.ui.recording.greeting),
    ['slices/work/greetings/greeting-dialog.tsx'],
  ),
  seen('local recording', () => '/calls', untilOpen(press((words) => words.ui.recording.upload)), [
    'ui/recording/upload-dialog.tsx',
  ]),
  seen(
    'delete a local recording',
    ({ localCall }) => `/calls?open=${localCall}`,
    press((words) => words.localRecordings.remove),
    ['slices/work/local-recordings/remove-local.tsx'],
  ),
  seen('key', ({ apiKey }) => `/api-keys?open=${apiKey}`, undefined, ['slices/platform/api-keys/key-details.tsx']),
  seen(
    'revoke a key',
    ({ apiKey }) => `/api-keys?open=${apiKey}`,
    press((words) => words.apiKeys.revoke),
  ),
  seen('linked page', ({ linkedPage }) => `/linked/${linkedPage}`),
  seen('webhook', ({ webhook }) => `/webhooks?open=${webhook}`),
  seen(
    'new signing key',
    ({ webhook }) => `/webhooks?open=${webhook}`,
    async (place) => {
      await button(place, place.words.webhooks.rotate).click();
      await place.page.locator('.ant-modal').getByRole('button', { name: place.words.webhooks.rotate }).click();
      await button(place, place.words.apiKeys.secret.kept).waitFor();
    },
    ['slices/platform/webhooks/webhook-tools.tsx', 'ui/secret-dialog.tsx'],
    true,
  ),
];

const row = (place: Place): Promise<void> =>
  button(place, place.words.operator.tenants.more.replace('{{name}}', '八百呼演示企业')).click();
const ofTenant =
  (nameOf: (words: Texts) => string) =>
  async (place: Place): Promise<void> => {
    await row(place);
    await choose(place, nameOf(place.words));
  };
const operation: readonly Surface[] = [
  run('tenants', '/operator'),
  run('operators', '/operator/operators'),
  run('branding', '/operator/branding'),
  run('number regions', '/operator/regions'),
  run('log', '/operator/log'),
  run('operator account', '/operator/account'),
  run(
    'password of an operator',
    '/operator/account',
    press((words) => words.operator.password.change),
  ),
  run(
    'second factor of an operator: password',
    '/operator/account',
    press((words) => words.account.factor.start),
  ),
  run('second factor of an operator: code', '/operator/account', beginFactor),
  run('operator menu', '/operator', async ({ page }) => page.locator('.operator-menu').click(), [
    'operator/operator-shell.tsx',
  ]),
  run('new tenant', '/operator?open=new', undefined, ['operator/tenant-editor.tsx']),
  run('tenant', ({ tenant }) => `/operator?open=${tenant}`),
  run('actions of a tenant', '/operator', row, ['operator/tenant-columns.tsx']),
  run(
    'enter a tenant',
    '/operator',
    press((words) => words.operator.tenants.enter),
    ['operator/tenant-dialogs.tsx'],
  ),
  run(
    'suspend a tenant',
    '/operator',
    ofTenant((words) => words.operator.tenants.suspend),
  ),
  run(
    'reset an administrator',
    '/operator',
    ofTenant((words) => words.operator.tenants.resetAdministrator),
  ),
  run('new operator', '/operator/operators?open=new', undefined, ['operator/operators-page.tsx']),
  run(
    'first password of an operator',
    '/operator/operators?open=new',
    async ({ page, words }) => {
      // Each walk makes one of its own: a login name is taken once.
      await page.locator('[data-field=loginName] input').fill(`walker-${Date.now().toString(36)}`);
      await page.locator('[data-field=name] input').fill('Walker');
      await page.keyboard.press('Control+s');
      await page.getByRole('button', { name: words.operator.secret.copy, exact: true }).waitFor();
    },
    ['operator/secret-dialog.tsx'],
    true,
  ),
];

export const surfaces: readonly Surface[] = [
  ...menuPages,
  ...forms,
  ...shell,
  ...lists,
  ...monitor,
  ...records,
  ...people,
  ...system,
  ...operation,
];
