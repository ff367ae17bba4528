import { sendRequest, type Answer, type Sent } from '@halyard/http/testing';

import { checkAnswer } from './check-answer.ts';

/** Sends a request; what every answer owes its route is checked at once, whatever it answers. */
export async function send(url: string, sent: Sent): Promise<Answer> {
  const answer = await sendRequest(url, sent);
  checkAnswer(sent, answer);
  return answer;
}
