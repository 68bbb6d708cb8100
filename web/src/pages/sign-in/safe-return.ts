/** Only a path of this app: a link must not be able to send people elsewhere after signing in. */
export function safeReturn(returnTo: string | undefined): string {
  return returnTo?.startsWith('/') && !/^\/[/\\]/.test(returnTo) ? returnTo : '/';
}
