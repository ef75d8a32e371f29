import { requires } from '#domain';
import { addressKey, type Context } from '#use-cases';

/** Longest mail address, in characters (RFC 5321). */
const longest = 254;

/**
 * The address as it is claimed and looked for: trimmed, in small letters, otherwise as it is written; undefined when it cannot
 * be one. Whether mail reaches it is shown by mail only.
 */
export function normalisedAddress(text: string): string | undefined {
  if (text.length > 2 * longest) return undefined;
  const address = addressKey(text);
  return address.length <= longest && /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u.test(address) ? address : undefined;
}

/** The address that mail for the account goes to now, normalised. */
async function addressNow({ vault }: Context, account: string): Promise<string | undefined> {
  const contact = (await vault.people.read([account])).get(account)?.contact;
  return contact === undefined ? undefined : normalisedAddress(contact);
}

/** No account has such an id, so that nothing is found under it, in the same time. */
const nobody = 'no_account';

/** Whose address this is now: what an account had before it was corrected opens nothing any more. */
export async function accountAt(context: Context, address: string): Promise<string | undefined> {
  const normalised = normalisedAddress(address);
  const claimed = normalised === undefined ? undefined : await context.vault.identities.find('address', normalised);
  const current = await addressNow(context, claimed ?? nobody);
  return current !== undefined && current === normalised ? claimed : undefined;
}

/**
 * Sees to it that the account is found by the address that is kept for it, as whoever invites sees to it.
 * @throws Refusal `sign-in.address-missing`, `account.address-taken`
 */
export async function claimAddress(context: Context, account: string): Promise<void> {
  const address = await addressNow(context, account);
  requires(address, 'sign-in.address-missing', 'No mail address is known of this account.', 'address');
  requires(
    (await context.vault.identities.claim('address', address, account)) === account,
    'account.address-taken',
    'Another account has this address.',
    'address',
  );
}
