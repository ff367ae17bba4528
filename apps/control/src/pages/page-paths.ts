/** The pages that one-time links lead to. */
export const pagePaths = {
  setUp: '/set-up',
  acceptInvitation: '/accept-invitation',
  resetPassword: '/reset-password',
  confirmEmail: '/confirm-email',
} as const;

export type PageName = keyof typeof pagePaths;
