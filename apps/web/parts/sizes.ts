import { useSpeech } from '../language.tsx';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Sizes and shares as the language of the page writes them. */
export function useSizes() {
  const { lang } = useSpeech();
  return {
    size(bytes: number): string {
      const step = Math.min(Math.floor(Math.log10(Math.max(1, bytes)) / 3), units.length - 1);
      const how = { style: 'unit', unit: units[step]!, maximumFractionDigits: 1 } as const;
      return new Intl.NumberFormat(lang, how).format(bytes / 1_000 ** step);
    },
    share: (of: number): string => new Intl.NumberFormat(lang, { style: 'percent' }).format(of),
  };
}
