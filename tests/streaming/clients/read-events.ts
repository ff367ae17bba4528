/** An event of a stream, as far as a client needs it. */
export interface StreamedEvent {
  event: string;
  data: string;
  id: string | undefined;
  retryMs: number | undefined;
}

/** Gives a function that takes a stream's text as it comes, and returns the events that it completes. */
export function createEventReader(): (text: string) => StreamedEvent[] {
  let rest = '';
  return (text) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop()!;
    return blocks.map(toEvent);
  };
}

function toEvent(block: string): StreamedEvent {
  const event: StreamedEvent = { event: '', data: '', id: undefined, retryMs: undefined };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(': ');
    const value = line.slice(colon + 2);
    const name = line.slice(0, Math.max(0, colon));
    if (name === 'event' || name === 'data' || name === 'id') event[name] = value;
    else if (name === 'retry') event.retryMs = Number(value);
    else throw new Error(`No line of ours: ${line.slice(0, 40)}`);
  }
  return event;
}
