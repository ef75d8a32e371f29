import type { Reads, SearchStatus } from '#read-models';
import type { Installation } from './open-installation.ts';

const longestCheck = 2_000;

export interface Part {
  readonly ready: boolean;
  readonly code?: string;
}

/** Whether everything can be asked, and what cannot. */
export interface Readiness extends Pick<Awaited<ReturnType<Reads['status']>>, 'models'> {
  readonly ready: boolean;
  readonly store: Part;
  readonly vault: Part;
  /** Missing where nobody searches. While it is built everything else can be asked. */
  readonly search?: Pick<SearchStatus, 'state' | 'building'>;
  /** Names of read models that have stopped. */
  readonly stopped?: readonly string[];
}

/** Never throws, and answers within seconds. */
export async function readinessOf({
  store,
  vault,
  reads,
}: Pick<Installation, 'store' | 'vault' | 'reads'>): Promise<Readiness> {
  const [storePart, vaultPart, status] = await Promise.all([
    checked(() => store.head()),
    checked(() => vault.progress('forgettings').read()),
    reads.status(),
  ]);
  const stopped = status.models.filter(({ state }) => state === 'stopped').map(({ name }) => name);
  const ready = storePart.ready && vaultPart.ready && status.models.every(({ state }) => state === 'live');
  const { state, building } = status.search;
  return {
    ready,
    store: storePart,
    vault: vaultPart,
    ...(state !== 'off' && { search: { state, ...(building && { building }) } }),
    ...(stopped.length > 0 && { stopped }),
    models: status.models,
  };
}

async function checked(ask: () => Promise<unknown>): Promise<Part> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Part>((resolve) => {
    timer = setTimeout(() => resolve({ ready: false, code: 'no-answer' }), longestCheck);
  });
  const asked = ask().then(
    () => ({ ready: true }),
    (error: unknown) => ({ ready: false, code: codeOf(error) }),
  );
  return Promise.race([asked, tooLong]).finally(() => clearTimeout(timer));
}

function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : 'internal';
}
