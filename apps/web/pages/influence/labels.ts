import type { Text } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { capital } from '../../parts/options.ts';
import { plainOf } from '../../parts/words.tsx';
import { sayShortDay } from '../../plots/saying.ts';
import { type Dimension, daysOf, none, useChosen } from './chosen.ts';
import { useMade } from './made.tsx';

/** Families of codes that the domain has words for; of the other dimensions the organisation's names come with the answers. */
const families: Readonly<Partial<Record<Dimension, string>>> = {
  kind: 'kind',
  decision: 'outcome',
  reasonCode: 'reasonCode',
  voicedBy: 'record.voicedBy',
  origin: 'origin',
};

/** A season is called by its group and its days; `GROUP/SEASON` where it has none. */
function useSeasonNames(isWanted: boolean): (value: string) => string {
  const { lang } = useSpeech();
  const { along } = useChosen();
  const { data } = useMade('/api/influence/hours', daysOf(along), isWanted);
  const named = data?.answer.flatMap(({ group, groupName, seasons }) =>
    seasons.flatMap(({ season, from, to }) =>
      season === undefined || from === undefined
        ? []
        : [
            [
              `${group}/${season}`,
              `${plainOf(groupName, lang, group)}: ${sayShortDay(lang, from)} – ${to ? sayShortDay(lang, to) : ''}`,
            ] as const,
          ],
    ),
  );
  const names: ReadonlyMap<string, string> = new Map(named);
  return (value) => names.get(value) ?? value;
}

/**
 * What the values of the dimensions are called.
 * @param hasSeasons whether names of seasons are needed, which are asked for apart
 */
export function useLabels(hasSeasons = false) {
  const { say, lang, code } = useSpeech();
  const seasonName = useSeasonNames(hasSeasons);
  return {
    nameOf: (name: Text | null | undefined, id: string): string => plainOf(name, lang, id),
    labelOf: (dimension: Dimension, value: string | undefined, name?: Text | null): string => {
      if (value === undefined || value === none)
        return capital(say(dimension === 'source' ? 'influence.filters.recordedHere' : 'influence.filters.none'));
      if (dimension === 'season') return seasonName(value);
      const family = families[dimension];
      return family === undefined ? plainOf(name, lang, value) : capital(code(family, value));
    },
  };
}
