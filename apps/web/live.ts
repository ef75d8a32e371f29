import { useEffect, useState } from 'react';
import { addressOf } from './api.ts';
import { questions } from './asking.ts';

/** Milliseconds between hearing of a change and reading again, so that a burst of changes is one reading. */
const gathered = 400;
/** Milliseconds before listening again after the server has hung up. */
const backAfter = 3_000;

/** What one tab tells the others: which streams changed, that all may have changed, whether the server can be heard. */
type News = { readonly streams: readonly string[] } | { readonly reset: true } | { readonly isHeard: boolean };

/** Whether a question is about one of the streams: by an id in its address, or because it is a list. */
function tellsOf([path, params]: readonly unknown[], ids: ReadonlySet<string>): boolean {
  if (path === '/api/me') return true;
  const { path: inPath } = (params ?? {}) as { readonly path?: Readonly<Record<string, string>> };
  const named = Object.values(inPath ?? {});
  return named.length === 0 || /home|agenda|handover/.test(String(path)) || named.some((id) => ids.has(id));
}

/**
 * One connection a browser, however many tabs are open: a browser keeps few to one server. The tab that has the lock listens and
 * tells the others; when it closes, another gets the lock.
 */
function listen(tell: (news: News) => void): () => void {
  const channel = new BroadcastChannel('kierto.live');
  channel.addEventListener('message', ({ data }: MessageEvent<News>) => tell(data));
  const spread = (news: News) => {
    tell(news);
    channel.postMessage(news);
  };
  const end = new AbortController();
  const listening = async () => {
    while (!end.signal.aborted) {
      await heardOnce(spread, end.signal);
      // Hung up for good, perhaps because the session has ended: who asks is asked anew, which leads to sign in where it must.
      await questions.invalidateQueries({ queryKey: ['/api/me'] });
      await pause(backAfter, end.signal);
    }
  };
  // A browser has locks where the connection is secure; elsewhere each tab listens for itself.
  const mine = navigator.locks
    ? navigator.locks.request('kierto.live', { signal: end.signal }, listening)
    : listening();
  mine.catch(() => {
    // The tab was closed, or the page left, before its turn came.
  });
  return () => {
    end.abort();
    channel.close();
  };
}

/** Listens until the browser gives up, or nobody wants to hear any more. A connection that was lost it takes up again by itself. */
function heardOnce(spread: (news: News) => void, end: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const source = new EventSource(addressOf('/api/live'));
    const stop = () => {
      source.close();
      done();
    };
    source.addEventListener('open', () => spread({ isHeard: true }));
    source.addEventListener('error', () => {
      spread({ isHeard: false });
      if (source.readyState === EventSource.CLOSED) stop();
    });
    source.addEventListener('reset', () => spread({ reset: true }));
    source.addEventListener('changed', ({ data }) => {
      const { streams } = JSON.parse(data) as { readonly streams: readonly string[] };
      spread({ streams });
    });
    end.addEventListener('abort', stop);
  });
}

const pause = (milliseconds: number, end: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    end.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    });
  });

/** Keeps what is shown up to date. @returns whether the server can be heard */
export function useLive(): boolean {
  const [isHeard, setHeard] = useState(true);
  useEffect(() => {
    const changed = new Set<string>();
    let all = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readAgain = () => {
      const ids = new Set(changed);
      questions.invalidateQueries(all ? {} : { predicate: ({ queryKey }) => tellsOf(queryKey, ids) });
      changed.clear();
      all = false;
    };
    const stop = listen((news) => {
      if ('isHeard' in news) {
        setHeard(news.isHeard);
        return;
      }
      if ('reset' in news) all = true;
      else for (const stream of news.streams) changed.add(stream.slice(stream.indexOf('-') + 1));
      clearTimeout(timer);
      timer = setTimeout(readAgain, gathered);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return isHeard;
}
