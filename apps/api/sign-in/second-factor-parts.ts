import { toString as qrCode } from 'qrcode';
import type { TotpSecret } from '#sign-in';
import { Html, html } from '../html.ts';
import { type Faults, field, hidden } from './form-parts.ts';
import type { Visit } from './visit.ts';

/** What an app is shown to make codes for this account: as a picture, and as a text to type. */
export async function setUpForm(visit: Visit, { secret, uri }: TotpSecret, faults: Faults): Promise<Html> {
  const { say, to } = visit;
  return html`<ol class="steps">
<li>${say('signIn.setUp.app')}</li>
<li>${say('signIn.setUp.scan')}
<div class="qr">${await pictureOf(uri, say('signIn.setUp.picture'))}</div>
<p class="hint">${say('signIn.setUp.type')}</p>
<p class="secret">${inGroups(secret)}</p></li>
<li>${say('signIn.setUp.confirm')}</li>
</ol>
<form class="fields" method="post" novalidate>
${hidden('to', to)}
${hidden('uri', uri)}
${field({ name: 'code', label: say('signIn.code'), autocomplete: 'one-time-code', hint: say('signIn.setUp.codeHint'), faults })}
<div class="buttons"><button>${say('signIn.setUp.button')}</button></div>
</form>`;
}

/** Drawn by attributes alone, so that the page needs no style for it. */
async function pictureOf(text: string, label: string): Promise<Html> {
  const svg = await qrCode(text, { type: 'svg', margin: 4, errorCorrectionLevel: 'M' });
  return html`<div role="img" aria-label="${label}">${new Html(svg)}</div>`;
}

const inGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

/** The one that the form carries on from the page before, so that a mistyped code does not ask for another picture. */
export function carriedOn(form: URLSearchParams): TotpSecret | undefined {
  const uri = form.get('uri') ?? '';
  if (uri.length > 1_000 || !/^otpauth:\/\/totp\/[\w%.:@~+-]+\?[\w%=&.+-]+$/.test(uri)) return undefined;
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return /^[A-Z2-7]{16,64}$/.test(secret) ? { secret, uri } : undefined;
}

/** Told this once. */
export function recoveryCodeList({ say }: Visit, codes: readonly string[]): Html {
  return html`<p>${say('signIn.recovery.what')}</p>
<ul class="codes">
${codes.map((code) => html`<li>${code}</li>`)}
</ul>
<p>${say('signIn.recovery.keep')}</p>`;
}
