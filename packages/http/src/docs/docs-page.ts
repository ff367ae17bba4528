/** Scalar as it is where there is no internet: nothing of it asks anybody but us. */
const configuration = {
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: 'never',
  // Summaries are not unique: one thing may have several addresses.
  operationTitleSource: 'path',
};

/** The page; its addresses are relative, so that it may be served below a prefix. */
export const docsPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Halyard API</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <script id="api-reference" data-url="openapi.json" data-configuration='${JSON.stringify(configuration)}'></script>
    <script src="docs/scalar.js"></script>
  </body>
</html>
`;

/** Has the browser see to it that the page reaches nobody but us, whatever a new Scalar tries. */
export const docsPageHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data:",
    'font-src data:',
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'cache-control': 'no-cache',
  'x-content-type-options': 'nosniff',
} as const;
