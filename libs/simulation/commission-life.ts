import type { County, Life, SimulatedUnit } from './county.ts';
import { themes } from './texts.ts';

/** A commission as a group sees it: open for proposals, and with what it will be answered. */
export interface OpenCommission {
  readonly id: string;
  readonly proposals: string[];
}

/** One commission, from management's question to its closing; while a group works on it, it stands in the group's `open`. */
export function* commissionLife(
  county: County,
  unit: SimulatedUnit,
  groups: readonly string[],
  open: ReadonlyMap<string, OpenCommission[]>,
): Life {
  const { random, texts, chance, tell, today } = county;
  const id = county.nextId('commission');
  const theme = random.oneOf(themes);
  const byPost = { post: random.oneOf(unit.posts) };
  const say = (event: string, facts: object = {}, words?: Record<string, string>, by: object = byPost) =>
    tell({ event, of: id, on: today(), ...facts, ...(words && { words }), by });
  const inDays = (days: number) => new Date(Date.parse(today()) + days * 86_400_000).toISOString().slice(0, 10);

  say(
    'CommissionIssued',
    {
      unit: unit.id,
      from: random.oneOf(['unit', 'unit', 'project', 'partner']),
      groups,
      kind: random.oneOf(['task', 'task', 'commentOnDraft', 'tryOut', 'socialReport']),
      ...(random.happens(0.7) && { answerWantedBy: inDays(random.between(60, 150)) }),
    },
    { title: texts.title(theme), task: texts.task(theme), background: texts.proposal() },
  );
  const accepted: [string, OpenCommission][] = [];
  for (const group of groups) {
    yield random.between(2, 12);
    const byGroup = { role: 'coordinator', group };
    if (chance('commissionQuestioned')) {
      say('CommissionQuestioned', { group }, { question: 'Saako ehdottaa jotain, mikä maksaa?' }, byGroup);
      yield random.between(2, 10);
      say('CommissionClarified', { group }, { clarification: 'Saa. Kertokaa, mikä olisi tärkeintä.' });
    }
    if (chance('commissionDeclined')) {
      say('CommissionDeclined', { group }, { reason: 'Ryhmällä on nyt toinen tehtävä kesken.' }, byGroup);
      continue;
    }
    say('CommissionAccepted', { group }, undefined, byGroup);
    const own = { id, proposals: [] };
    accepted.push([group, own]);
    open.get(group)?.push(own);
  }
  const finish = () => {
    for (const [group, own] of accepted) open.get(group)?.splice(open.get(group)!.indexOf(own), 1);
  };
  if (chance('commissionRescheduled')) {
    yield random.between(20, 60);
    say(
      'CommissionRescheduled',
      { answerWantedBy: inDays(random.between(60, 150)) },
      { reason: 'Ryhmä pyysi lisää aikaa.' },
    );
  }
  if (chance('commissionWithdrawn')) {
    yield random.between(20, 90);
    say('CommissionWithdrawn', {}, { reason: 'Hanke päättyi.' });
    return finish();
  }
  yield random.between(50, 130);
  let answered = 0;
  for (const [group, own] of accepted) {
    if (!chance('commissionAnswered')) continue;
    answered++;
    say(
      'CommissionAnswered',
      { group, proposals: own.proposals },
      { summary: texts.proposal() },
      { role: 'coordinator', group },
    );
  }
  finish();
  if (answered === accepted.length && random.happens(0.7)) {
    yield random.between(30, 200);
    say('CommissionClosed', {}, { reason: 'Tehtävä on käsitelty, ja ryhmälle on kerrottu vastaukset.' });
  }
}
