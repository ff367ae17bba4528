export { createAnalytics, type Analytics, type AnalyticsOptions } from './analytics.ts';
