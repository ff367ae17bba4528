// The thread of `serve` that reads long reports.
import { serveReading } from '@halyard/telemetry';

serveReading();
