import { dayOf, ensureHolidays, followForgettings, sweepWords } from '#use-cases';
import type { House } from './house.ts';
import { traced } from './problem.filter.ts';

const anHour = 3_600_000;

/** What time brings in a one-process installation, at start and every hour. */
export class Upkeep {
  readonly #house: House;
  readonly #timer: NodeJS.Timeout;
  readonly #stopForgetting: () => Promise<void>;
  #running: Promise<void>;

  private constructor(house: House, stopForgetting: () => Promise<void>) {
    this.#house = house;
    this.#stopForgetting = stopForgetting;
    this.#running = this.#run();
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.#run());
    }, anHour);
    this.#timer.unref();
  }

  static async begin(house: House): Promise<Upkeep> {
    const forgetting = await followForgettings(house.context);
    forgetting.ended.catch((error: unknown) =>
      house.log.error(traced(error), 'forgetting has stopped; start the server again'),
    );
    return new Upkeep(house, () => forgetting.stop());
  }

  /** Ends after what is in hand. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
    await this.#stopForgetting();
  }

  async #run(): Promise<void> {
    const { context, log } = this.#house;
    try {
      const year = Number(dayOf(context.clock.now()).slice(0, 4));
      await ensureHolidays(context, [year, year + 1, year + 2]);
      const swept = await sweepWords(context);
      if (swept > 0) log.info({ swept }, 'words that no event names were deleted');
    } catch (error) {
      log.error(traced(error), 'the hourly upkeep failed; it is tried again in an hour');
    }
  }
}
