import type { Locator, Page } from 'playwright-core';

/**
 * Somebody who knows the way, after the Keystroke-Level Model of Card, Moran and Newell (1980): what their hands and mind take,
 * without reading and without thinking about what to write. Beside it the time for which they wait for the machine.
 */

/** Seconds: a key of an average typist, pointing, pressing or letting go a button, a hand from mouse to keys, getting ready in mind. */
const model = { key: 0.28, point: 1.1, button: 0.1, home: 0.4, mental: 1.35 } as const;

export interface Task {
  readonly what: string;
  readonly who: string;
  readonly clicks: number;
}

export interface Done extends Task {
  readonly steps: readonly string[];
  readonly seconds: number;
  readonly machine: number;
}

export class Practised {
  readonly page: Page;
  readonly steps: string[] = [];
  clicks = 0;
  seconds = 0;
  /** Seconds. */
  machine = 0;

  constructor(page: Page) {
    this.page = page;
  }

  link = (name: string): Locator => this.page.getByRole('link', { name, exact: true }).first();
  button = (name: string): Locator => this.page.getByRole('button', { name, exact: true }).first();
  radio = (name: string): Locator => this.page.getByRole('radio', { name, exact: true });
  field = (name: string): Locator => this.page.getByLabel(name).first();
  text = (text: string): Locator => this.page.getByText(text).first();

  /** Waits until something is there. */
  async sees(what: Locator): Promise<void> {
    const began = performance.now();
    await what.waitFor();
    this.machine += (performance.now() - began) / 1_000;
  }

  async click(step: string, what: Locator): Promise<void> {
    await this.#begins(step, what);
    await what.click();
    this.#clicked(1);
  }

  /** @param isThere the field has the focus already */
  async type(step: string, into: Locator, text: string, end?: 'Enter', { isThere = false } = {}): Promise<void> {
    await this.#begins(step, into);
    if (isThere) await into.and(this.page.locator(':focus')).waitFor();
    else {
      await into.click();
      this.#clicked(1);
    }
    await into.pressSequentially(text);
    this.#typed(text.length);
    if (end) {
      await into.press(end);
      this.#typed(1);
    }
  }

  /** A day is typed as the browser asks it, eight digits. */
  async date(step: string, into: Locator, day: string): Promise<void> {
    await this.#begins(step, into);
    await into.click();
    this.#clicked(1);
    await into.fill(day);
    this.#typed(8);
  }

  /** Out of a list: the list is opened by a click, and one of it chosen by the keyboard with the beginning of its name. */
  async pick(step: string, from: Locator, label: string): Promise<void> {
    await this.#begins(step, from);
    await from.selectOption({ label });
    this.#clicked(1);
    this.#typed(4);
  }

  async #begins(step: string, what: Locator): Promise<void> {
    await this.sees(what);
    this.steps.push(step);
    this.seconds += model.mental;
  }

  #clicked(times: number): void {
    this.clicks += times;
    this.seconds += times * (model.point + 2 * model.button);
  }

  /** Hands go to the keys and back. */
  #typed(keys: number): void {
    this.seconds += 2 * model.home + keys * model.key;
  }
}

/** The first page is there. */
export const comesTo = (page: Page): Promise<void> => page.locator('main h1').first().waitFor();

const row = ({ what, who, clicks, seconds, machine }: Done): string =>
  `| ${what} | ${who} | ${clicks} | ${Math.round(seconds)} | ${machine.toFixed(1)} |`;

export function fiveTasksPage(done: readonly Done[], on: string): string {
  const { key, point, button, home, mental } = model;
  return `# Five tasks

How many clicks and seconds five things take that people do most, from the first page after signing in. A test does each of them in a browser (\`npm run jest -- test/five-tasks\`; with \`UPDATE_DOCS=1\` it writes this page anew), and fails when a task takes another number of clicks.

Clicks are what is pressed with the mouse or a thumb, fields that one writes in included. Seconds are those of a practised user by the Keystroke-Level Model (Card, Moran and Newell, 1980): ${mental} s to get ready for each step, ${point} s to point, ${button} s to press and as much to let go, ${home} s for the hand from the mouse to the keys and again back, ${key} s a key of an average typist. Reading, and thinking about what to write, are not in it. The last column is what the user waited for the machine, measured on ${on} on one with four cores; it is told, not tested.

| task | who | clicks | seconds of the user | seconds of the machine |
| --- | --- | ---: | ---: | ---: |
${done.map(row).join('\n')}

${done.map(({ what, steps }) => `## ${what}\n\n${steps.map((step, index) => `${index + 1}. ${step[0]!.toUpperCase()}${step.slice(1)}.`).join('\n')}`).join('\n\n')}
`;
}
