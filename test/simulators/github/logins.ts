/** Whether two logins are one account's: letter case does not count. */
export function isSameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether a list of logins names that account. */
export function isNamed(logins: readonly string[], login: string): boolean {
  return logins.some((candidate) => isSameLogin(candidate, login));
}
