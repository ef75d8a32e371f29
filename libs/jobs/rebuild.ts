import type { Task } from './task.ts';

export interface RebuildInput {
  /** Only this read model; all when left out. */
  readonly name?: string;
}

/** Builds read models of this process anew beside the ones that answer, and swaps them in. */
export const rebuildTask: Task = {
  kind: 'rebuild',
  async run({ reads }, input, signal, onProgress) {
    const { name } = input as RebuildInput;
    /** Models that are built together read the log once; several such readings go on at the same time. */
    const readings = new Map<string, { readonly done: number; readonly of: number }>();
    await reads.rebuild(
      name,
      ({ models, done, of }) => {
        readings.set(models.join(), { done, of });
        const all = [...readings.values()];
        onProgress({
          done: all.reduce((sum, reading) => sum + reading.done, 0),
          of: all.reduce((sum, reading) => sum + reading.of, 0),
          sentence: 'reading events',
        });
      },
      signal,
    );
    const { models } = await reads.status();
    return { models: name === undefined ? models.map((model) => model.name) : [name] };
  },
};
