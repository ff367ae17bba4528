// The thread of `serve` that hashes passwords.
import { serveHashes } from '@halyard/auth';

serveHashes();
