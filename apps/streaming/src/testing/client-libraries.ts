import { flagEventNames } from '@halyard/contracts';
import { fetchEventSource } from '@microsoft/fetch-event-source';
import { EventSource } from 'eventsource';
import { EventSource as UndiciEventSource } from 'undici';

/** A change as a library hands it on: name, data and id. */
export type HandedOn = readonly [event: string, data: string, id: string];

export interface LibraryClient {
  handedOn: HandedOn[];
  close(): void;
}

const path = '/api/flags/stream';
const names: readonly string[] = Object.values(flagEventNames).flatMap((of) => Object.values(of));

interface Message {
  type: string;
  data: string;
  lastEventId: string;
}

/** What all that call themselves an `EventSource` have in common. */
interface AnyEventSource {
  addEventListener(name: string, listener: (event: Message) => void): void;
  close(): void;
}

function listenBy(source: AnyEventSource): LibraryClient {
  const handedOn: HandedOn[] = [];
  for (const name of names)
    source.addEventListener(name, ({ type, data, lastEventId }) =>
      handedOn.push([type, data, lastEventId]),
    );
  return { handedOn, close: () => source.close() };
}

/** Clients of others, each with a way of its own to read streams and to come back to them. */
export const clientLibraries: Record<string, (url: string, key: string) => LibraryClient> = {
  eventsource: (url, key) =>
    listenBy(
      new EventSource(url + path, {
        fetch: (input, init) =>
          fetch(input, { ...init, headers: { ...init.headers, 'x-sdk-key': key } }),
      }),
    ),
  // It takes no headers.
  undici: (url, key) => listenBy(new UndiciEventSource(`${url}${path}?apiKey=${key}`)),
  'fetch-event-source'(url, key) {
    const handedOn: HandedOn[] = [];
    const gone = new AbortController();
    fetchEventSource(url + path, {
      headers: { 'x-sdk-key': key },
      signal: gone.signal,
      openWhenHidden: true,
      fetch,
      onmessage({ event, data, id }) {
        if (names.includes(event)) handedOn.push([event, data, id]);
      },
    }).catch(() => undefined);
    return { handedOn, close: () => gone.abort() };
  },
};
