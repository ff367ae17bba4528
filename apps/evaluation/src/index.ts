export { createKeyUsage, type KeyUsage } from './access/key-usage.ts';
export { buildApp, type EvaluationApp, type EvaluationDeps } from './app.ts';
export { openGeoIp, type GeoIp, type GeoIpOptions } from './geo-ip/geo-ip.ts';
export type { Geolocation } from './geo-ip/geolocation.ts';
export {
  createEvaluationCounts,
  type EvaluationCounts,
  type EvaluationCountsDeps,
} from './metering/counts/evaluation-counts.ts';
export { createLimits, type Limits } from './metering/limits/limits.ts';
export { createUsage, type Usage, type UsageDeps } from './metering/usage/usage.ts';
