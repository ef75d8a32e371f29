import { spawnSync } from 'node:child_process';

/** What a program of R prints, line by line; it finds the file as its one argument. @throws with what R says when it fails */
export function r(program: string, file: string): string[] {
  const { status, stdout, stderr, error } = spawnSync('Rscript', ['--vanilla', '-e', program, file], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  if (status !== 0) throw error ?? new Error(stderr);
  return stdout.trimEnd().split('\n');
}
