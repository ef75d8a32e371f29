import { SingleBar } from 'cli-progress';
import { number, type Terminal } from './terminal.ts';

export interface Step {
  readonly done: number;
  /** Undefined where nobody knows. */
  readonly of?: number | undefined;
  /** What else is known by now: `12,000 lines`. */
  readonly detail?: string;
}

export interface Progress {
  show(step: Step): void;
  /** Takes the bar away. */
  end(): void;
}

/** On a terminal a bar, ten times a second; elsewhere a line every few seconds. */
const betweenLines = 5_000;

const units = {
  bytes: (value: number) => `${(value / 1_000_000).toFixed(1)} MB`,
  events: (value: number) => `${number(value)} events`,
  rows: (value: number) => `${number(value)} rows`,
};

/** `3 s`, `2 min 10 s`, `1 h 5 min`. */
function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}

/** How far something is, at which rate and for how long still: `45 %, 12.0 MB, 3.1 MB/s, 12,000 lines, 5 s left`. */
function told({ done, of, detail }: Step, unit: keyof typeof units, seconds: number): string {
  const rate = seconds > 0 ? done / seconds : 0;
  const parts = [
    ...(of ? [`${Math.floor((100 * Math.min(done, of)) / of)} %`] : []),
    units[unit](done),
    `${units[unit](rate)}/s`,
    ...(detail ? [detail] : []),
    ...(of && rate > 0 ? [`${duration(Math.max(0, of - done) / rate)} left`] : []),
  ];
  return parts.join(', ');
}

export function openProgress({ stderr }: Terminal, what: string, unit: keyof typeof units): Progress {
  const began = performance.now();
  const secondsSoFar = () => (performance.now() - began) / 1_000;
  if (!stderr.isTTY) {
    let last = began;
    return {
      show(step) {
        if (performance.now() - last < betweenLines) return;
        last = performance.now();
        stderr.write(`${what}: ${told(step, unit, secondsSoFar())}\n`);
      },
      end() {},
    };
  }
  const bar = new SingleBar({
    stream: stderr as NodeJS.WritableStream,
    format: ({ barsize = 20 }, { progress }, { said, known }) => {
      const full = Math.round(progress * barsize);
      return `${what} ${known ? `${'█'.repeat(full)}${'░'.repeat(barsize - full)} ` : ''}${said}`;
    },
    barsize: 20,
    clearOnComplete: true,
    gracefulExit: false,
  });
  bar.start(1, 0, { said: '', known: false });
  return {
    show(step) {
      if (step.of) bar.setTotal(step.of);
      bar.update(Math.min(step.done, step.of ?? 0), {
        said: told(step, unit, secondsSoFar()),
        known: step.of !== undefined,
      });
    },
    end: () => bar.stop(),
  };
}
