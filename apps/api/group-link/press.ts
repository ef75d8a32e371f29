import { hash, randomUUID } from 'node:crypto';
import { Refusal } from '#domain';
import { allUseCases, type Recorded, type Sent, validateBody } from '#use-cases';
import { html } from '../html.ts';
import { codeOf, problems } from '../problems.ts';
import { hidden } from '../sign-in/form-parts.ts';
import { linkPage, unknownPage } from './link-page.ts';
import { type LinkVisit, linkTo, pathTo } from './link-visit.ts';
import { type Filled, mayPress, most, type TextField, views, writing } from './press-forms.ts';
import { proposalPage } from './proposal-page.ts';
import { proposalOf } from './shown.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** A person hears of one answer and of what came of it. */
const mostTellings = 4;

type Pressed = 'heard' | 'notChanged' | 'respond';
const isPressed = (what: string | null): what is Pressed =>
  what === 'heard' || what === 'notChanged' || what === 'respond';

/** Takes in what somebody has said about an answer, and leads back to it. What was written is never lost on the way. */
export async function press(visit: LinkVisit, id: string): Promise<string> {
  const { form, reply, say, desk, request, link } = visit;
  const what = form.get('what');
  const filled = filledIn(form);
  try {
    await desk.house.rates.count('presses', `${link.group} ${link.link}`);
    const one = await proposalOf(visit, id);
    if (!one) {
      reply.status(404);
      return unknownPage(visit);
    }
    const wrong = (faults: Filled['faults'], status = 422) => {
      reply.status(status);
      return proposalPage(visit, one, { ...filled, faults });
    };
    if (!mayPress(one)) return wrong({ form: say('groupLink.fault.notAnswered') }, 409);
    if (!isPressed(what)) return wrong({ form: say('groupLink.fault.button') });
    const faults = faultsIn(visit, what, filled);
    if (Object.keys(faults).length > 0) return wrong(faults);
    try {
      const { position } = await (what === 'respond' ? respond(visit, id, filled) : hear(visit, id, what, filled));
      reply.status(303).header('location', pathTo(visit, `/proposals/${id}`, { done: what, after: position }));
      return '';
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      request.outcome = error.code;
      return wrong({ form: say('groupLink.fault.refused') }, 409);
    }
  } catch (error) {
    return later(visit, id, filled, error);
  }
}

/** Lines end as they do everywhere else: forms send them in a way of their own. */
const textIn = (form: URLSearchParams, name: string): string | undefined =>
  form.get(name)?.replaceAll('\r\n', '\n').trim() || undefined;

function filledIn(form: URLSearchParams): Filled {
  const [aFewWords, comment, view] = [textIn(form, 'aFewWords'), textIn(form, 'comment'), form.get('view')];
  const sent = form.get('command') ?? '';
  return {
    ...(aFewWords !== undefined && { aFewWords }),
    ...(comment !== undefined && { comment }),
    ...(view !== null && { view }),
    // From a form without one nobody can send the same again by mistake.
    command: uuid.test(sent) ? sent : randomUUID(),
    faults: {},
  };
}

function faultsIn({ say }: LinkVisit, what: Pressed, filled: Filled): Filled['faults'] {
  const field: TextField = what === 'respond' ? 'comment' : 'aFewWords';
  const text = filled[field] ?? '';
  const isView = (views as readonly string[]).includes(filled.view ?? '');
  return {
    ...(what === 'respond' && !isView && { view: say('groupLink.fault.choose') }),
    ...(text.length > most[field] && { [field]: say('groupLink.fault.tooLong', { most: String(most[field]) }) }),
    ...((!text.isWellFormed() || text.includes('\0')) && { [field]: say('groupLink.fault.characters') }),
  };
}

async function hear(visit: LinkVisit, id: string, said: 'heard' | 'notChanged', filled: Filled): Promise<Recorded> {
  const { link } = visit.link;
  const { aFewWords } = filled;
  // Confirmed before is confirmed: that records nothing more, so these need no id of their own.
  const tellings = said === 'heard' ? visit.form.getAll('telling').slice(0, mostTellings) : [];
  for (const ofEvent of new Set(tellings))
    await send(visit, 'ConfirmTelling', id, { ofEvent, how: 'link', link }, randomUUID());
  const body = { said, link, ...(aFewWords !== undefined && { words: { aFewWords } }) };
  return send(visit, 'Hear', id, body, commandFor(filled, id, body));
}

function respond(visit: LinkVisit, id: string, filled: Filled): Promise<Recorded> {
  const { view, comment } = filled;
  const body = { view, ...(comment !== undefined && { words: { comment } }) };
  return send(visit, 'Respond', id, body, commandFor(filled, id, body));
}

/**
 * A form that is sent twice records once; one that a browser has kept, and that is filled in otherwise and sent again, says
 * something new.
 */
function commandFor({ command }: Filled, id: string, body: object): string {
  const digest = hash('sha256', JSON.stringify([command, id, body]), 'hex');
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, `8${digest.slice(17, 20)}`];
  return `${parts.join('-')}-${digest.slice(20, 32)}`;
}

async function send(visit: LinkVisit, name: string, id: string, said: object, command: string): Promise<Recorded> {
  const { desk, rights } = visit;
  const useCase = allUseCases.find((one) => one.name === name)!;
  const { body, problems: faults } = validateBody(useCase.body, said);
  if (faults.length > 0) throw new Refusal('command.malformed', 'What was sent has not the shape of this command.');
  const sent: Sent = { command, correlation: command, rights };
  return desk.house.metrics.command(name, () => desk.commands.execute(new useCase.command(id, body, sent)));
}

/** Something is away, or too much was sent: the page keeps what was written, and sends it again as the same. */
function later(visit: LinkVisit, id: string, filled: Filled, error: unknown): string {
  const { say, reply, request, form } = visit;
  const code = codeOf(error) ?? '';
  const status = problems[code]?.[0];
  if (status !== 503 && status !== 429) throw error;
  request.outcome = code;
  const { retryAfter = 30 } = error as { readonly retryAfter?: number };
  reply.status(status).header('retry-after', String(retryAfter));
  const count = Math.max(1, Math.ceil(retryAfter / 60));
  const kept = ['what', 'view'].map((name) => hidden(name, form.get(name) ?? undefined));
  const tellings = form.getAll('telling').slice(0, mostTellings);
  return linkPage(visit, {
    title: say('groupLink.away.heading'),
    main: html`<h1>${say('groupLink.away.heading')}</h1>
<p>${status === 429 ? say('groupLink.fault.tooMany', { count }) : `${say('groupLink.away.what')} ${say('groupLink.away.kept')}`}</p>
<form class="fields" method="post" action="${linkTo(visit, `/proposals/${id}`)}">
${hidden('command', filled.command)}
${kept}
${tellings.map((telling) => hidden('telling', telling))}
${form.get('what') === 'respond' ? writing(visit, 'comment', 'groupLink.respond.comment', filled) : writing(visit, 'aFewWords', 'groupLink.press.words', filled)}
<div class="buttons"><button>${say('groupLink.away.again')}</button></div>
</form>`,
  });
}
