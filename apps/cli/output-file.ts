import { existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CannotDo } from './terminal.ts';

export interface OutputFile {
  write(data: string | Uint8Array): Promise<void>;
  /** Puts what was written under the file's name, on the disk. */
  finish(): Promise<void>;
  /** Leaves everything as it was. */
  discard(): Promise<void>;
}

/** A file that is there whole or not at all: written beside under another name, then renamed. @throws CannotDo when it exists and may not be replaced */
export async function openOutput(
  path: string,
  { mode, replace }: { readonly mode: number; readonly replace: boolean },
): Promise<OutputFile> {
  const refuseExisting = () => {
    if (!replace && existsSync(path))
      throw new CannotDo(`${path} exists already. Choose another name, or replace it with --force.`);
  };
  refuseExisting();
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const file: FileHandle = await open(draft, 'w', mode);
  return {
    async write(data) {
      await file.writeFile(data);
    },
    async finish() {
      refuseExisting();
      await file.sync();
      await file.close();
      await rename(draft, path);
    },
    async discard() {
      await file.close().catch(() => {});
      await rm(draft, { force: true });
    },
  };
}
