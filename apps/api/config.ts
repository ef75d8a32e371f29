import { type Environment, readSettings, type Settings, SettingsError } from '#installation';

/** What an operator may say to a server: by environment, and by one flag. */
export interface Config extends Settings {
  /** Import the demo histories when the folder is empty. */
  readonly demo: boolean;
}

/** @throws SettingsError */
export function readConfig(env: Environment, flags: readonly string[]): Config {
  const unknown = flags.find((flag) => flag !== '--demo');
  if (unknown !== undefined)
    throw new SettingsError(`There is no flag ${JSON.stringify(unknown)}; the only one is --demo.`);
  return { ...readSettings(env), demo: flags.includes('--demo') };
}
