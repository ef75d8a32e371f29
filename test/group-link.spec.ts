import { afterAll, describe, expect, it } from '@jest/globals';
import { answered, client, comeByLink, coordinator, head, says } from './group-link-story.ts';

/** What members of a group read who have no account: what became of each thing they said. */

const { story, visitor, propose, of, inList } = await comeByLink();
afterAll(() => story.api.close());

const fi = (key: string, values = {}) => says('fi', key, values);

describe('the page of a group’s link', () => {
  it('says what there is when nothing was proposed yet', async () => {
    const { status, text } = await visitor.get();
    expect(status).toBe(200);
    expect(text).toContain(fi('groupLink.empty'));
    expect(text).toContain(fi('groupLink.meeting.none'));
    expect(text).toContain('Aulan ryhmä');
  });

  it('is neutral, is found and kept by nobody, and works without script', async () => {
    await propose('neutral');
    for (const page of ['', '/proposals/neutral', '/print', '/form', '/proposals/unknown']) {
      const { html, headers } = await visitor.get(page);
      const [, title] = /<title>(.*)<\/title>/.exec(html)!;
      expect(title).not.toMatch(/Aulan|ryhmä|sosiaali|Otsikko/i);
      expect(html).toContain('<meta name="robots" content="noindex, nofollow">');
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-robots-tag': 'noindex, nofollow',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer, same-origin',
        'content-security-policy': expect.stringMatching(
          /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
        ),
      });
      // Nothing is fetched, and nothing leads to another site.
      expect(html).not.toMatch(/<(img|link|iframe|script src)|\ssrc=|\sstyle=|\son\w+="/);
      expect([...html.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, to]) => to!)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^\//)]),
      );
      expect(html).not.toMatch(/(href|action)="(?!\/|#)/);
    }
  });

  it('shows one path for each proposal, with its states in words', async () => {
    await propose('fresh');
    const { html, text } = await visitor.get();
    const steps = [...inList(html, 'fresh').matchAll(/<p class="step">(.*?)<\/p>\s*<p class="state">(.*?)<\/p>/g)];
    expect(steps.map(([, step]) => step)).toEqual(
      ['said', 'received', 'answered', 'told', 'changed', 'view'].map((step) => fi(`groupLink.step.${step}`)),
    );
    expect(steps.every(([, , state]) => state!.length > 3)).toBe(true);
    expect(text).toContain(fi('groupLink.now.waiting'));
  });

  it('tells the answer in brief, why, what is done and by when, once the group was told', async () => {
    await answered(story, 'evenings');
    const { text } = await of('evenings');
    for (const said of ['Avaamme kahtena iltana.', 'Iltaisin on kysyntää', 'Tiistai ja torstai', 'Töistä ei ehdi'])
      expect(text).toContain(said);
    expect(text).toContain(fi('groupLink.how.meeting'));
    expect(text).toContain(fi('groupLink.part.notConfirmed'));
    expect(text).toContain(fi('groupLink.next.change'));
    const list = inList((await visitor.get()).html, 'evenings');
    expect(list).toContain('Avaamme kahtena iltana.');
    expect(list).toContain(fi('groupLink.confirm'));
  });

  it.each([
    ['a trial', 'trial', { decision: 'trial' }, 'outcome.trial'],
    ['a deferral', 'deferral', { decision: 'deferred', byWhen: undefined, untilWhen: 60 }, 'outcome.deferred'],
    ['a rejection', 'rejection', { decision: 'rejected', byWhen: undefined }, 'outcome.rejected'],
  ])('says %s in plain words', async (_what, id, answer, outcome) => {
    const { untilWhen, ...rest } = answer as { untilWhen?: number };
    const until = untilWhen === undefined ? {} : { untilWhen: story.day(untilWhen) };
    await answered(story, id, {
      answer: JSON.parse(JSON.stringify({ ...rest, ...until })),
      words: { whatWillBeDone: '' },
    });
    const { text } = await of(id);
    expect(text).toContain(fi('groupLink.now.answered', { outcome: fi(outcome) }));
    if (id === 'deferral') expect(text).toMatch(/Johto vastaa uudelleen viimeistään \d/);
  });

  it('says that a proposal was withdrawn, or closed without an answer and why', async () => {
    await propose('withdrawn');
    await story.does(client, 'WithdrawProposal', 'withdrawn', {});
    expect((await of('withdrawn')).text).toContain(fi('groupLink.now.withdrawn'));
    await propose('early');
    await story.does(client, 'CloseProposal', 'early', { words: { reason: 'Talo purettiin.' } });
    const { text, html } = await of('early');
    expect(text).toContain(fi('groupLink.now.closedEarly'));
    expect(text).toContain('Talo purettiin.');
    expect(html).not.toContain('<form');
  });

  it('says what changed and what not, that it is disputed, and that it was reopened', async () => {
    const { answer } = await answered(story, 'changed');
    const words = { whatChanged: 'Tiistaina ollaan auki.' };
    const followUp = await story.tells(head, 'RecordFollowUp', 'changed', { changed: 'yes', words });
    await story.does(coordinator, 'TellAnswer', 'changed', { ofEvent: followUp, how: 'visit' });
    expect((await of('changed')).text).toContain(fi('groupLink.now.changed.yes'));
    await story.does(client, 'Respond', 'changed', { view: 'unsatisfied', words: { comment: 'Ei riitä meille.' } });
    const disputed = (await of('changed')).text;
    expect(disputed).toContain(fi('groupLink.now.disputed'));
    expect(disputed).toContain('Ei riitä meille.');
    await story.does(client, 'ReopenProposal', 'changed', { words: { reason: 'Torstai puuttuu yhä.' } });
    const { text } = await of('changed');
    expect(text).toContain(fi('groupLink.now.reopened'));
    expect(text).toContain('Torstai puuttuu yhä.');
    expect(text).toContain(fi('groupLink.part.earlier'));
    expect(answer).toBeDefined();
  });

  it('shows what management asks, and that the clock stands still', async () => {
    await propose('asked');
    await story.does(head, 'RequestInformation', 'asked', { words: { question: 'Mitkä illat sopisivat?' } });
    const { text } = await of('asked');
    expect(text).toContain('Mitkä illat sopisivat?');
    expect(text).toContain(fi('groupLink.next.information'));
  });

  it('says of a removed text when and why it was removed', async () => {
    await propose('removed', {}, { text: 'Matin asia.' });
    const [event] = (await story.api.house.store.read('proposal-removed')).map(({ id }) => id);
    await story.does(coordinator, 'ForgetProposalWords', 'removed', {
      ofEvent: event,
      fields: ['text', 'title'],
      reasonCode: 'personalData',
    });
    const { text } = await of('removed');
    expect(text).not.toContain('Matin');
    expect(text).toContain(fi('groupLink.words.because.personalData'));
    expect((await visitor.get()).text).toContain(fi('groupLink.words.because.personalData'));
  });

  it('calls not known what a source does not record, and never late', async () => {
    const source = { source: 'diary', title: 'Päiväkirja', document: 'd.txt', coverage: { proposals: 'complete' } };
    const old = { event: 'ProposalSubmitted', of: 'old', group: 'lobby', kind: 'idea', answerWanted: 'decision' };
    await story.imports([
      source,
      { ...old, on: '2016', words: { title: 'Vanha ehdotus' }, lang: 'fi', source: 'diary' },
    ]);
    const { text } = await of('old');
    expect(text).toContain(fi('groupLink.now.notKnown'));
    expect(text).toContain(fi('groupLink.state.notKnown'));
    expect(text).toContain('2016');
    expect(text).not.toMatch(/myöhässä|Piti tulla/);
  });

  it('shows the next meeting and what the group was asked to do', async () => {
    await story.does(coordinator, 'PlanMeeting', 'next', {
      group: 'lobby',
      plannedFor: story.day(3),
      time: '13:00',
      words: { place: 'Kirjaston kerhohuone' },
    });
    await story.does(head, 'IssueCommission', 'brochure', {
      unit: 'services',
      groups: ['lobby'],
      kind: 'commentOnDraft',
      words: { title: 'Kommentoikaa esitettä', task: 'Lukekaa ja kommentoikaa.' },
    });
    const { text } = await visitor.get();
    expect(text).toContain('kello 13:00');
    expect(text).toContain('Kirjaston kerhohuone');
    expect(text).toContain('Kommentoikaa esitettä');
    expect(text).toContain(fi('groupLink.commissions.asked'));
  });

  it('cuts a very long text in the list and shows all of it on its own page', async () => {
    const long = `Alku ${'sana '.repeat(3_000)}${'ä'.repeat(2_000)} loppu.`;
    await answered(story, 'long', { words: { reason: long } });
    expect((await of('long')).text).toContain('loppu.');
    const { html } = await visitor.get();
    expect(inList(html, 'long')).toContain('…');
    expect(inList(html, 'long').length).toBeLessThan(6_000);
  });

  it('leads to the older ones, each once', async () => {
    const seen: string[] = [];
    let path: string | undefined = '';
    let pages = 0;
    while (path !== undefined) {
      const { html } = await visitor.get(path);
      pages += 1;
      seen.push(...[...html.matchAll(/<h3><a href="[^"]*\/proposals\/([\w-]+)/g)].map(([, id]) => id!));
      path = /href="[^"]*?(\?[^"]*)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(pages).toBeGreaterThan(1);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(['neutral', 'long', 'old']));
    expect((await visitor.get('?cursor=bm9uc2Vuc2U')).text).toContain('Otsikko');
  });

  it('has a sheet for the wall with a code, and a form to write on', async () => {
    const sheet = await visitor.get('/print');
    expect(sheet.html).toContain('<svg');
    expect(sheet.text).toContain(fi('groupLink.sheet.steps'));
    expect(sheet.text).toContain('Avaamme kahtena iltana.');
    expect((await visitor.get('/form')).text).toContain(fi('groupLink.form.what'));
  });
});
