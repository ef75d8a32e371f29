/** Addresses that are secrets themselves, also under a path that nobody has set as the public one. */
const secret = /(\/(?:link|calendar|invitation|g)\/)[^/?]+/;

/** What may stand between two slashes of our addresses. */
const segment = /^[A-Za-z0-9._-]{0,64}$/;

/** What looks like a secret, wherever somebody has put it: a mistyped address may still hold one. */
const secretLike = /^(?=.*[A-Z_])[\w-]{24,}/;

/**
 * The path as the log may show it: without secrets, and without what somebody put there that is no part of an address of ours,
 * as it may be a sentence or a name.
 */
export function shownPath(url: string): string {
  const path = url.split('?', 1)[0]!.replace(secret, '$1…');
  return path
    .split('/')
    .map((one) => (segment.test(one) && !secretLike.test(one) ? one : '…'))
    .join('/');
}
