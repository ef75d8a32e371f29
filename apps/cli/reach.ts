import type { Installation } from './installation.ts';
import { openFolder } from './open-folder.ts';
import { findServer } from './running-server.ts';
import type { Terminal } from './terminal.ts';

/** Lets the installation of a data folder do something, by its server where one runs, and closes it again. */
export async function withInstallation<Answer>(
  { env }: Terminal,
  folder: string,
  work: (installation: Installation) => Promise<Answer>,
): Promise<Answer> {
  const installation = (await findServer(folder)) ?? openFolder(folder, env);
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}
