export { sendRequest, type Answer, type Sent } from './send-request.ts';
export { createTokens, type Tokens } from './tokens.ts';
