import type { AuditPage } from '@halyard/domain/read';
import type { RouteAnswer } from '@halyard/http';

/** An answer that is a page of the audit (`AuditEntryList`), sent as it is read. */
export const answerPage = (page: AuditPage): RouteAnswer => ({
  status: 200,
  stream: { contentType: 'application/json; charset=utf-8', chunks: writePage(page) },
});

async function* writePage({ total, batches }: AuditPage): AsyncGenerator<string> {
  try {
    // The first batch is read before anything is sent: what fails then is an error's answer.
    let batch = await batches.next();
    yield `{"total":${total},"entries":[`;
    for (let separator = ''; !batch.done; separator = ',') {
      yield separator + JSON.stringify(batch.value).slice(1, -1);
      batch = await batches.next();
    }
    yield `]${batch.value === undefined ? '' : `,"next_cursor":"${batch.value}"`}}`;
  } finally {
    await batches.return(undefined);
  }
}
