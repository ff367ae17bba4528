export { buildApp, type EvaluationApp, type EvaluationDeps } from './app.ts';
export { openGeoIp, type GeoIp, type GeoIpOptions } from './geo-ip/geo-ip.ts';
export type { Geolocation } from './geo-ip/geolocation.ts';
export {
  createEvaluationCounts,
  type EvaluationCounts,
} from './metering/counts/evaluation-counts.ts';
export { createMetering, type Metering, type MeteringDeps } from './metering/metering.ts';
