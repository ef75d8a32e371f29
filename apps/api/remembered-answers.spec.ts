import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, RememberedAnswers } from './remembered-answers.ts';

let reads: number | undefined;
let vault: number | undefined;
let made: number;
const sources = {
  reads: {
    changes: () => reads,
  },
  vault: {
    get changes() {
      return vault;
    },
  },
};
const make = async (): Promise<Answer> => ({ json: `answer ${++made}`, version: undefined, events: [], people: [] });
const asked = async (answers: RememberedAnswers, question = 'a question') =>
  (await answers.answer(question, ['loops'], make)).json;

beforeEach(() => {
  reads = 1;
  vault = 1;
  made = 0;
});

describe('an answer', () => {
  it('is remembered under its question while nothing changes', async () => {
    const answers = new RememberedAnswers(sources);
    expect(await asked(answers)).toBe('answer 1');
    expect(await asked(answers)).toBe('answer 1');
    expect(await asked(answers, 'another question')).toBe('answer 2');
  });

  it('is made anew when the read models have changed', async () => {
    const answers = new RememberedAnswers(sources);
    await asked(answers);
    reads = 2;
    expect(await asked(answers)).toBe('answer 2');
  });

  it('is made anew when the vault has changed, as it has when a text was forgotten', async () => {
    const answers = new RememberedAnswers(sources);
    await asked(answers);
    vault = 2;
    expect(await asked(answers)).toBe('answer 2');
  });

  it('is not remembered when something changed while it was made', async () => {
    const answers = new RememberedAnswers(sources);
    await answers.answer('a question', ['loops'], async () => {
      reads = 2;
      return make();
    });
    expect(await asked(answers)).toBe('answer 2');
    expect(await asked(answers)).toBe('answer 2');
  });

  it('is never remembered where others may write to the vault unseen', async () => {
    vault = undefined;
    const answers = new RememberedAnswers(sources);
    expect([await asked(answers), await asked(answers)]).toEqual(['answer 1', 'answer 2']);
  });

  it('is not given while a read model cannot be read', async () => {
    const answers = new RememberedAnswers(sources);
    await asked(answers);
    reads = undefined;
    const stopped = new Error('stopped');
    await expect(answers.answer('a question', ['loops'], () => Promise.reject(stopped))).rejects.toBe(stopped);
  });

  it('that failed is not remembered', async () => {
    const answers = new RememberedAnswers(sources);
    const failed = answers.answer('a question', [], () => Promise.reject(new Error('no such proposal')));
    await expect(failed).rejects.toThrow('no such proposal');
    expect(await asked(answers)).toBe('answer 1');
  });
});

describe('all remembered answers together', () => {
  it('hold no more characters than they may', async () => {
    const answers = new RememberedAnswers(sources, 40);
    for (const question of ['one', 'two', 'three', 'four']) await asked(answers, question);
    expect(await asked(answers, 'four')).toBe('answer 4');
    expect(await asked(answers, 'one')).toBe('answer 5');
  });

  it('leave out one that is larger than all may be', async () => {
    const answers = new RememberedAnswers(sources, 5);
    expect([await asked(answers), await asked(answers)]).toEqual(['answer 1', 'answer 2']);
  });
});
