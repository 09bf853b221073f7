import { Secret, TOTP } from 'otpauth';
import { testPassword } from '../../../test-server.ts';
import type { AuditWalk, SliceWalk } from '../../../test-walks.ts';

const inLoginLog = 'stands in the login log as the end of each sign-in';
const factorCode = ({ answered }: AuditWalk): string =>
  new TOTP({ secret: Secret.fromBase32(answered('session.startSecondFactor', 'secret')) }).generate();
let roleId = '';
const findRole = async ({ server: { tenant, request } }: AuditWalk): Promise<void> => {
  const { items } = (await request(tenant.administrator, 'GET', '/api/roles')).json<{ items: { id: string }[] }>();
  roleId = items[0]!.id;
};

export const walk: SliceWalk = {
  auditedSteps: [
    { route: 'session.viewAs', before: findRole, params: () => ({ id: roleId }) },
    { route: 'session.viewAsMyself' },
    { route: 'session.startSecondFactor', as: 'leader', body: { password: testPassword } },
    { route: 'session.confirmSecondFactor', as: 'leader', body: (walk) => ({ code: factorCode(walk) }) },
    {
      route: 'session.removeSecondFactor',
      as: 'leader',
      body: ({ answered }) => ({
        password: testPassword,
        code: answered('session.confirmSecondFactor', 'recoveryCodes', '0'),
      }),
    },
    { route: 'session.changePassword', as: 'stranger', body: { current: testPassword, next: 'right-horse-9' } },
  ],
  auditedElsewhere: ['session.attack'],
  excused: {
    'session.signIn': 'stands in the login log with its result, address and device',
    'session.signOut': inLoginLog,
    'session.signOutElsewhere': inLoginLog,
    'session.endSession': inLoginLog,
    'session.startSecondFactor': 'nothing holds until it was confirmed, which is a row',
  },
};
