import type { Texts } from '../zh.ts';

export const users = {
  what: 'users',
  role: { agent: 'Agent', supervisor: 'Supervisor', administrator: 'Administrator' },
  list: {
    search: 'Name, extension, login name', searchLabel: 'Search users', role: 'Role', allRoles: 'All roles', create: 'Add user', total: '{{total}} users',
    columnName: 'Name', columnExtension: 'Extension', columnLogin: 'Login name', columnRole: 'Role', columnState: 'State', columnRecorded: 'Recording', columnLastSignIn: 'Last sign-in', columnCreated: 'Created',
    enabled: 'Enabled', disabled: 'Disabled', recorded: 'recorded', notRecorded: 'not recorded', empty: 'No users yet', nothing: 'No user matches', nothingHint: 'Try other filters', edit: 'Edit {{name}}', never: 'never',
  },
  editor: {
    createTitle: 'Add user', editTitle: 'Edit user', name: 'Name', extension: 'Extension', extensionHint: '400–899, cannot be changed later', login: 'Login name', loginHint: 'Optional; tenant code and extension work too', role: 'Role',
    password: 'First password', newPassword: 'Reset password', newPasswordHint: 'Leave empty to keep it; a reset signs the user out', passwordHint: 'At least 6 characters; longer is safer',
    enabled: 'Enabled', disabledHint: 'A disabled user cannot sign in; data is kept', recorded: 'Record calls', save: 'Save', create: 'Add', saved: 'User saved', added: 'User added', disable: 'Disable', generate: 'Generate', noRight: 'No permission to edit',
  },
} satisfies Texts['users'];
