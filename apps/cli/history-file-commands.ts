import { type Command, Option } from 'commander';
import { collectLine, day, examples, id, wholeNumber } from './arguments.ts';
import type { DecidimCommandOptions } from './decidim.ts';
import type { SimulateOptions } from './simulate.ts';
import type { Terminal } from './terminal.ts';

/** `kierto simulate` and `kierto decidim`: they write history files and touch no data folder. */
export function addHistoryFileCommands(
  command: (name: string, summary: string) => Command,
  terminal: Terminal,
  end: (status: number) => void,
): void {
  command('simulate', 'Writes the history of a county that does not exist, in the history format.')
    .requiredOption('--units <N>', 'units under the county', wholeNumber(1, 10_000))
    .requiredOption('--groups <N>', 'co-development groups', wholeNumber(0, 100_000))
    .requiredOption('--years <N>', 'years the history goes back', wholeNumber(1, 60))
    .requiredOption('--seed <S>', 'any text; the same gives the same history')
    .option('--until <DAY>', 'its last day; today when left out', day)
    .option('--out <FILE>', 'write to FILE instead of standard output')
    .option('--force', 'replace FILE when it exists')
    .addHelpText(
      'after',
      `
Every event and every path of the loop is in it. The same numbers, seed and last day give the same file.
${examples('kierto simulate --units 3 --groups 9 --years 4 --seed a --until 2026-06-30 --out county.ndjson')}`,
    )
    .action(async (options: SimulateOptions) => {
      const { simulate } = await import('./simulate.ts');
      end(await simulate(terminal, options));
    });

  command('decidim', 'Turns open-data exports of Decidim into a history file.')
    .argument('<FILE...>', 'proposals and results as CSV or JSON, in any order; - alone is standard input')
    .option(
      '--source <ID>',
      'what the source is called here; ids of groups, units and themes begin with it',
      id,
      'decidim',
    )
    .option('--title <TITLE>', 'what people read of the source', 'Decidim')
    .option(
      '--unit <ID>',
      'a unit that is there already, to which it all belongs; one is established when left out',
      id,
    )
    .option('--lang <LANG>', 'in which the originals are, where texts are in several languages')
    .addOption(
      new Option('--decisions <HOW>', 'whether every decision is in the export')
        .choices(['partial', 'complete'])
        .default('partial', 'partial, because answers are also given elsewhere'),
    )
    .option('--state <STATE=DECISION>', 'what a state of that Decidim means; as often as you like', collectLine)
    .option('--out <FILE>', 'write to FILE instead of standard output')
    .option('--force', 'replace FILE when it exists')
    .addHelpText(
      'after',
      `
A row that cannot be taken is reported as FILE:LINE: column: problem, and the others go on; so is a cell, which is then left
out. Columns that have no place here are named. DECISION is accepted, partlyAccepted, trial, deferred, rejected or none.
Names of persons are not taken.
${examples('kierto decidim open-data-proposals.csv open-data-results.csv --out decidim.ndjson', 'kierto decidim --title "Osallistu Espoo" --state in_progress=accepted proposals.csv | kierto import -')}`,
    )
    .action(async (files: string[], options: DecidimCommandOptions) => {
      const { decidim } = await import('./decidim.ts');
      end(await decidim(terminal, files, options));
    });
}
