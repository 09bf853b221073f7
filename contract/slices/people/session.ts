/** Signing in, and one’s own account. */
import { defineSlice } from '../define-slice.ts';

export const sessionSlice = defineSlice({
  name: 'session',
  area: 'people',
  errors: {
    'session.required': 401,
    'session.wrong-password': 401,
    'session.locked': 423,
    'session.disabled': 403,
    'session.origin': 403,
    'session.code-required': 401,
    'session.wrong-code': 401,
    'session.wrong-method': 403,
    'session.weak-password': 422,
    'session.password-not-mixed': 422,
    'session.common-password': 422,
    'session.same-password': 422,
    'session.password-change-required': 403,
    'session.second-factor-required': 403,
    'session.second-factor-off': 409,
  },
  auditActions: [
    'session.attack',
    'password.change',
    'second-factor.set-up',
    'second-factor.remove',
    'role.view-as',
    'role.view-as-myself',
  ],
});
