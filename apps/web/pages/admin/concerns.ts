import type { AnswerOf } from '../../api.ts';

export type State = AnswerOf<'/api/admin/state'>;

/** What somebody has to look at; `wrong` stops people, `late` will. */
export interface Concern {
  readonly what:
    | 'store'
    | 'vault'
    | 'models'
    | 'queue'
    | 'disk'
    | 'building'
    | 'behind'
    | 'jobs'
    | 'mailFailed'
    | 'backupNone'
    | 'backupOld'
    | 'mailOff'
    | 'webhooks';
  readonly level: 'wrong' | 'late';
  /** Where it is mended, or looked at more closely. */
  readonly to?: '/admin/system';
}

const day = 24 * 3_600_000;
/** Bytes of free disk below which the next backup or rebuild may not fit any more. */
const leastFree = 2e9;
/** Seconds after which a view that lags is noticed by whoever works here. */
const longBehind = 30;

/** What is not as it should be, the most urgent first. */
export function concernsOf(state: State): readonly Concern[] {
  const { store, vault, models, queue, disk, jobs = [], mail, webhooks, backup, at } = state;
  const age = (instant: string) => Date.parse(at) - Date.parse(instant);
  const isEmpty = (store.events ?? 0) === 0;
  const found: readonly (Concern | false)[] = [
    !store.ready && { what: 'store', level: 'wrong' },
    !vault.ready && { what: 'vault', level: 'wrong' },
    models.some((one) => one.state === 'stopped') && { what: 'models', level: 'wrong', to: '/admin/system' },
    queue !== undefined && !(queue.ready && queue.code === undefined) && { what: 'queue', level: 'wrong' },
    disk !== undefined && disk.free < leastFree && { what: 'disk', level: 'wrong' },
    models.some((one) => one.state === 'building') && { what: 'building', level: 'late', to: '/admin/system' },
    models.some((one) => (one.behindSeconds ?? 0) > longBehind) && {
      what: 'behind',
      level: 'late',
      to: '/admin/system',
    },
    jobs.some(({ lastRun }) => lastRun?.error) && { what: 'jobs', level: 'late', to: '/admin/system' },
    (mail.failed ?? 0) > 0 && { what: 'mailFailed', level: 'late', to: '/admin/system' },
    !backup && !isEmpty && { what: 'backupNone', level: 'late' },
    backup !== undefined &&
      age(backup.made) > 2 * day &&
      (backup.since ?? 0) > 0 && { what: 'backupOld', level: 'late' },
    (webhooks.failed ?? 0) > 0 && { what: 'webhooks', level: 'late', to: '/admin/system' },
    !mail.configured && { what: 'mailOff', level: 'late' },
  ];
  return found.filter((one) => one !== false);
}
