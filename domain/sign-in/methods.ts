/** From where an agent may sign in, and on what they may telephone (SPEC A1.2). */

/** 登录方式: any, the browser, the mobile app, a desk phone. */
export const signInMethods = ['any', 'web', 'app', 'desk-phone'] as const;
export type SignInMethod = (typeof signInMethods)[number];

/** What a page says that it is: a page of a browser, or the installed application on a telephone. */
export const clients = ['web', 'app'] as const;
export type Client = (typeof clients)[number];

/** What rings: the page by WebRTC, or a SIP telephone on the desk. */
export const phoneKinds = ['browser', 'desk'] as const;
export type PhoneKind = (typeof phoneKinds)[number];

interface Allowed {
  readonly clients: readonly Client[];
  readonly phones: readonly PhoneKind[];
}
const allowed: Readonly<Record<SignInMethod, Allowed>> = {
  any: { clients: ['web', 'app'], phones: ['browser', 'desk'] },
  web: { clients: ['web'], phones: ['browser'] },
  app: { clients: ['app'], phones: ['browser'] },
  // The page has the buttons and the customer, the telephone has the sound.
  'desk-phone': { clients: ['web'], phones: ['desk'] },
};

/** Whether somebody with this method may sign in with such a page, and stay signed in. */
export const maySignIn = (method: SignInMethod, client: Client): boolean => allowed[method].clients.includes(client);

/** Whether somebody with this method may telephone on such a phone. */
export const mayUsePhone = (method: SignInMethod, kind: PhoneKind): boolean => allowed[method].phones.includes(kind);

/** The methods with which such a phone may be used. */
export const methodsWith = (kind: PhoneKind): SignInMethod[] =>
  signInMethods.filter((method) => mayUsePhone(method, kind));

/**
 * On what somebody telephones who signs in now. `desk`: whether they have a desk phone, and whether they have chosen to use it. Null: they are to use a
 * desk phone and have none.
 */
export function phoneFor(method: SignInMethod, desk: { isUsed: boolean } | null): PhoneKind | null {
  const [only, another] = allowed[method].phones;
  if (only === 'desk') return desk ? 'desk' : null;
  return another === 'desk' && desk?.isUsed ? 'desk' : 'browser';
}
